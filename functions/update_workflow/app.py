"""PUT /v1/workflows/{workflow_id}: change the fields that the body names."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.body import json_object
from exeoflow.api.conditions import precondition
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import workflow_shown
from exeoflow.api.workflows.bodies import workflow_changes
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.update import update_workflow


@endpoint(operation="update_workflow", scope=Scope.WORKFLOWS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Change the workflow."""
    workflow_id = request.path_parameters["workflow_id"]
    changes = workflow_changes(json_object(request))
    workflow = update_workflow(app, request.workspace, workflow_id, changes, precondition(request))
    return ok(workflow_shown(workflow), revision=workflow.revision)
