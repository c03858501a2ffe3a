"""Use case: note the end of an execution that Step Functions reported."""

from dataclasses import replace

from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionEnd, ExecutionRecord
from exeoflow.service.history_reading import read_history
from exeoflow.service.ports import Ports


def record_execution_end(
    ports: Ports, execution_id: str, reported: ExecutionEnd | None
) -> ExecutionEnd | None:
    """Close the record and return the end; None if there is nothing (left) to close.

    `reported` is None when the report was too large to carry the output. Raises `Unavailable` when the end
    cannot be known now; the report is then delivered again.
    """
    record = ports.executions.get(execution_id)
    if record is None or not record.execution.is_running:
        return None
    end = _end_with_steps(ports, record, reported)
    return end if ports.executions.finish(record.execution, end) else None


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
