"""Show what is asked; it decides nothing: scanners follow links."""

from exeoflow.api.answers import Answer
from exeoflow.api.approvals.operations import SHOW_APPROVAL
from exeoflow.api.approvals.requests import TOKEN
from exeoflow.api.pages.approval import approval_failed, question_answer
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.approvals.answer import check_open, find_approval


@endpoint(SHOW_APPROVAL, failed=approval_failed)
def handler(request: Request, app: Application) -> Answer:
    """Show the question to whoever has the address."""
    path = request.path_parameters
    approval = find_approval(app, path["approval_id"], path["answer"], request.query.get(TOKEN, ""))
    check_open(app, approval)
    return question_answer(approval, request)
