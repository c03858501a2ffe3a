"""Failures in the envelope: status, code, message in the client's language, and what exactly is wrong."""

from collections.abc import Mapping
from typing import Any, Final, cast

from exeoflow import errors
from exeoflow.api.answers import Answer
from exeoflow.api.messages import FAILURES
from exeoflow.api.request import Request
from exeoflow.api.status import status_of
from exeoflow.diagnostics import Diagnostic, Language, render
from exeoflow.model import json

# A graph of thousands of faulty nodes must not make an answer larger than API Gateway takes.
MAX_DETAILS: Final = 500


def refusal(error: errors.ExeoflowError, request: Request) -> Answer:
    """Answer a request with a failure."""
    return failure(error, request.language, request.id)


def failure(error: errors.ExeoflowError, language: Language, request_id: str) -> Answer:
    """Answer with a failure."""
    content: dict[str, Any] = {
        "code": error.code,
        "message": failure_message(error, language),
        "request_id": request_id,
    }
    details = _details(error, language)
    if details:
        content["details"] = details
    body = json.write({"success": False, "error": content})
    return Answer(status_of(type(error)), body, _headers(error))


def failure_message(error: errors.ExeoflowError, language: Language) -> str:
    """Say what went wrong."""
    return FAILURES[error.code][language].format_map(_values(error))


def _values(error: errors.ExeoflowError) -> Mapping[str, str]:
    """Return the error's own fields as its message may name them; what is several is listed."""
    return {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in vars(error).items()
    }


def _details(error: errors.ExeoflowError, language: Language) -> list[dict[str, str | int]]:
    match error:
        case errors.WorkflowInvalid():
            faults = cast("tuple[Diagnostic, ...]", error.diagnostics)
            return [render(fault, language) for fault in faults[:MAX_DETAILS]]
        case errors.InvalidRequest():
            faults = cast("tuple[Diagnostic, ...]", error.faults)
            rendered = (render(fault, language) for fault in faults[:MAX_DETAILS])
            return [{"path": text["path"], "message": text["message"]} for text in rendered]
        case _:
            return []


def _headers(error: errors.ExeoflowError) -> Mapping[str, str]:
    match error:
        case errors.Unauthorized():
            return {"WWW-Authenticate": "Bearer"}
        case errors.MethodNotAllowed():
            return {"Allow": ", ".join(error.allowed)}
        case errors.RateLimited():
            return {"Retry-After": str(error.retry_after)}
        case _:
            return {}
