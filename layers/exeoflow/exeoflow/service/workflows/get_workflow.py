"""Use case: read one workflow."""

from exeoflow.errors import WorkflowNotFound
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports


def get_workflow(ports: Ports, workspace: str, workflow_id: str) -> StoredWorkflow:
    """Return the newest revision. Raises `WorkflowNotFound`."""
    workflow = ports.workflows.get(workspace, workflow_id) if is_identifier(workflow_id) else None
    if workflow is None:
        raise WorkflowNotFound
    return workflow
