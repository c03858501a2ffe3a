"""The list of open approvals, and the addresses of each, which people open and programs call."""

from typing import Final

from exeoflow import errors
from exeoflow.api.approvals.answers import ApprovalDecision, ApprovalList, ApprovalQuestion
from exeoflow.api.approvals.requests import TOKEN, ApprovalStatus
from exeoflow.api.operation import Body, Operation, Parameter
from exeoflow.api.parameters import PAGING
from exeoflow.api.samples import APPROVAL_ID, EXECUTION_ID, ONE_PAGE, TIME, WORKFLOW_ID
from exeoflow.model.api_key import Scope
from exeoflow.model.approval import DECISIONS, MAX_CALL_BYTES, MAX_DECISION_BYTES, AnswerKind

_LIST: Final = """\
Lists what executions of the workspace wait for, the oldest question first. The addresses at which it is
answered are shown to keys with `executions:write`.

A question whose branch another one ended is listed until its execution ends; its answer is told so (409)."""
_SHOW: Final = """\
Shows what is asked, to a browser (`Accept: text/html`) as a page with a button. It decides nothing: scanners
of mails follow links."""
_ANSWER: Final = f"""\
Answers what an execution waits for; the first answer counts.

With `approve` and `reject` the body is optional: `{{"data": ...}}`, or a form, whose fields become the data
(at most {MAX_DECISION_BYTES:,} bytes). `resume` takes any JSON or form (at most {MAX_CALL_BYTES:,} bytes),
which becomes the output of the `wait` node. A browser is answered with a page."""
_PARAMETERS: Final = (
    Parameter("path", "answer", "The answer that the address is for.", AnswerKind, is_required=True),
    Parameter("query", TOKEN, "The signature of the address.", {"type": "string"}, is_required=True),
)
_FAILURES: Final = (errors.ApprovalNotFound, errors.ApprovalDecided, errors.ApprovalExpired)

_ADDRESS: Final = f"https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/approvals/{APPROVAL_ID}"

LIST_APPROVALS: Final = Operation(
    name="list_approvals",
    method="GET",
    path="/v1/approvals",
    scope=Scope.EXECUTIONS_READ,
    tag="Approvals",
    summary="List what waits for an answer, the oldest question first",
    description=_LIST,
    parameters=(
        *PAGING,
        Parameter("query", "status", "Only these; what is answered is not listed.", ApprovalStatus),
    ),
    failures=(errors.InvalidRequest,),
    data=ApprovalList,
    example={
        "approvals": [
            {
                "id": APPROVAL_ID,
                "workflow_id": WORKFLOW_ID,
                "execution_id": EXECUTION_ID,
                "node_id": "freigabe",
                "message": "250 EUR zahlen?",
                "data": {"order": 4711},
                "requested_at": TIME,
                "expires_at": "2024-01-27T10:00:00.000Z",
                "approve_url": f"{_ADDRESS}/approve?token={'0' * 64}",
                "reject_url": f"{_ADDRESS}/reject?token={'1' * 64}",
            }
        ],
        "pagination": ONE_PAGE,
    },
)

SHOW_APPROVAL: Final = Operation(
    name="show_approval",
    method="GET",
    path="/approvals/{approval_id}/{answer}",
    scope=None,
    tag="Approvals",
    summary="Show what is asked",
    description=_SHOW,
    parameters=_PARAMETERS,
    failures=_FAILURES,
    has_page=True,
    data=ApprovalQuestion,
    example={"id": APPROVAL_ID, "message": "250 EUR zahlen?", "data": {"order": 4711}, "expires_at": TIME},
)

ANSWER_APPROVAL: Final = Operation(
    name="answer_approval",
    method="POST",
    path="/approvals/{approval_id}/{answer}",
    scope=None,
    tag="Approvals",
    summary="Answer what an execution waits for",
    description=_ANSWER,
    parameters=_PARAMETERS,
    body=Body(object, {"data": {"comment": "In Ordnung"}}, is_required=False, may_be_form=True),
    failures=(*_FAILURES, errors.MalformedBody, errors.InvalidRequest, errors.InputTooLarge),
    has_page=True,
    data=ApprovalDecision,
    example={"id": APPROVAL_ID, "decision": DECISIONS[AnswerKind.APPROVE], "decided_at": TIME},
)
