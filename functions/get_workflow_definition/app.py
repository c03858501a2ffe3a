"""GET /v1/workflows/{workflow_id}/definition: the state machine of a stored workflow."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import compilation_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.get_definition import get_workflow_definition


@endpoint(operation="get_workflow_definition", scope=Scope.WORKFLOWS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the machine."""
    workflow_id = request.path_parameters["workflow_id"]
    revision, compilation = get_workflow_definition(app, request.workspace, workflow_id)
    return ok(compilation_shown(compilation), revision=revision)
