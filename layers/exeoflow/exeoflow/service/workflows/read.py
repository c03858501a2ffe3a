"""Use cases: get one workflow, list them, tell how their executions went."""

from datetime import date
from typing import TYPE_CHECKING

from exeoflow.errors import WorkflowNotFound
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowSummary
from exeoflow.service.ports import Ports

if TYPE_CHECKING:
    # Only the type: to read a workflow, nothing of it is needed.
    from exeoflow.model.workflows.stats import WorkflowStats


def get_workflow(ports: Ports, workspace: str, workflow_id: str) -> StoredWorkflow:
    """Return the newest revision. Raises `WorkflowNotFound`."""
    workflow = ports.workflows.get(workspace, workflow_id) if is_identifier(workflow_id) else None
    if workflow is None:
        raise WorkflowNotFound
    return workflow


def list_workflows(
    ports: Ports, workspace: str, matching: WorkflowFilter, page: PageRequest
) -> Page[WorkflowSummary]:
    """Return one page of what matches, in the filter's order."""
    return ports.workflows.list_page(workspace, matching, page)


def get_workflow_stats(
    ports: Ports, workspace: str, workflow_id: str, since: date | None, until: date | None
) -> "WorkflowStats":
    """Return the numbers of what is kept of these days, all if none are named. Raises `WorkflowNotFound`."""
    get_workflow(ports, workspace, workflow_id)
    return ports.executions.stats(workspace, workflow_id, since, until, ports.clock.now())
