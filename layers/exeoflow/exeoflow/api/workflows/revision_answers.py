"""Revisions of workflows as the API shows them, and what changed between two of them."""

from typing import Annotated, Any, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.schema import Pagination, Schema, Timestamp
from exeoflow.api.workflows.answers import ConnectionShown, NodeShown, WorkflowShown, workflow_shown
from exeoflow.model import moment
from exeoflow.model.workflows.stored_workflow import (
    Authorship,
    RevisionSummary,
    StoredWorkflow,
    WorkflowStatus,
)
from exeoflow.service.workflows.difference import ABSENT, Difference, FieldChange


class AuthorShown(TypedDict):
    """The key by which something was changed, and its name as it was then."""

    key_id: Annotated[str, Schema({"pattern": "^key_"})]
    key_name: str


class RevisionMade(TypedDict):
    """Who made a revision, and why; `restored_from` is there if it brought an older one back."""

    revision: int
    created_by: AuthorShown | None
    comment: str
    restored_from: NotRequired[int]


class RevisionListed(RevisionMade):
    """A revision in a list; `created_at` is when it became the newest."""

    name: str
    status: WorkflowStatus
    created_at: Timestamp


class RevisionList(TypedDict):
    """One page of revisions, newest first."""

    revisions: list[RevisionListed]
    pagination: Pagination


class RevisionShown(RevisionMade, WorkflowShown):
    """A workflow as it was; `updated_at` is when this revision was made."""


FieldChanged = TypedDict(
    "FieldChanged",
    {"path": str, "from": NotRequired[Any], "to": NotRequired[Any]},
)
"""A field that has another value; without `from` it is new, without `to` it is gone."""


class NodeChanged(TypedDict):
    """A node that is there in both revisions, but not as it was."""

    node_id: str
    fields: list[FieldChanged]


class NodesCompared(TypedDict):
    """Nodes by their ids; `moved` are those that are only drawn elsewhere, or also."""

    added: list[NodeShown]
    removed: list[NodeShown]
    changed: list[NodeChanged]
    moved: list[str]


class ConnectionsCompared(TypedDict):
    """Connections by their ends and handle."""

    added: list[ConnectionShown]
    removed: list[ConnectionShown]


RevisionDiff = TypedDict(
    "RevisionDiff",
    {
        "from": int,
        "to": int,
        "fields": list[FieldChanged],
        "nodes": NodesCompared,
        "connections": ConnectionsCompared,
    },
)
"""What makes the revision `to` another one than `from`; `fields` are those of the workflow itself."""


def revision_listed(revision: RevisionSummary) -> RevisionListed:
    """Show a revision in a list."""
    return {
        **_made(revision.number, revision.authorship),
        "name": revision.name,
        "status": revision.status,
        "created_at": moment.write(revision.made_at),
    }


def revision_shown(workflow: StoredWorkflow) -> RevisionShown:
    """Show a whole revision."""
    return {**workflow_shown(workflow), **_made(workflow.revision, workflow.authorship)}


def revision_diff(first: int, second: int, difference: Difference) -> RevisionDiff:
    """Show what changed from the first revision to the second."""
    return {
        "from": first,
        "to": second,
        "fields": [*map(_field_changed, difference.fields)],
        "nodes": {
            "added": [*difference.added],
            "removed": [*difference.removed],
            "changed": [
                {"node_id": node.node_id, "fields": [*map(_field_changed, node.fields)]}
                for node in difference.changed
            ],
            "moved": [*difference.moved],
        },
        "connections": {"added": [*difference.connected], "removed": [*difference.disconnected]},
    }


def _made(number: int, authorship: Authorship) -> RevisionMade:
    author: AuthorShown = {"key_id": authorship.key_id, "key_name": authorship.key_name}
    made: RevisionMade = {
        "revision": number,
        "created_by": author if authorship.key_id else None,
        "comment": authorship.comment,
    }
    origin = authorship.restored_from
    return made if origin is None else {**made, "restored_from": origin}


def _field_changed(change: FieldChange) -> FieldChanged:
    shown: FieldChanged = {"path": change.path}
    if change.before is not ABSENT:
        shown["from"] = change.before
    if change.after is not ABSENT:
        shown["to"] = change.after
    return shown
