"""By what workflows are found, and in which orders: items beside their heads, so that no list reads them all.

| pk                            | sk                    | stands for |
|-------------------------------|-----------------------|------------|
| `<workspace>#mark`            | `tag#<tag>##<id>`     | the workflow has the tag |
| `<workspace>#mark`            | `names#<other>##<id>` | the workflow names the other one |
| `<workspace>#mark`            | `word#<rest>##<id>`   | a word of its name ends so: its parts begin rests |
| `<workspace>#by_<field>`      | `<key>##<id>`         | its place among all, by name or last change |
| `<workspace>#by_<field>#<status>` | `<key>##<id>`     | its place among those of its status |

Places change in the transaction that changes the head, so pages are exact. Marks are more than a transaction
takes: they are put before it and removed after it, and whoever reads them looks at the heads, too. A mark too
many is thus never shown, and none is ever missing.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from exeoflow.adapters.dynamodb.attributes import Item
from exeoflow.model import moment
from exeoflow.model.workflows.filter import WorkflowFilter, name_key
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus

# A sort key holds 1,024 bytes; of a longer rest, and of a longer word that is searched, only so much counts.
_MOST_CHARACTERS: Final = 64
# A name of 200 characters may have 1,200 bytes once case is set aside; of the rest of a key so many are left.
_MOST_BYTES: Final = 960
_END: Final = "##"


def marks_of(workflow: StoredWorkflow) -> frozenset[tuple[str, str]]:
    """Return the keys of the workflow's marks."""
    words = set(name_key(workflow.name).split())
    rests = {word[start : start + _MOST_CHARACTERS] for word in words for start in range(len(word))}
    marks = (
        *(f"tag#{tag}" for tag in workflow.tags),
        *(f"names#{other}" for other in workflow.named_workflows),
        *(f"word#{rest}" for rest in rests),
    )
    pk = _partition(workflow.workspace)
    return frozenset((pk, f"{mark}{_END}{workflow.id}") for mark in marks)


def places_of(workflow: StoredWorkflow) -> frozenset[tuple[str, str]]:
    """Return the keys of the workflow's places in all orders but that of ids."""
    keys = {"name": _beginning_of(name_key(workflow.name)), "updated_at": moment.write(workflow.updated_at)}
    return frozenset(
        (_order_partition(workflow.workspace, field, status), f"{key}{_END}{workflow.id}")
        for field, key in keys.items()
        for status in (None, workflow.status)
    )


def _beginning_of(key: str) -> str:
    """As much of a key as a sort key holds: names that are equal so far are in the order of ids."""
    return key.encode()[:_MOST_BYTES].decode(errors="ignore")


def beginnings(workspace: str, matching: WorkflowFilter) -> Sequence[tuple[str, str]]:
    """Return how the keys begin of marks that everything has which the filter shows."""
    pk = _partition(workspace)
    tags = [(pk, f"tag#{tag}{_END}") for tag in matching.tags]
    return [*tags, *((pk, f"word#{word[:_MOST_CHARACTERS]}") for word in matching.words)]


def naming_beginning(workspace: str, workflow_id: str) -> tuple[str, str]:
    """Return how the keys begin of marks of those that name a workflow."""
    return _partition(workspace), f"names#{workflow_id}{_END}"


def order_partition(workspace: str, matching: WorkflowFilter) -> str:
    """Return the partition that holds the filter's order."""
    return _order_partition(workspace, matching.order.field, matching.status)


def ids_of(found: Iterable[Item]) -> Iterable[str]:
    """Return whose marks or places these are, each once."""
    return dict.fromkeys(str(item["sk"]).rpartition(_END)[2] for item in found)


def _partition(workspace: str) -> str:
    return f"{workspace}#mark"


def _order_partition(workspace: str, field: str, status: WorkflowStatus | None) -> str:
    return f"{workspace}#by_{field}" if status is None else f"{workspace}#by_{field}#{status}"
