"""The state machine of a stored workflow."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import compilation_shown
from exeoflow.api.workflows.operations import GET_WORKFLOW_DEFINITION
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.get_definition import get_workflow_definition


@endpoint(GET_WORKFLOW_DEFINITION)
def handler(request: Request, app: Application) -> Answer:
    """Show the machine."""
    workflow_id = request.path_parameters["workflow_id"]
    revision, compilation = get_workflow_definition(app, request.workspace, workflow_id)
    return GET_WORKFLOW_DEFINITION.answer(compilation_shown(compilation), revision=revision)
