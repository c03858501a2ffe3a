"""Use case: end a running execution."""

from exeoflow.errors import ExecutionFinished, ExecutionStarting
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionStatus
from exeoflow.service.executions.close_record import close, end_of_lost
from exeoflow.service.executions.read import find_execution
from exeoflow.service.ports import Ports


def cancel_execution(ports: Ports, workspace: str, execution_id: str) -> Execution:
    """Stop the execution and record it as cancelled, unless it was faster: then its own end is recorded.

    Raises `ExecutionNotFound`, `ExecutionFinished`, `ExecutionStarting`.
    """
    record = find_execution(ports, workspace, execution_id)
    execution = record.execution
    if not execution.is_running:
        raise ExecutionFinished
    now = ports.clock.now()
    ports.machines.stop(execution.workflow_id, execution.id)
    sighting = ports.machines.find(execution.workflow_id, execution.id)
    if sighting.is_known:
        # Step Functions tells of a stop only after a moment; it was accepted, so it is the end.
        end = sighting.end or ExecutionEnd(ExecutionStatus.CANCELLED, now)
    else:
        lost = end_of_lost(execution, now)
        if lost is None:
            raise ExecutionStarting
        end = lost
    closed = close(ports, record, end).execution
    if closed.status is not ExecutionStatus.CANCELLED:
        raise ExecutionFinished
    return closed
