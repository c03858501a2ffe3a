"""Switch a workflow's triggers on or off."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import idempotent_request, precondition
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.operations import SET_WORKFLOW_STATUS
from exeoflow.api.workflows.outlook_answers import workflow_status_shown
from exeoflow.api.workflows.requests import workflow_status
from exeoflow.api.workflows.webhook_answers import called_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.first_tokens import told_webhooks
from exeoflow.service.workflows.set_status import set_workflow_status


@endpoint(SET_WORKFLOW_STATUS)
def handler(request: Request, app: Application) -> Answer:
    """Set the status."""
    workflow_id = request.path_parameters["workflow_id"]
    content = json_object(request)
    status = workflow_status(content)
    workflow = set_workflow_status(
        app,
        request.workspace,
        workflow_id,
        status,
        precondition(request),
        authorship=authorship_of(request),
        request=idempotent_request(request, {"workflow": workflow_id, "body": content}),
    )
    called = called_shown(told_webhooks(app, workflow, request.scopes), request)
    shown = workflow_status_shown(workflow, app.clock.now(), request.language, called)
    return SET_WORKFLOW_STATUS.answer(shown, revision=workflow.revision)
