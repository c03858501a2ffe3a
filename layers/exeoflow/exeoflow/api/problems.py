"""Failures in the envelope: status, code, message in the client's language, and what exactly is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Final, NotRequired, cast

from typing_extensions import TypedDict

from exeoflow import errors
from exeoflow.api.answers import Answer
from exeoflow.api.cors import reading_headers
from exeoflow.api.request import Request
from exeoflow.api.schema import Schema
from exeoflow.diagnostics import Diagnostic, Severity, render
from exeoflow.model import json
from exeoflow.texts import Language, approval_page_text, failure_codes, failure_text

# A graph of thousands of faulty nodes must not make an answer larger than API Gateway takes.
MAX_DETAILS: Final = 500

# Buckets of AWS that are empty have some room again after it.
_PAUSE_SECONDS: Final = 5

STATUS: Final[Mapping[type[errors.ExeoflowError], HTTPStatus]] = MappingProxyType(
    {
        errors.InvalidRequest: HTTPStatus.BAD_REQUEST,
        errors.Unauthorized: HTTPStatus.UNAUTHORIZED,
        errors.Forbidden: HTTPStatus.FORBIDDEN,
        errors.NotFound: HTTPStatus.NOT_FOUND,
        errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
        errors.Conflict: HTTPStatus.CONFLICT,
        errors.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
        errors.PayloadTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        errors.RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
        errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.ExeoflowError: HTTPStatus.INTERNAL_SERVER_ERROR,
    }
)


def status_of(kind: type[errors.ExeoflowError]) -> HTTPStatus:
    """Return the status of a failure: its own, or that of the nearest one above it in the tree."""
    return next(STATUS[ancestor] for ancestor in kind.__mro__ if ancestor in STATUS)


def phrase_of(status: HTTPStatus) -> str:
    """Return the phrase of RFC 9110; Python calls 413 so only since 3.13."""
    return "Content Too Large" if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE else status.phrase


class FailureDetail(TypedDict):
    """One thing that is wrong with a request; of a workflow, by which rule and what to do."""

    path: Annotated[str, Schema({"description": "Place in the request."})]
    message: str
    rule: NotRequired[Annotated[str, Schema({"description": "Stable code of a rule for workflows."})]]
    severity: NotRequired[Severity]
    node_id: NotRequired[str]
    connection: NotRequired[Annotated[int, Schema({"description": "Index in `connections`."})]]
    hint: NotRequired[Annotated[str, Schema({"description": "What to do."})]]
    offset: NotRequired[Annotated[int, Schema({"description": "Place within the string, in characters."})]]
    length: NotRequired[int]
    suggestion: NotRequired[Annotated[str, Schema({"description": "What could stand there instead."})]]


class FailureError(TypedDict):
    """Why a request failed; `code` never changes with the language of `message`."""

    code: Annotated[str, Schema({"enum": list(failure_codes())})]
    message: str
    request_id: str
    details: NotRequired[list[FailureDetail]]


class Failure(TypedDict):
    """Any failure. `details` says what exactly is wrong with the request."""

    success: Annotated[bool, Schema({"const": False})]
    error: FailureError


def refusal(error: errors.ExeoflowError, request: Request) -> Answer:
    """Answer a request with a failure."""
    answer = failure(error, request.language, request.id)
    readable = reading_headers(request, error.readable_by)
    return replace(answer, headers={**answer.headers, **readable}) if readable else answer


def failure(error: errors.ExeoflowError, language: Language, request_id: str) -> Answer:
    """Answer with a failure."""
    content: FailureError = {
        "code": error.code,
        "message": failure_message(error, language),
        "request_id": request_id,
    }
    details = _details(error, language)
    if details:
        content["details"] = details
    envelope: Failure = {"success": False, "error": content}
    return Answer(status_of(type(error)), json.write(envelope), _headers(error))


def failure_message(error: errors.ExeoflowError, language: Language) -> str:
    """Say what went wrong."""
    values = _values(error)
    if isinstance(error, errors.ApprovalDecided):
        # People read it on a page, too.
        values = {**values, "decision": approval_page_text(language)["decided"][error.decision]}
    return failure_text(error.code, language).format_map(values)


def _values(error: errors.ExeoflowError) -> Mapping[str, str]:
    """Return the error's own fields as its message may name them; what is several is listed."""
    return {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in vars(error).items()
    }


def _details(error: errors.ExeoflowError, language: Language) -> list[FailureDetail]:
    match error:
        case errors.WorkflowInvalid():
            faults = cast("tuple[Diagnostic, ...]", error.diagnostics)
            return [{**render(fault, language)} for fault in faults[:MAX_DETAILS]]
        case errors.InvalidRequest():
            faults = cast("tuple[Diagnostic, ...]", error.faults)
            return [{**render(fault, language)} for fault in faults[:MAX_DETAILS]]
        case (
            errors.RouteNotFound(fault=Diagnostic() as fault)
            | errors.SignatureInvalid(fault=Diagnostic() as fault)
            | errors.KeysNotFetched(fault=Diagnostic() as fault)
        ):
            return [{**render(fault, language)}]
        case _:
            return []


def _headers(error: errors.ExeoflowError) -> Mapping[str, str]:
    match error:
        case errors.TokenInvalid(scheme="Basic"):
            return {"WWW-Authenticate": 'Basic realm="webhook", charset="UTF-8"'}
        case errors.Unauthorized():
            return {"WWW-Authenticate": "Bearer"}
        case errors.MethodNotAllowed():
            return {"Allow": ", ".join(error.allowed)}
        case errors.RateLimited():
            return {"Retry-After": str(error.retry_after)}
        case errors.Unavailable() if not isinstance(error, errors.LimitReached):
            return {"Retry-After": str(_PAUSE_SECONDS)}
        case _:
            return {}
