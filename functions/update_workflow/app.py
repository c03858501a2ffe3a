"""Change the fields that the body names."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import precondition
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.operations import UPDATE_WORKFLOW
from exeoflow.api.workflows.outlook_answers import workflow_shown_now
from exeoflow.api.workflows.requests import manager_of
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.update import update_workflow


@endpoint(UPDATE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Change the workflow."""
    from exeoflow.api.workflows.bodies import change_comment
    from exeoflow.api.workflows.change_bodies import workflow_changes

    workflow_id = request.path_parameters["workflow_id"]
    content = json_object(request)
    changes = workflow_changes(content)
    by = authorship_of(request, change_comment(content))
    condition, manager = precondition(request), manager_of(UPDATE_WORKFLOW.query(request))
    workflow = update_workflow(
        app, request.workspace, workflow_id, changes, condition, authorship=by, manager=manager
    )
    shown = workflow_shown_now(workflow, app.clock.now(), request.language)
    return UPDATE_WORKFLOW.answer(shown, revision=workflow.revision)
