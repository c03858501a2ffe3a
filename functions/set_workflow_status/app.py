"""POST /v1/workflows/{workflow_id}/status: switch a workflow's triggers on or off."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.body import json_object
from exeoflow.api.conditions import precondition
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import workflow_status_shown
from exeoflow.api.workflows.bodies import workflow_status
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.set_status import set_workflow_status


@endpoint(operation="set_workflow_status", scope=Scope.WORKFLOWS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Set the status."""
    workflow_id = request.path_parameters["workflow_id"]
    status = workflow_status(json_object(request))
    workflow = set_workflow_status(app, request.workspace, workflow_id, status, precondition(request))
    return ok(workflow_status_shown(workflow), revision=workflow.revision)
