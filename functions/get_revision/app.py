"""One workflow as it was."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.workflows.requests import revision_number
from exeoflow.api.workflows.revision_answers import revision_shown
from exeoflow.api.workflows.revision_operations import GET_REVISION
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.revisions import get_revision


@endpoint(GET_REVISION)
def handler(request: Request, app: Application) -> Answer:
    """Show the revision."""
    number = revision_number(request.path_parameters["revision"])
    workflow = get_revision(app, request.workspace, request.path_parameters["workflow_id"], number)
    return GET_REVISION.answer(revision_shown(workflow))
