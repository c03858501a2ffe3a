"""Use case: read what the executions of a workflow tell together."""

from datetime import date

from exeoflow.model.workflow_stats import WorkflowStats
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.get_workflow import get_workflow


def get_workflow_stats(
    ports: Ports, workspace: str, workflow_id: str, since: date | None, until: date | None
) -> WorkflowStats:
    """Return the numbers of what is kept of these days, all if none are named. Raises `WorkflowNotFound`."""
    get_workflow(ports, workspace, workflow_id)
    return ports.executions.stats(workspace, workflow_id, since, until, ports.clock.now())
