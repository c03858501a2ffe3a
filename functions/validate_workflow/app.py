"""POST /v1/workflows/validate: check and compile a workflow without storing it."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.body import json_object
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import validation_shown
from exeoflow.api.workflows.bodies import workflow_to_validate
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.validate import validate_workflow


@endpoint(operation="validate_workflow", scope=Scope.WORKFLOWS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Say what saving the workflow would say."""
    new = workflow_to_validate(json_object(request))
    return ok(validation_shown(validate_workflow(app, request.workspace, new), request.language))
