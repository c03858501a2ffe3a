"""What of a workflow is compared and sent: the same form for a file and for an answer of the server."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from exeoflow.command.documents.references import with_references
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.service.workflows.difference import Difference, difference_of

_EMPTY: Final[Mapping[str, Any]] = {
    "name": "",
    "description": "",
    "tags": [],
    "settings": {},
    "nodes": [],
    "connections": [],
}
_LONG_AGO: Final = datetime(2024, 1, 20, tzinfo=UTC)


def content_of(workflow: Mapping[str, Any], become: Callable[[str], str]) -> dict[str, Any]:
    """Return the content of a workflow, what is left out at its default; references as `become` has them."""
    given = {name: workflow.get(name, usual) for name, usual in _EMPTY.items()}
    return with_references(given, become)


def difference_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """Compare two contents as the API compares two revisions."""
    return difference_of(_stored(before), _stored(after))


def _stored(content: Mapping[str, Any]) -> StoredWorkflow:
    return StoredWorkflow(
        workspace="",
        id="",
        revision=1,
        name=str(content["name"]),
        description=str(content["description"]),
        status=WorkflowStatus.INACTIVE,
        graph=Graph(tuple(content["nodes"]), tuple(content["connections"]), content["settings"]),
        created_at=_LONG_AGO,
        updated_at=_LONG_AGO,
        tags=tuple(content["tags"]),
    )
