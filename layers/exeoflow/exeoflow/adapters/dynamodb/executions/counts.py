"""How many executions began on a day, by status and trigger; kept in the transactions that change executions.

An item holds one number per group under the name `<status>/<kind>`, in the counts of a workflow
`<status>/<kind>/<node>`: the trigger nodes of one workflow are few, those of a workspace are not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exeoflow.adapters.dynamodb.attributes import Item
from exeoflow.adapters.dynamodb.executions.daily_numbers import Days, ShardPlace, addition, read_days
from exeoflow.model.execution import ExecutionFilter, ExecutionStatus, TriggerKind

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


@dataclass(frozen=True, slots=True)
class Group:
    """Executions of one status that one trigger started; `node` is None where a workspace is counted."""

    status: ExecutionStatus
    kind: TriggerKind
    node: str | None = None

    def matches(self, matching: ExecutionFilter) -> bool:
        """Tell whether a list with this filter shows the group."""
        return (
            (not matching.statuses or self.status in matching.statuses)
            and matching.trigger_kind in {None, self.kind}
            and matching.trigger_node in {None, self.node}
        )


def count_updates(
    table: str, place: ShardPlace, changes: Mapping[ExecutionStatus, int], expires_at: int
) -> "list[TransactWriteItemTypeDef]":
    """Write the changes to the counts of the execution's workspace and workflow."""
    execution = place.execution
    workspace, workflow_id, kind = execution.workspace, execution.workflow_id, execution.trigger_kind
    of_workspace = {f"{status}/{kind}": change for status, change in changes.items()}
    of_workflow = {f"{name}/{execution.trigger_node}": change for name, change in of_workspace.items()}
    return [
        addition(table, _partition(workspace, None), place, of_workspace, expires_at),
        addition(table, _partition(workspace, workflow_id), place, of_workflow, expires_at),
    ]


def read_counts(
    client: "DynamoDBClient", table: str, workspace: str, workflow_id: str | None, days: Days
) -> dict[tuple[date, Group], int]:
    """Return the sizes of the groups of a workspace, or of one workflow, day by day."""
    counts: Counter[tuple[date, Group]] = Counter()
    for day, item in read_days(client, table, _partition(workspace, workflow_id), days):
        counts.update({(day, group): size for group, size in _groups_of(item)})
    # What ended has left a zero in its group.
    return {key: size for key, size in counts.items() if size}


def _partition(workspace: str, workflow_id: str | None) -> str:
    return f"count#{workspace}" if workflow_id is None else f"count#{workspace}#{workflow_id}"


def _groups_of(item: Item) -> Iterator[tuple[Group, int]]:
    for name, size in item.items():
        if "/" in name:
            status, kind, *node = name.split("/")
            yield Group(ExecutionStatus(status), TriggerKind(kind), *node), int(str(size))
