"""The endpoints of workflows."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from exeoflow import errors
from exeoflow.api.bulk_answers import EXAMPLE, BulkReportShown
from exeoflow.api.executions.answers import ExecutionReached, WorkflowStatsShown
from exeoflow.api.executions.backfill import BackfillShown
from exeoflow.api.executions.try_answers import NodeTested, TryNodeBody
from exeoflow.api.operation import BODY_FAILURES, Body, Operation, Parameter
from exeoflow.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, MANAGED_BY, PAGING, WAIT_FOR_END
from exeoflow.api.samples import EXECUTION_ID, ONE_PAGE, TIME, WORKFLOW_ID
from exeoflow.api.schema import Message
from exeoflow.api.workflows.answers import (
    WorkflowDefinition,
    WorkflowList,
    WorkflowListed,
    WorkflowShown,
    WorkflowStatusShown,
    WorkflowValidation,
)
from exeoflow.api.workflows.importing import ImportWorkflowBody, WorkflowImported
from exeoflow.api.workflows.requests import DuplicateWorkflowBody, ExecuteWorkflowBody, SetWorkflowStatusBody
from exeoflow.importers.answers import ImportFormat
from exeoflow.importers.status import Status
from exeoflow.model.api_key import Scope
from exeoflow.model.execution import ExecutionStatus
from exeoflow.model.workflows.filter import WorkflowOrder
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.bulk import MOST_AT_ONCE

_SAVE_FAILURES: Final = (errors.WorkflowInvalid, errors.WorkflowTooLarge)
_TRIGGER_FAILURES: Final = (errors.TriggerRefused, errors.WebhookPathTaken, errors.WebhookChanged)
_CHANGE_FAILURES: Final = (errors.WorkflowNotFound, errors.WorkflowChanged, errors.PreconditionFailed)

_NODES: Final[list[dict[str, Any]]] = [
    {"id": "node_1", "type": "trigger", "config": {}},
    {
        "id": "node_2",
        "type": "set",
        "name": "Begrüßung",
        "config": {"values": {"text": "Hallo {{ $input.name }}"}},
    },
]
_CONNECTIONS: Final[list[dict[str, Any]]] = [{"source": "node_1", "target": "node_2"}]
_GRAPH: Final[Mapping[str, Any]] = {"nodes": _NODES, "connections": _CONNECTIONS}
_LISTED: Final[WorkflowListed] = {
    "id": WORKFLOW_ID,
    "name": "Begrüßen",
    "description": "",
    "status": WorkflowStatus.INACTIVE,
    "created_at": TIME,
    "updated_at": TIME,
}
_SHOWN: Final[WorkflowShown] = {
    "id": WORKFLOW_ID,
    "name": "Begrüßen",
    "description": "",
    "status": WorkflowStatus.INACTIVE,
    "nodes": _NODES,
    "connections": _CONNECTIONS,
    "created_at": TIME,
    "updated_at": TIME,
}
_MACHINE: Final[WorkflowDefinition] = {
    "definition": {
        "QueryLanguage": "JSONata",
        "StartAt": "Begrüßung",
        "States": {
            "Begrüßung": {
                "Type": "Pass",
                "Output": {"text": '{% "Hallo " & $states.input.name %}'},
                "End": True,
            }
        },
    },
    "node_of_state": {"Begrüßung": "node_2"},
    "folded": {},
    "wrapped_triggers": [],
    "budgets": {
        "definition_bytes": 163,
        "states": 1,
        "variables": 0,
        "states_entered": {"min": 1, "max": 1},
        "history_events": {"max": 4, "per_iteration": {}, "per_item": {}},
        "price_per_1000_runs": {"currency": "USD", "min": 0.025, "max": 0.025, "per_item": {}},
    },
}


def _day(name: str, description: str) -> Parameter:
    return Parameter("query", name, description, {"type": "string", "format": "date"}, "2024-01-20")


LIST_WORKFLOWS: Final = Operation(
    name="list_workflows",
    method="GET",
    path="/v1/workflows",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="List workflows, newest first unless another order is asked for",
    parameters=(
        *PAGING,
        Parameter("query", "status", "Only workflows with this status.", WorkflowStatus),
        Parameter(
            "query", "tag", "Only workflows that have this tag; of several, all of them.", {"type": "string"}
        ),
        Parameter("query", "tags", "The same as `tag`, parted by commas.", {"type": "string"}, "shop,eu"),
        Parameter(
            "query",
            "search",
            "Only workflows whose name contains each of these words, wherever and in whatever case.",
            {"type": "string"},
            "rechnung",
        ),
        Parameter("query", "sort", "The order; with a minus the newest or last comes first.", WorkflowOrder),
    ),
    failures=(errors.InvalidRequest,),
    data=WorkflowList,
    example={"workflows": [_LISTED], "pagination": ONE_PAGE},
)

CREATE_WORKFLOW: Final = Operation(
    name="create_workflow",
    method="POST",
    path="/v1/workflows",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Create a workflow; it is checked, stored and made executable",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body("exeoflow.api.workflows.bodies:CreateWorkflowBody", {"name": "Begrüßen", **_GRAPH}),
    failures=(*BODY_FAILURES, *_SAVE_FAILURES, errors.IdempotencyKeyReused),
    status=HTTPStatus.CREATED,
    has_entity_tag=True,
    data=WorkflowShown,
    example=_SHOWN,
)

IMPORT_WORKFLOW: Final = Operation(
    name="import_workflow",
    method="POST",
    path="/v1/workflows/import",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Make a workflow of an export of another system, with a report of what means the same",
    parameters=(
        IDEMPOTENCY_KEY,
        Parameter("query", "format", "The system that the export is from; `n8n` if left out.", ImportFormat),
        Parameter(
            "query",
            "dry_run",
            "Only answer with the workflow and the report; nothing is stored.",
            {"type": "boolean", "default": False},
        ),
    ),
    body=Body(
        ImportWorkflowBody,
        {
            "name": "Begrüßen",
            "nodes": [{"name": "Start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1}],
            "connections": {},
        },
    ),
    failures=(*BODY_FAILURES, *_SAVE_FAILURES, errors.IdempotencyKeyReused),
    status=HTTPStatus.CREATED,
    data=WorkflowImported,
    example={
        "workflow": _SHOWN,
        "report": {
            "summary": {"nodes": 1, "exact": 1, "approximated": 0, "unsupported": 0},
            "expressions": {"total": 0, "translated": 0, "by_code": 0},
            "nodes": [
                {
                    "name": "Start",
                    "type": "n8n-nodes-base.manualTrigger",
                    "version": 1,
                    "node_ids": ["start", "start_trigger"],
                    "status": Status.EXACT,
                    "reasons": [],
                }
            ],
            "credentials": [],
        },
    },
)

VALIDATE_WORKFLOW: Final = Operation(
    name="validate_workflow",
    method="POST",
    path="/v1/workflows/validate",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="Check and compile a workflow without storing it",
    body=Body("exeoflow.api.workflows.bodies:ValidateWorkflowBody", _GRAPH),
    failures=BODY_FAILURES,
    data=WorkflowValidation,
    example={
        "valid": True,
        "diagnostics": [],
        "definition": _MACHINE["definition"],
        "node_of_state": _MACHINE["node_of_state"],
        "folded": _MACHINE["folded"],
        "wrapped_triggers": _MACHINE["wrapped_triggers"],
        "budgets": _MACHINE["budgets"],
    },
)

GET_WORKFLOW: Final = Operation(
    name="get_workflow",
    method="GET",
    path="/v1/workflows/{workflow_id}",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="Read a workflow",
    failures=(errors.WorkflowNotFound,),
    has_entity_tag=True,
    data=WorkflowShown,
    example=_SHOWN,
)

UPDATE_WORKFLOW: Final = Operation(
    name="update_workflow",
    method="PUT",
    path="/v1/workflows/{workflow_id}",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Change a workflow; fields that are left out keep their value",
    parameters=(IF_MATCH, MANAGED_BY),
    body=Body("exeoflow.api.workflows.change_bodies:UpdateWorkflowBody", {"description": "Sagt Hallo."}),
    failures=(
        *BODY_FAILURES,
        *_SAVE_FAILURES,
        *_CHANGE_FAILURES,
        errors.WorkflowManaged,
        *_TRIGGER_FAILURES,
    ),
    has_entity_tag=True,
    data=WorkflowShown,
    example={**_SHOWN, "description": "Sagt Hallo."},
)

DELETE_WORKFLOW: Final = Operation(
    name="delete_workflow",
    method="DELETE",
    path="/v1/workflows/{workflow_id}",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Delete a workflow; its running executions are ended, the records of all stay",
    parameters=(
        IF_MATCH,
        Parameter(
            "query",
            "force",
            "Delete it although others start it: their executions then fail at that node.",
            {"type": "boolean", "default": False},
        ),
        MANAGED_BY,
    ),
    failures=(errors.InvalidRequest, *_CHANGE_FAILURES, errors.WorkflowInUse, errors.WorkflowManaged),
    data=Message,
    example={"message": "Workflow erfolgreich gelöscht"},
)

DUPLICATE_WORKFLOW: Final = Operation(
    name="duplicate_workflow",
    method="POST",
    path="/v1/workflows/{workflow_id}/duplicate",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Make a new, inactive workflow of this one",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(DuplicateWorkflowBody, {"name": "Begrüßen auf Englisch"}, is_required=False),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowInvalid,
        errors.WorkflowNotFound,
        errors.IdempotencyKeyReused,
    ),
    status=HTTPStatus.CREATED,
    has_entity_tag=True,
    data=WorkflowShown,
    example={**_SHOWN, "name": "Begrüßen auf Englisch"},
)

SET_WORKFLOW_STATUS: Final = Operation(
    name="set_workflow_status",
    method="POST",
    path="/v1/workflows/{workflow_id}/status",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Switch the triggers of a workflow on or off",
    parameters=(IF_MATCH, IDEMPOTENCY_KEY),
    body=Body(SetWorkflowStatusBody, {"status": "active"}),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowInvalid,
        *_CHANGE_FAILURES,
        *_TRIGGER_FAILURES,
        errors.IdempotencyKeyReused,
    ),
    has_entity_tag=True,
    data=WorkflowStatusShown,
    example={"id": WORKFLOW_ID, "status": WorkflowStatus.ACTIVE, "updated_at": TIME},
)

EXECUTE_WORKFLOW: Final = Operation(
    name="execute_workflow",
    method="POST",
    path="/v1/workflows/{workflow_id}/execute",
    scope=Scope.WORKFLOWS_EXECUTE,
    tag="Workflows",
    summary="Start a workflow by hand, whatever its status",
    parameters=(IDEMPOTENCY_KEY, WAIT_FOR_END),
    body=Body(ExecuteWorkflowBody, {"input": {"name": "Ada"}}, is_required=False),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowNotFound,
        errors.WorkflowEmpty,
        errors.WorkflowInvalid,
        errors.IdempotencyKeyReused,
        errors.InputTooLarge,
        errors.ConcurrencyReached,
    ),
    status=HTTPStatus.ACCEPTED,
    data=ExecutionReached,
    example={"execution_id": EXECUTION_ID, "status": ExecutionStatus.RUNNING, "started_at": TIME},
)

GET_WORKFLOW_DEFINITION: Final = Operation(
    name="get_workflow_definition",
    method="GET",
    path="/v1/workflows/{workflow_id}/definition",
    scope=Scope.WORKFLOWS_READ,
    tag="Workflows",
    summary="Read the state machine that a workflow compiles to",
    failures=(errors.WorkflowNotFound, errors.WorkflowEmpty),
    has_entity_tag=True,
    data=WorkflowDefinition,
    example=_MACHINE,
)

GET_WORKFLOW_STATS: Final = Operation(
    name="get_workflow_stats",
    method="GET",
    path="/v1/workflows/{workflow_id}/stats",
    scope=Scope.EXECUTIONS_READ,
    tag="Executions",
    summary="Read how often, how well and how fast a workflow has run",
    parameters=(
        _day("from", "Only executions started on this day (in UTC) or later."),
        _day("to", "Only executions started on this day (in UTC) or earlier."),
    ),
    failures=(errors.InvalidRequest, errors.WorkflowNotFound),
    data=WorkflowStatsShown,
    example={
        "workflow_id": WORKFLOW_ID,
        "from": "2023-10-22",
        "to": "2024-01-20",
        "runs": 41,
        "by_status": {"running": 0, "success": 39, "failed": 1, "cancelled": 1},
        "by_day": [{"day": "2024-01-20", "running": 0, "success": 39, "failed": 1, "cancelled": 1}],
        "failure_rate": 0.025,
        "last_run": {"id": EXECUTION_ID, "status": ExecutionStatus.SUCCESS, "started_at": TIME},
        "duration": {"average": 263, "p50": 250, "p90": 307, "p99": 423},
    },
)

TEST_NODE: Final = Operation(
    name="test_node",
    method="POST",
    path="/v1/workflows/{workflow_id}/nodes/{node_id}/test",
    scope=Scope.WORKFLOWS_EXECUTE,
    tag="Workflows",
    summary="Try one node on given values: what it puts out, evaluates and would call; nothing is called",
    description="Values of an `execution_id` need the permission `executions:read`, too.",
    body=Body(TryNodeBody, {"input": {"name": "Ada"}}, is_required=False),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowNotFound,
        errors.NodeNotFound,
        errors.ExecutionNotFound,
        errors.WorkflowInvalid,
    ),
    data=NodeTested,
    example={
        "node_id": "node_2",
        "status": "success",
        "input": {"name": "Ada"},
        "output": {"text": "Hallo Ada"},
        "handles": [],
        "error": None,
        "call": None,
        "evaluated": [{"field": "values.text", "expression": "$input.name", "value": "Ada"}],
    },
)

BACKFILL_WORKFLOW: Final = Operation(
    name="backfill_workflow",
    method="POST",
    path="/v1/workflows/{workflow_id}/backfill",
    scope=Scope.WORKFLOWS_EXECUTE,
    tag="Workflows",
    summary="Start an active workflow for the past times of a schedule that have no execution yet",
    body=Body(
        "exeoflow.api.executions.backfill_bodies:BackfillBody",
        {"from": "2024-01-18T00:00:00Z", "to": "2024-01-20T00:00:00Z"},
    ),
    failures=(*BODY_FAILURES, errors.WorkflowNotFound, errors.WorkflowInactive),
    data=BackfillShown,
    example={
        "filled": [{"scheduled_at": "2024-01-18T09:00:00.000Z", "execution_id": EXECUTION_ID}],
        "next_from": None,
    },
)

CHANGE_WORKFLOWS: Final = Operation(
    name="change_workflows",
    method="POST",
    path="/v1/workflows/bulk",
    scope=Scope.WORKFLOWS_WRITE,
    tag="Workflows",
    summary="Delete, activate or deactivate many workflows",
    description=f"At most {MOST_AT_ONCE}, as many as there is time for; `remaining` says what is left.",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(
        "exeoflow.api.bodies.bulk:ChangeWorkflowsBody", {"action": "delete", "filter": {"tags": ["old"]}}
    ),
    failures=(*BODY_FAILURES, errors.IdempotencyKeyReused),
    data=BulkReportShown,
    example=EXAMPLE,
)
