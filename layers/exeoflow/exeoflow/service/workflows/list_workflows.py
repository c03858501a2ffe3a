"""Use case: list the workflows of a workspace."""

from exeoflow.model.page import Page, PageRequest
from exeoflow.model.stored_workflow import WorkflowStatus, WorkflowSummary
from exeoflow.service.ports import Ports


def list_workflows(
    ports: Ports, workspace: str, status: WorkflowStatus | None, page: PageRequest
) -> Page[WorkflowSummary]:
    """Return one page, newest first."""
    return ports.workflows.list_page(workspace, status, page)
