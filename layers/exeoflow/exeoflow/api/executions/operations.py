"""The endpoints of executions."""

from http import HTTPStatus
from typing import Final

from exeoflow import errors
from exeoflow.api.bulk_answers import EXAMPLE, BulkReportShown
from exeoflow.api.executions.answers import (
    ExecutionCancelled,
    ExecutionList,
    ExecutionListed,
    ExecutionRetried,
    ExecutionShown,
)
from exeoflow.api.executions.requests import MAX_VERSION, RetryExecutionBody
from exeoflow.api.executions.step_answers import StepDataShown, StepList
from exeoflow.api.operation import BODY_FAILURES, Body, Operation, Parameter
from exeoflow.api.parameters import IDEMPOTENCY_KEY, PAGING, WAIT_FOR_END
from exeoflow.api.samples import EXECUTION_ID, ONE_PAGE, TIME, WORKFLOW_ID
from exeoflow.model.api_key import Scope
from exeoflow.model.execution import ExecutionStatus, TriggerKind
from exeoflow.service.bulk import MOST_AT_ONCE

_LISTED: Final[ExecutionListed] = {
    "id": EXECUTION_ID,
    "workflow_id": WORKFLOW_ID,
    "workflow_name": "Begrüßen",
    "status": ExecutionStatus.SUCCESS,
    "trigger": {"kind": TriggerKind.MANUAL, "node_id": "node_1"},
    "retry_of": None,
    "started_at": TIME,
    "finished_at": "2024-01-20T10:00:00.250Z",
    "duration": 250,
}

_STATUSES: Final = "|".join(ExecutionStatus)


def _moment(name: str, description: str) -> Parameter:
    schema = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}
    return Parameter("query", name, description, schema, "2024-01-20T10:00:00Z")


LIST_EXECUTIONS: Final = Operation(
    name="list_executions",
    method="GET",
    path="/v1/executions",
    scope=Scope.EXECUTIONS_READ,
    tag="Executions",
    summary="List executions, newest first",
    parameters=(
        *PAGING,
        Parameter("query", "workflow_id", "Only executions of this workflow.", {"type": "string"}),
        Parameter(
            "query",
            "status",
            "Only executions with this status, or with one of several that commas part.",
            {
                "type": "string",
                "pattern": f"^({_STATUSES})(,({_STATUSES}))*$",
                "examples": ["success,failed"],
            },
        ),
        Parameter(
            "query",
            "error_code",
            "Only executions that failed with this code.",
            {"type": "string"},
            "Http.Timeout",
        ),
        Parameter(
            "query",
            "label",
            "Only executions with this label, `name:value`; of several that commas part, with all of them.",
            {"type": "string", "pattern": r"^[^:,]+:[^,]+(,[^:,]+:[^,]+)*$"},
            "customer:4711",
        ),
        Parameter(
            "query",
            "tag",
            "Only executions of workflows that had this tag when they began; of several, all of them.",
            {"type": "string"},
        ),
        Parameter(
            "query",
            "trigger",
            "Only executions that this kind of trigger started; `manual` is a call of the API.",
            TriggerKind,
        ),
        Parameter(
            "query",
            "trigger_node",
            "Only executions that began at this trigger node; needs `workflow_id`.",
            {"type": "string"},
        ),
        Parameter(
            "query",
            "parent",
            "Only executions that `sub_workflow` nodes of this execution have started.",
            {"type": "string"},
            EXECUTION_ID,
        ),
        _moment("from", "Only executions started at this moment or later; a date is its beginning."),
        _moment("to", "Only executions started at this moment or earlier; a date is its end."),
    ),
    failures=(errors.InvalidRequest,),
    data=ExecutionList,
    example={"executions": [_LISTED], "pagination": ONE_PAGE},
)

GET_EXECUTION: Final = Operation(
    name="get_execution",
    method="GET",
    path="/v1/executions/{execution_id}",
    scope=Scope.EXECUTIONS_READ,
    tag="Executions",
    summary="Read an execution with its steps, at once, at its next change or when it ends",
    parameters=(
        WAIT_FOR_END,
        Parameter(
            "query",
            "after",
            "With `wait`: answer as soon as the execution has another `version` than this.",
            {"type": "integer", "minimum": 0, "maximum": MAX_VERSION},
        ),
    ),
    failures=(errors.InvalidRequest, errors.ExecutionNotFound),
    data=ExecutionShown,
    example={
        **_LISTED,
        "revision": 3,
        "version": 3,
        "retries": [],
        "input": {"name": "Ada"},
        "output": {"text": "Hallo Ada"},
        "steps": [
            {
                "node_id": "node_2",
                "node_name": "Begrüßung",
                "status": ExecutionStatus.SUCCESS,
                "started_at": TIME,
                "finished_at": "2024-01-20T10:00:00.120Z",
                "duration": 120,
            }
        ],
    },
)

_STEP: Final[StepDataShown] = {
    "index": 2,
    "node_id": "node_2",
    "node_name": "Begrüßung",
    "status": ExecutionStatus.SUCCESS,
    "started_at": TIME,
    "finished_at": "2024-01-20T10:00:00.120Z",
    "duration": 120,
    "input": {"name": "Ada"},
    "output": {"text": "Hallo Ada"},
    "attempts": [],
    "iteration": [],
    "truncated": [],
}

LIST_EXECUTION_STEPS: Final = Operation(
    name="list_execution_steps",
    method="GET",
    path="/v1/executions/{execution_id}/steps",
    scope=Scope.EXECUTIONS_READ,
    tag="Executions",
    summary="List the steps of an execution with their data",
    parameters=PAGING,
    failures=(errors.InvalidRequest, errors.ExecutionNotFound),
    data=StepList,
    example={"steps": [_STEP], "pagination": ONE_PAGE},
)

GET_EXECUTION_STEP: Final = Operation(
    name="get_execution_step",
    method="GET",
    path="/v1/executions/{execution_id}/steps/{number}",
    scope=Scope.EXECUTIONS_READ,
    tag="Executions",
    summary="Read one step of an execution with its whole data",
    parameters=(
        Parameter(
            "path", "number", "The step's `index`.", {"type": "integer", "minimum": 1}, "2", is_required=True
        ),
    ),
    failures=(errors.InvalidRequest, errors.ExecutionNotFound, errors.StepNotFound),
    data=StepDataShown,
    example=_STEP,
)

CANCEL_EXECUTION: Final = Operation(
    name="cancel_execution",
    method="POST",
    path="/v1/executions/{execution_id}/cancel",
    scope=Scope.EXECUTIONS_WRITE,
    tag="Executions",
    summary="End a running execution",
    parameters=(IDEMPOTENCY_KEY,),
    failures=(
        errors.InvalidRequest,
        errors.ExecutionNotFound,
        errors.ExecutionFinished,
        errors.ExecutionStarting,
        errors.IdempotencyKeyReused,
    ),
    data=ExecutionCancelled,
    example={"id": EXECUTION_ID, "status": ExecutionStatus.CANCELLED},
)

RETRY_EXECUTION: Final = Operation(
    name="retry_execution",
    method="POST",
    path="/v1/executions/{execution_id}/retry",
    scope=Scope.WORKFLOWS_EXECUTE,
    tag="Executions",
    summary="Run again what an execution ran, all of it or from a node on: same input, same trigger",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(RetryExecutionBody, {"from": "node_2"}, is_required=False),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowInvalid,
        errors.RevisionNotFound,
        errors.ExecutionNotFound,
        errors.ExecutionRunning,
        errors.WorkflowGone,
        errors.WorkflowEmpty,
        errors.WorkflowInvalid,
        errors.TriggerGone,
        errors.IdempotencyKeyReused,
        errors.InputTooLarge,
        errors.ConcurrencyReached,
    ),
    status=HTTPStatus.ACCEPTED,
    data=ExecutionRetried,
    example={
        "execution_id": "exec_01hm4nc3d4e5f6g7h8j9k0m1n2",
        "status": ExecutionStatus.RUNNING,
        "started_at": TIME,
        "retry_of": EXECUTION_ID,
    },
)

CHANGE_EXECUTIONS: Final = Operation(
    name="change_executions",
    method="POST",
    path="/v1/executions/bulk",
    scope=Scope.EXECUTIONS_WRITE,
    tag="Executions",
    summary="Cancel or retry many executions",
    description=f"At most {MOST_AT_ONCE}, as many as there is time for; `remaining` says what is left.",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(
        "exeoflow.api.bodies.bulk:ChangeExecutionsBody",
        {"action": "cancel", "filter": {"labels": {"customer": "4711"}}},
    ),
    failures=(*BODY_FAILURES, errors.IdempotencyKeyReused),
    data=BulkReportShown,
    example=EXAMPLE,
)
