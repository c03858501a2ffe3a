"""One workflow with its graph."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import GET_WORKFLOW
from exeoflow.api.workflows.outlook_answers import workflow_shown_now
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.read import get_workflow


@endpoint(GET_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Show the workflow."""
    workflow = get_workflow(app, request.workspace, request.path_parameters["workflow_id"])
    shown = workflow_shown_now(workflow, app.clock.now(), request.language)
    return GET_WORKFLOW.answer(shown, revision=workflow.revision)
