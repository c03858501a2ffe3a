"""Check and compile a workflow without storing it."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import validation_shown
from exeoflow.api.workflows.operations import VALIDATE_WORKFLOW
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.validate import validate_workflow


@endpoint(VALIDATE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Say what saving the workflow would say."""
    from exeoflow.api.workflows.bodies import workflow_to_validate

    new = workflow_to_validate(json_object(request))
    validation = validate_workflow(app, request.workspace, new)
    return VALIDATE_WORKFLOW.answer(validation_shown(validation, request.language))
