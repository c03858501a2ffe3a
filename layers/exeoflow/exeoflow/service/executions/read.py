"""Use cases: get one execution with its steps, list them."""

from dataclasses import replace

from exeoflow.errors import ExecutionNotFound
from exeoflow.model.execution import Execution, ExecutionFilter, ExecutionRecord
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.executions.close_record import close, end_of_lost
from exeoflow.service.executions.history_reading import read_history
from exeoflow.service.ports import Ports


def find_execution(ports: Ports, workspace: str, execution_id: str) -> ExecutionRecord:
    """Return the record as it is stored. Raises `ExecutionNotFound`, also for that of another workspace."""
    record = ports.executions.get(execution_id) if is_identifier(execution_id) else None
    if record is None or record.execution.workspace != workspace:
        raise ExecutionNotFound
    return record


def get_execution(ports: Ports, workspace: str, execution_id: str) -> ExecutionRecord:
    """Return the record; what is not yet in it, steps or the end, is read from the execution's history."""
    return completed(ports, find_execution(ports, workspace, execution_id))


def completed(ports: Ports, record: ExecutionRecord) -> ExecutionRecord:
    """Return a record with what its execution's history tells beyond it; without a look if it is whole."""
    if record.steps is not None:
        return record
    execution = record.execution
    history = ports.machines.history(execution.workflow_id, execution.id)
    if not execution.is_running:
        steps = () if history is None else read_history(history, record).steps
        ports.executions.add_steps(execution, steps)
        return replace(record, steps=steps)
    if history is None:
        end = end_of_lost(execution, ports.clock.now())
        return replace(record, steps=()) if end is None else close(ports, record, end)
    reading = read_history(history, record)
    return replace(record, steps=reading.steps) if reading.end is None else close(ports, record, reading.end)


def list_executions(
    ports: Ports, workspace: str, matching: ExecutionFilter, page: PageRequest
) -> Page[Execution]:
    """Return one page, newest first."""
    return ports.executions.list_page(workspace, matching, page, ports.clock.now())
