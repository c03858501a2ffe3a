"""Check, store and publish a new workflow."""

from dataclasses import replace

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.operations import CREATE_WORKFLOW
from exeoflow.api.workflows.outlook_answers import workflow_shown_now
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.create import create_workflow


@endpoint(CREATE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Create the workflow."""
    from exeoflow.api.workflows.bodies import change_comment, new_workflow

    content = json_object(request)
    idempotent = idempotent_request(request, content)
    new = replace(new_workflow(content), authorship=authorship_of(request, change_comment(content)))
    workflow = create_workflow(app, request.workspace, new, idempotent)
    shown = workflow_shown_now(workflow, app.clock.now(), request.language)
    return CREATE_WORKFLOW.answer(shown, revision=workflow.revision)
