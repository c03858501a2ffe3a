"""What changed between two revisions of a workflow."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.workflows.requests import other_revision, revision_number
from exeoflow.api.workflows.revision_answers import revision_diff
from exeoflow.api.workflows.revision_operations import COMPARE_REVISIONS
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.revisions import compare_revisions


@endpoint(COMPARE_REVISIONS)
def handler(request: Request, app: Application) -> Answer:
    """Compare the revisions."""
    first = revision_number(request.path_parameters["revision"])
    other = other_revision(COMPARE_REVISIONS.query(request))
    workflow_id = request.path_parameters["workflow_id"]
    second, difference = compare_revisions(app, request.workspace, workflow_id, first, other)
    return COMPARE_REVISIONS.answer(revision_diff(first, second, difference))
