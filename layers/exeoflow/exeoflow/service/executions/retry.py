"""Use case: run again what an execution ran, with the same input."""

from typing import TYPE_CHECKING, cast

from exeoflow.errors import ExecutionRunning, TriggerGone, TriggerUnknown, WorkflowGone, WorkflowNotFound
from exeoflow.model.execution import Execution
from exeoflow.service.executions.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.read import completed, find_execution
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject


def retry_execution(
    ports: Ports, workspace: str, execution_id: str, request: IdempotentRequest | None = None
) -> Execution:
    """Start the workflow's newest revision at the same trigger node; return the new execution.

    It is a start by hand, whatever started the first one: an inactive workflow does not refuse it. The link
    between the two is part of the new record, so there is no start without it.
    Raises `ExecutionNotFound`, `ExecutionRunning`, `WorkflowGone`, `TriggerGone`, `WorkflowEmpty`,
    `WorkflowInvalid`, `InputTooLarge`, `IdempotencyKeyReused`, and `Unavailable`.
    """
    record = find_execution(ports, workspace, execution_id)
    if record.execution.is_running:
        # Its end may only not be reported yet.
        record = completed(ports, record)
    original = record.execution
    if original.is_running:
        raise ExecutionRunning
    start = Start(
        data=cast("JsonObject", record.input),
        trigger=original.trigger_node,
        retry_of=original.id,
        labels=original.labels,
    )
    try:
        return execute_workflow(ports, workspace, original.workflow_id, start, request)
    except WorkflowNotFound as error:
        raise WorkflowGone from error
    except TriggerUnknown as error:
        raise TriggerGone(original.trigger_node) from error
