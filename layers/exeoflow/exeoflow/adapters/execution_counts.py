"""How many executions began on a day, by status and trigger; kept in the transactions that change executions.

An item holds one number per group under the name `<status>/<kind>`, in the counts of a workflow
`<status>/<kind>/<node>`: the trigger nodes of one workflow are few, those of a workspace are not.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.attributes import Item, encode
from exeoflow.adapters.queries import query
from exeoflow.model.execution import Execution, ExecutionFilter, ExecutionStatus, TriggerKind

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

# A flood of starts changes the same counts: so many items share the work.
SHARDS: Final = 8
# Sorts after every shard of a day.
_AFTER_SHARDS: Final = "~"


@dataclass(frozen=True, slots=True)
class Group:
    """Executions of one status that one trigger started; `node` is None where a workspace is counted."""

    status: ExecutionStatus
    kind: TriggerKind
    node: str | None = None

    def matches(self, matching: ExecutionFilter) -> bool:
        """Tell whether a list with this filter shows the group."""
        return (
            matching.status in {None, self.status}
            and matching.trigger_kind in {None, self.kind}
            and matching.trigger_node in {None, self.node}
        )


def count_updates(
    table: str, execution: Execution, changes: Mapping[ExecutionStatus, int], expires_at: int
) -> "list[TransactWriteItemTypeDef]":
    """Write the changes to the counts of the execution's workspace and workflow."""
    workspace, workflow_id, kind = execution.workspace, execution.workflow_id, execution.trigger_kind
    of_workspace = {f"{status}/{kind}": change for status, change in changes.items()}
    of_workflow = {f"{name}/{execution.trigger_node}": change for name, change in of_workspace.items()}
    shard = shard_of(execution)
    return [
        addition(table, _partition(workspace, None), shard, of_workspace, expires_at),
        addition(table, _partition(workspace, workflow_id), shard, of_workflow, expires_at),
    ]


def read_counts(
    client: "DynamoDBClient", table: str, workspace: str, workflow_id: str | None, days: tuple[date, date]
) -> dict[Group, int]:
    """Return the groups of a workspace, or of one workflow, that began within the days, and their sizes."""
    counts: Counter[Group] = Counter()
    for item in read_days(client, table, _partition(workspace, workflow_id), days):
        counts.update(dict(_groups_of(item)))
    # What ended has left a zero in its group.
    return {group: size for group, size in counts.items() if size}


def addition(
    table: str, partition: str, shard: str, numbers: Mapping[str, int], expires_at: int
) -> "TransactWriteItemTypeDef":
    """Write that numbers are to be added to those of an item, which need not exist."""
    names = {f"#n{position}": name for position, name in enumerate(numbers)}
    values = {f":n{position}": number for position, number in enumerate(numbers.values())}
    terms = ", ".join(f"#n{position} :n{position}" for position in range(len(numbers)))
    return {
        "Update": {
            "TableName": table,
            "Key": encode({"pk": partition, "sk": shard}),
            "UpdateExpression": f"SET expires_at = :expires_at ADD {terms}",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": encode({":expires_at": expires_at, **values}),
        }
    }


def read_days(client: "DynamoDBClient", table: str, partition: str, days: tuple[date, date]) -> list[Item]:
    """Return the items of a partition that `addition` wrote into the shards of these days."""
    first, last = days
    request = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
        "ExpressionAttributeValues": encode(
            {":pk": partition, ":first": first.isoformat(), ":last": f"{last.isoformat()}#{_AFTER_SHARDS}"}
        ),
        "ConsistentRead": True,
    }
    return query(client, request)


def shard_of(execution: Execution) -> str:
    """Return the sort key of the counts to change: the same at the start and at the end."""
    day = execution.started_at.astimezone(UTC).date().isoformat()
    return f"{day}#{zlib.crc32(execution.id.encode()) % SHARDS}"


def _partition(workspace: str, workflow_id: str | None) -> str:
    return f"count#{workspace}" if workflow_id is None else f"count#{workspace}#{workflow_id}"


def _groups_of(item: Item) -> Iterator[tuple[Group, int]]:
    for name, size in item.items():
        if "/" in name:
            status, kind, *node = name.split("/")
            yield Group(ExecutionStatus(status), TriggerKind(kind), *node), int(str(size))
