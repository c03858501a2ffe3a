"""One page of a workflow's revisions."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.request import Request
from exeoflow.api.workflows.revision_answers import revision_listed
from exeoflow.api.workflows.revision_operations import LIST_REVISIONS
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.revisions import list_revisions


@endpoint(LIST_REVISIONS)
def handler(request: Request, app: Application) -> Answer:
    """List revisions, newest first."""
    page = LIST_REVISIONS.query(request).only_page()
    found = list_revisions(app, request.workspace, request.path_parameters["workflow_id"], page)
    revisions = [revision_listed(revision) for revision in found.items]
    return LIST_REVISIONS.answer({"revisions": revisions, "pagination": pagination(found)})
