"""One page of what waits for answers."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.approvals.answers import approval_listed
from exeoflow.api.approvals.operations import LIST_APPROVALS
from exeoflow.api.approvals.requests import approval_list
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.approvals.pending import open_approvals


@endpoint(LIST_APPROVALS)
def handler(request: Request, app: Application) -> Answer:
    """List open questions, the oldest first."""
    found = open_approvals(app, request.workspace, approval_list(LIST_APPROVALS.query(request)))
    shown = [approval_listed(approval, request) for approval in found.items]
    return LIST_APPROVALS.answer({"approvals": shown, "pagination": pagination(found)})
