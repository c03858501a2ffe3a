"""The part of the document about addresses of approvals, which people open and programs call."""

from typing import Any, Final

from exeoflow import errors
from exeoflow.api.openapi.call_webhook import failed, succeeded
from exeoflow.model.approval import ANSWERS, DECISIONS, MAX_CALL_BYTES, MAX_DECISION_BYTES, AnswerKind

_ID: Final = "apr_01hm4nc3d4e5f6g7h8j9k0m1n2"
_TIME: Final = "2024-01-20T10:00:00.000Z"
_SHOW: Final = """\
Shows what is asked, to a browser (`Accept: text/html`) as a page with a button. It decides nothing: scanners
of mails follow links."""
_ANSWER: Final = f"""\
Answers what an execution waits for; the first answer counts.

With `approve` and `reject` the body is optional: `{{"data": ...}}`, or a form, whose fields become the data
(at most {MAX_DECISION_BYTES:,} bytes). `resume` takes any JSON or form (at most {MAX_CALL_BYTES:,} bytes),
which becomes the output of the `wait` node. A browser is answered with a page."""

_PARAMETERS: Final[list[dict[str, Any]]] = [
    {
        "name": "approval_id",
        "in": "path",
        "required": True,
        "description": "Id of the approval.",
        "schema": {"type": "string"},
    },
    {
        "name": "answer",
        "in": "path",
        "required": True,
        "description": "The answer that the address is for.",
        "schema": {"enum": [answer.value for answers in ANSWERS.values() for answer in answers]},
    },
    {
        "name": "token",
        "in": "query",
        "required": True,
        "description": "The signature of the address.",
        "schema": {"type": "string"},
    },
]
_PAGE: Final = {"text/html": {"schema": {"type": "string"}}}


def _answered(described: dict[str, Any]) -> dict[str, Any]:
    return {**described, "content": {**described["content"], **_PAGE}}


def _refused() -> dict[str, Any]:
    return {
        "404": _answered(failed(errors.ApprovalNotFound)),
        "409": _answered(failed(errors.ApprovalDecided, errors.ApprovalExpired)),
        "500": _answered(failed(errors.ExeoflowError)),
        "503": _answered(failed(errors.Unavailable)),
    }


SHOW_APPROVAL: Final[dict[str, Any]] = {
    "summary": "Show what is asked",
    "description": _SHOW,
    "tags": ["Approvals"],
    "security": [],
    "parameters": _PARAMETERS,
    "responses": {
        "200": _answered(
            succeeded(
                "The question.",
                {},
                {"id": _ID, "message": "250 EUR zahlen?", "data": {"order": 4711}, "expires_at": _TIME},
            )
        ),
        **_refused(),
    },
}

ANSWER_APPROVAL: Final[dict[str, Any]] = {
    "summary": "Answer what an execution waits for",
    "description": _ANSWER,
    "tags": ["Approvals"],
    "security": [],
    "parameters": _PARAMETERS,
    "requestBody": {
        "required": False,
        "content": {
            "application/json": {"schema": {}, "example": {"data": {"comment": "In Ordnung"}}},
            "application/x-www-form-urlencoded": {"schema": {"type": "object"}},
        },
    },
    "responses": {
        "200": _answered(
            succeeded(
                "The answer counts.",
                {},
                {"id": _ID, "decision": DECISIONS[AnswerKind.APPROVE], "decided_at": _TIME},
            )
        ),
        "400": _answered(failed(errors.MalformedBody, errors.InvalidRequest)),
        **_refused(),
        "413": _answered(failed(errors.InputTooLarge)),
    },
}
