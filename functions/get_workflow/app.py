"""GET /v1/workflows/{workflow_id}: one workflow with its graph."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import workflow_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.read import get_workflow


@endpoint(operation="get_workflow", scope=Scope.WORKFLOWS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the workflow."""
    workflow = get_workflow(app, request.workspace, request.path_parameters["workflow_id"])
    return ok(workflow_shown(workflow), revision=workflow.revision)
