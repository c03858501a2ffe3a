"""DELETE /v1/workflows/{workflow_id}: delete a workflow and its state machine."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.conditions import precondition
from exeoflow.api.messages import WORKFLOW_DELETED
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.delete import delete_workflow


@endpoint(operation="delete_workflow", scope=Scope.WORKFLOWS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Delete the workflow."""
    workflow_id = request.path_parameters["workflow_id"]
    delete_workflow(app, request.workspace, workflow_id, precondition(request))
    return ok({"message": WORKFLOW_DELETED[request.language]})
