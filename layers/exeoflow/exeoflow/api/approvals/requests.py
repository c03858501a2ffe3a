"""Read what the list is asked, and what comes with an answer: from a form in a browser, or from a program."""

from enum import StrEnum
from typing import Final

from exeoflow.api.bodies.body import raw_body
from exeoflow.api.bodies.fields import FieldReader
from exeoflow.api.query import QueryReader
from exeoflow.api.request import Request
from exeoflow.api.webhooks.calls import called_body, is_form
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InputTooLarge, InvalidRequest, PayloadTooLarge
from exeoflow.model.approval import MAX_CALL_BYTES, AnswerKind
from exeoflow.model.json import Json
from exeoflow.model.page import PageRequest

TOKEN: Final = "token"  # noqa: S105 - the name of a query parameter


class ApprovalStatus(StrEnum):
    """What is listed of approvals."""

    OPEN = "open"


def approval_list(query: QueryReader) -> PageRequest:
    """Read the parameters of `list_approvals`. Raises `InvalidRequest`."""
    query.word("status", ApprovalStatus)
    return query.only_page()


def answer_data(request: Request) -> Json:
    """Return what came with an answer: whatever a call brings, `data` of a program, the fields of a form.

    Empty fields of a form are left out; nothing is null. Raises `MalformedBody`, `InvalidRequest`,
    `InputTooLarge`.
    """
    try:
        raw = raw_body(request, MAX_CALL_BYTES)
    except PayloadTooLarge as error:
        raise InputTooLarge(MAX_CALL_BYTES) from error
    content = called_body(request, raw)
    if request.path_parameters["answer"] == AnswerKind.RESUME or content is None:
        return content
    if not isinstance(content, dict):
        raise InvalidRequest(Diagnostic("field-not-object", "", values={"field": "body"}))
    if is_form(request):
        return {name: value for name, value in content.items() if value} or None
    fields = FieldReader(content)
    data = fields.anything("data")
    fields.refuse_faults()
    return data
