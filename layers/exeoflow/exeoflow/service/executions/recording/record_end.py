"""Use case: note the end of an execution that Step Functions reported, and see to what follows from it."""

from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionEnd, ExecutionRecord
from exeoflow.service.executions.consequences import close_and_follow_up, follow_up
from exeoflow.service.executions.history_reading import completed_by, read_history
from exeoflow.service.executions.starting.start_next import start_next
from exeoflow.service.ports import Ports


def record_execution_end(
    ports: Ports, execution_id: str, reported: ExecutionEnd | None
) -> ExecutionEnd | None:
    """Close the record and return the end; None if there is nothing (left) to close.

    What another closed and left to this report is followed up. `reported` is None when the report was too
    large to carry the output. Raises `Unavailable` when the end cannot be known now, or what follows cannot
    be set going; the report is then delivered again.
    """
    record = ports.executions.get(execution_id)
    if record is None:
        return None
    if record.execution.is_running:
        end = with_steps(ports, record, _reported_or_seen(ports, record, reported))
        if close_and_follow_up(ports, record, end):
            start_next(ports, record.execution)
            return end
        record = ports.executions.get(execution_id) or record
    follow_up(ports, record)
    start_next(ports, record.execution)
    return None


def with_steps(ports: Ports, record: ExecutionRecord, end: ExecutionEnd) -> ExecutionEnd:
    """Return the end with what its history tells beyond it; without, if that cannot be read now.

    Histories are read at 20 a second at most, executions may end faster: who asks for one later completes it.
    """
    execution = record.execution
    try:
        history = ports.machines.history(execution.machine, execution.id)
    except Unavailable:
        return end
    return end if history is None else completed_by(read_history(history, record), end)


def _reported_or_seen(ports: Ports, record: ExecutionRecord, reported: ExecutionEnd | None) -> ExecutionEnd:
    """Return the end with its output, which an event may be too small for."""
    if reported is not None:
        return reported
    seen = ports.machines.find(record.execution.machine, record.execution.id).end
    if seen is None:
        raise Unavailable
    return seen
