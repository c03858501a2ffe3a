"""The one table from failures to HTTP status codes."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from exeoflow import errors

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
