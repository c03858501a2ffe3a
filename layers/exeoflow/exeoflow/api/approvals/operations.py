"""The addresses of approvals, which people open and programs call."""

from typing import Final

from exeoflow import errors
from exeoflow.api.approvals.answers import ApprovalDecision, ApprovalQuestion
from exeoflow.api.approvals.requests import TOKEN
from exeoflow.api.operation import Body, Operation, Parameter
from exeoflow.api.samples import APPROVAL_ID, TIME
from exeoflow.model.approval import DECISIONS, MAX_CALL_BYTES, MAX_DECISION_BYTES, AnswerKind

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
