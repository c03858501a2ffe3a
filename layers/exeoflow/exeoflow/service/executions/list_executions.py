"""Use case: list the executions of a workspace."""

from exeoflow.model.execution import Execution, ExecutionFilter
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports import Ports


def list_executions(
    ports: Ports, workspace: str, matching: ExecutionFilter, page: PageRequest
) -> Page[Execution]:
    """Return one page, newest first."""
    return ports.executions.list_page(workspace, matching, page, ports.clock.now())
