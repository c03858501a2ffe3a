"""Make a new workflow of an old one."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import optional_json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.operations import DUPLICATE_WORKFLOW
from exeoflow.api.workflows.outlook_answers import workflow_shown_now
from exeoflow.api.workflows.requests import duplicate_of
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.duplicate import duplicate_workflow


@endpoint(DUPLICATE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Create the copy."""
    workflow_id = request.path_parameters["workflow_id"]
    content = optional_json_object(request)
    name, comment = duplicate_of(content)
    idempotent = idempotent_request(request, {"duplicate_of": workflow_id, "body": content})
    by = authorship_of(request, comment)
    workflow = duplicate_workflow(
        app, request.workspace, workflow_id, name, authorship=by, request=idempotent
    )
    shown = workflow_shown_now(workflow, app.clock.now(), request.language)
    return DUPLICATE_WORKFLOW.answer(shown, revision=workflow.revision)
