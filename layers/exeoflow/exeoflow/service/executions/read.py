"""Use case: get one execution with its steps."""

from dataclasses import replace

from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionRecord, ExecutionStatus
from exeoflow.service.executions.history_reading import Reading, completed_by, read_history
from exeoflow.service.executions.recording.close_record import close, end_of_lost
from exeoflow.service.executions.records import find_execution
from exeoflow.service.ports import Ports


def get_execution(ports: Ports, workspace: str, execution_id: str) -> ExecutionRecord:
    """Return the record; what is not yet in it, steps or the end, is read from the execution's history."""
    return completed(ports, find_execution(ports, workspace, execution_id))


def completed(ports: Ports, record: ExecutionRecord) -> ExecutionRecord:
    """Return a record with what its execution's history tells beyond it; without a look if it is whole.

    Where AWS reads no history for now, the record is the answer as it stands.
    """
    if record.steps is not None:
        return record
    execution = record.execution
    try:
        history = ports.machines.history(execution.machine, execution.id)
        reading = None if history is None else read_history(history, record)
        return (_running if execution.is_running else _ended)(ports, record, reading)
    except Unavailable:
        return record


def _ended(ports: Ports, record: ExecutionRecord, reading: Reading | None) -> ExecutionRecord:
    steps = () if reading is None else reading.steps
    error = record.error
    if reading is not None:
        told = reading.end and reading.end.error
        # What was closed while no history could be read does not know yet which node failed.
        error = told if told and error and error.node_id is None else error
    ports.executions.add_steps(record.execution, steps, None if error == record.error else error)
    return replace(record, steps=steps, error=error)


def _running(ports: Ports, record: ExecutionRecord, reading: Reading | None) -> ExecutionRecord:
    execution = record.execution
    if reading is None:
        lost = end_of_lost(execution, ports.clock.now())
        return replace(record, steps=()) if lost is None else close(ports, record, lost)
    if reading.end is None:
        return replace(record, steps=reading.steps)
    # The history is read without payloads: only a success has one.
    is_success = reading.end.status is ExecutionStatus.SUCCESS
    end = ports.machines.find(execution.machine, execution.id).end if is_success else reading.end
    if end is None:
        return replace(record, steps=reading.steps)
    return close(ports, record, completed_by(reading, end))
