"""Use case: end a running execution."""

from datetime import datetime

from exeoflow.errors import ExecutionFinished, ExecutionStarting
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionStatus
from exeoflow.service.executions.recording.close_record import close, end_of_lost
from exeoflow.service.executions.records import find_execution
from exeoflow.service.idempotency import Attempt, IdempotentRequest, attempt_of
from exeoflow.service.ports import Ports


def cancel_execution(
    ports: Ports, workspace: str, execution_id: str, request: IdempotentRequest | None = None
) -> Execution:
    """Stop the execution and record it as cancelled, unless it was faster: then its own end is recorded.

    The same `request` again returns what it cancelled.
    Raises `ExecutionNotFound`, `ExecutionFinished`, `ExecutionStarting`, `IdempotencyKeyReused`.
    """
    attempt = attempt_of(ports, workspace, "cancel_execution", request)
    record = find_execution(ports, workspace, execution_id)
    execution = record.execution
    if not execution.is_running:
        if attempt.is_repeated and _was_cancelled_since(execution, attempt):
            return execution
        raise ExecutionFinished
    now = ports.clock.now()
    if execution.is_queued:
        # Of what waits for AWS a try may have been taken, although the answer was another.
        ports.machines.stop(execution.machine, execution.id)
        end = ExecutionEnd(ExecutionStatus.CANCELLED, now, steps=())
        return close(ports, record, end).execution
    closed = close(ports, record, _stopped(ports, execution, now)).execution
    if closed.status is not ExecutionStatus.CANCELLED:
        raise ExecutionFinished
    return closed


def _stopped(ports: Ports, execution: Execution, now: datetime) -> ExecutionEnd:
    """Stop the machine; return the end, which may be another one."""
    ports.machines.stop(execution.machine, execution.id)
    sighting = ports.machines.find(execution.machine, execution.id)
    if sighting.is_known:
        # Step Functions tells of a stop only after a moment; it was accepted, so it is the end.
        return sighting.end or ExecutionEnd(ExecutionStatus.CANCELLED, now)
    lost = end_of_lost(execution, now)
    if lost is None:
        raise ExecutionStarting
    return lost


def _was_cancelled_since(execution: Execution, attempt: Attempt) -> bool:
    is_cancelled = execution.status is ExecutionStatus.CANCELLED and execution.finished_at is not None
    return is_cancelled and attempt.begun_at <= (execution.finished_at or attempt.begun_at)
