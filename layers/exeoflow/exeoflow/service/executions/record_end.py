"""Use case: note the end of an execution that Step Functions reported, and see to what follows from it."""

from dataclasses import replace

from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionEnd, ExecutionRecord
from exeoflow.service.executions.consequences import close_and_follow_up, follow_up
from exeoflow.service.executions.history_reading import read_history
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
        end = _end_with_steps(ports, record, reported)
        if close_and_follow_up(ports, record, end):
            return end
        record = ports.executions.get(execution_id) or record
    follow_up(ports, record)
    return None


def _end_with_steps(ports: Ports, record: ExecutionRecord, reported: ExecutionEnd | None) -> ExecutionEnd:
    execution = record.execution
    try:
        history = ports.machines.history(execution.workflow_id, execution.id)
    except Unavailable:
        # Histories are read at 20 a second at most, executions may end faster: the steps are then read later.
        if reported is None:
            raise
        return reported
    reading = None if history is None else read_history(history, record)
    end = (reading and reading.end) or reported
    if end is None:
        raise Unavailable
    return replace(end, steps=end.steps if reading is None else reading.steps)
