"""Use cases: find an execution, list them; both as they are stored, without a look at what runs."""

from exeoflow.errors import ExecutionNotFound
from exeoflow.model.execution import Execution, ExecutionFilter, ExecutionRecord
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports import Ports


def find_execution(ports: Ports, workspace: str, execution_id: str) -> ExecutionRecord:
    """Return the record as it is stored. Raises `ExecutionNotFound`, also for that of another workspace."""
    record = ports.executions.get(execution_id) if is_identifier(execution_id) else None
    if record is None or record.execution.workspace != workspace:
        raise ExecutionNotFound
    return record


def list_executions(
    ports: Ports, workspace: str, matching: ExecutionFilter, page: PageRequest
) -> Page[Execution]:
    """Return one page, newest first."""
    return ports.executions.list_page(workspace, matching, page, ports.clock.now())
