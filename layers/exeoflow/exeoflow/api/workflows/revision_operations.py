"""The endpoints of a workflow's revisions."""

from typing import Any, Final

from exeoflow import errors
from exeoflow.api.operation import BODY_FAILURES, Body, Operation, Parameter
from exeoflow.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, MANAGED_BY, PAGING
from exeoflow.api.samples import ONE_PAGE, TIME, WORKFLOW_ID
from exeoflow.api.workflows.answers import WorkflowShown
from exeoflow.api.workflows.requests import MAX_REVISION, RestoreRevisionBody
from exeoflow.api.workflows.revision_answers import (
    RevisionDiff,
    RevisionList,
    RevisionListed,
    RevisionMade,
    RevisionShown,
)
from exeoflow.model.api_key import Scope
from exeoflow.model.workflows.stored_workflow import KEPT_REVISIONS, WorkflowStatus

_REVISION: Final = Parameter(
    "path", "revision", "Number of the revision, from 1.", {"type": "integer", "minimum": 1}, is_required=True
)
_NODES: Final[list[dict[str, Any]]] = [
    {"id": "node_1", "type": "trigger", "config": {}},
    {"id": "node_2", "type": "set", "config": {"values": {"text": "Hallo {{ $input.name }}"}}},
]
_SHOWN: Final[WorkflowShown] = {
    "id": WORKFLOW_ID,
    "name": "Begrüßen",
    "description": "",
    "status": WorkflowStatus.INACTIVE,
    "nodes": _NODES,
    "connections": [{"source": "node_1", "target": "node_2"}],
    "created_at": TIME,
    "updated_at": TIME,
}
_MADE: Final[RevisionMade] = {
    "revision": 3,
    "created_by": {"key_id": "key_01hm4nd5e6f7g8h9j0k1m2n3p4", "key_name": "Deployment"},
    "comment": "Anrede geändert",
}
_LISTED: Final[RevisionListed] = {
    **_MADE,
    "name": "Begrüßen",
    "status": WorkflowStatus.INACTIVE,
    "created_at": TIME,
}

LIST_REVISIONS: Final = Operation(
    name="list_revisions",
    method="GET",
    path="/v1/workflows/{workflow_id}/revisions",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="List the revisions of a workflow, newest first",
    description=f"The newest {KEPT_REVISIONS} are kept. Each change makes one, of the status too.",
    parameters=PAGING,
    failures=(errors.InvalidRequest, errors.WorkflowNotFound),
    data=RevisionList,
    example={"revisions": [_LISTED], "pagination": ONE_PAGE},
)

GET_REVISION: Final = Operation(
    name="get_revision",
    method="GET",
    path="/v1/workflows/{workflow_id}/revisions/{revision}",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="Read a workflow as it was",
    parameters=(_REVISION,),
    failures=(errors.WorkflowNotFound, errors.RevisionNotFound),
    data=RevisionShown,
    example={**_SHOWN, **_MADE},
)

COMPARE_REVISIONS: Final = Operation(
    name="compare_revisions",
    method="GET",
    path="/v1/workflows/{workflow_id}/revisions/{revision}/diff",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="Read what changed between two revisions, by node and connection",
    parameters=(
        _REVISION,
        Parameter(
            "query",
            "to",
            "The revision to compare with; the newest if it is left out.",
            {"type": "integer", "minimum": 1, "maximum": MAX_REVISION},
        ),
    ),
    failures=(errors.InvalidRequest, errors.WorkflowNotFound, errors.RevisionNotFound),
    data=RevisionDiff,
    example={
        "from": 2,
        "to": 3,
        "fields": [],
        "nodes": {
            "added": [],
            "removed": [],
            "changed": [
                {
                    "node_id": "node_2",
                    "fields": [
                        {
                            "path": "config.values.text",
                            "from": "Hallo {{ $input.name }}",
                            "to": "Guten Tag {{ $input.name }}",
                        }
                    ],
                }
            ],
            "moved": ["node_1"],
        },
        "connections": {"added": [], "removed": []},
    },
)

RESTORE_REVISION: Final = Operation(
    name="restore_revision",
    method="POST",
    path="/v1/workflows/{workflow_id}/revisions/{revision}/restore",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Go back to a revision: its content becomes a new one",
    description="Whether the workflow is active stays as it is. What is there already is not stored again.",
    parameters=(_REVISION, IF_MATCH, IDEMPOTENCY_KEY, MANAGED_BY),
    body=Body(RestoreRevisionBody, {"comment": "Zurück zur alten Anrede"}, is_required=False),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowInvalid,
        errors.WorkflowNotFound,
        errors.RevisionNotFound,
        errors.WorkflowChanged,
        errors.PreconditionFailed,
        errors.WorkflowManaged,
        errors.TriggerRefused,
        errors.IdempotencyKeyReused,
    ),
    has_entity_tag=True,
    data=WorkflowShown,
    example=_SHOWN,
)
