"""Answer what an execution waits for."""

from exeoflow.api.answers import Answer
from exeoflow.api.approvals.operations import ANSWER_APPROVAL
from exeoflow.api.approvals.requests import TOKEN, answer_data
from exeoflow.api.pages.approval import approval_failed, decision_answer
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.approvals.answer import answer_approval, find_approval


@endpoint(ANSWER_APPROVAL, failed=approval_failed)
def handler(request: Request, app: Application) -> Answer:
    """Decide; the first answer counts."""
    path, token = request.path_parameters, request.query.get(TOKEN, "")
    approval = find_approval(app, path["approval_id"], path["answer"], token)
    decision = answer_approval(app, approval, path["answer"], answer_data(request))
    return decision_answer(decision, request)
