"""Why a request failed, one tree; Lambda hands the name of the class to Step Functions as the error's name.

HttpRequestFailed
├── RequestInvalid         Http.InvalidRequest       the node's words are wrong
├── CredentialNotFound     Http.CredentialNotFound   no such secret for this workspace
├── CredentialUnusable     Http.CredentialInvalid    its values are no key, or it may not go to this host
├── TokenNotFetched        Http.TokenNotFetched      the OAuth2 server is down, refuses or lies
├── AddressNotAllowed      Http.AddressNotAllowed    the host is private, or no place for a workflow
├── RedirectNotAllowed     Http.RedirectNotAllowed   the answer leads to another scheme
├── TooManyRedirects       Http.TooManyRedirects
├── ConnectionFailed       Http.ConnectionFailed     no address, no connection, no TLS, no proper answer
├── RequestTimedOut        Http.Timeout              the whole exchange took too long
├── ResponseTooLarge       Http.ResponseTooLarge     more than a state may carry
├── ResponseInvalid        Http.InvalidResponse      the answer is not of the format that the node asks for
├── PaginationFailed       Http.PaginationFailed     the pages lead in a circle, or have no such items
└── StatusRefused          Http.Status404 ...        the server answered 400 or above
"""

import json
from collections.abc import Mapping
from typing import Any

from exeoflow.task_failure import TaskFailure

# Step Functions keeps 32,768 characters of a cause, in which this text is quoted once more.
_MAX_TOLD_BYTES = 12_000


class HttpRequestFailed(TaskFailure):
    """The request has no usable answer; the message names method and host, never path, query or secret.

    `details` are what a server answered (`status`, `headers`, `body`), if it did.
    """

    details: Mapping[str, Any] | None = None
    summary: str | None = None
    """The message alone, where the text holds the details, too."""

    def told(self) -> "HttpRequestFailed":
        """Return the same error with its details within its message, where machines that know it look."""
        if self.details is None:
            return self
        told = type(self)(json.dumps({"exeoflow:error": str(self), "details": _fitting(self.details)}))
        told.summary = str(self)
        return told


def _fitting(details: Mapping[str, Any]) -> Mapping[str, Any]:
    """The details, or as much of them as fits."""
    if _length(details) <= _MAX_TOLD_BYTES:
        return details
    body = details["body"] if isinstance(details["body"], str) else json.dumps(details["body"])
    headers = details["headers"] if _length(details["headers"]) < _MAX_TOLD_BYTES // 2 else {}
    room = _MAX_TOLD_BYTES // 2
    while _length(body[:room]) > _MAX_TOLD_BYTES // 2:
        room = room * 3 // 4
    return {**details, "headers": headers, "body": body[:room], "truncated": True}


def _length(value: object) -> int:
    # As it will be quoted: backslashes and quotes count twice.
    return len(json.dumps(json.dumps(value)))


class RequestInvalid(HttpRequestFailed, code="Http.InvalidRequest"):
    """The node asks for something that is no proper HTTP request."""


class CredentialNotFound(HttpRequestFailed, code="Http.CredentialNotFound"):
    """The workspace has no secret of this name."""


class CredentialUnusable(HttpRequestFailed, code="Http.CredentialInvalid"):
    """The credential's values are none that can be used, or it may not be sent to this host."""


class TokenNotFetched(HttpRequestFailed, code="Http.TokenNotFetched"):
    """The OAuth2 server gives no token."""


class AddressNotAllowed(HttpRequestFailed, code="Http.AddressNotAllowed"):
    """The host has an address that a workflow must not reach."""


class RedirectNotAllowed(HttpRequestFailed, code="Http.RedirectNotAllowed"):
    """The answer leads to a scheme that is less safe, or no HTTP."""


class TooManyRedirects(HttpRequestFailed, code="Http.TooManyRedirects"):
    """The answers lead on and on."""


class ConnectionFailed(HttpRequestFailed, code="Http.ConnectionFailed"):
    """The server could not be reached or does not speak HTTP properly."""


class RequestTimedOut(HttpRequestFailed, code="Http.Timeout"):
    """The whole exchange, redirects included, took longer than it may."""


class ResponseTooLarge(HttpRequestFailed, code="Http.ResponseTooLarge"):
    """The answer is larger than a state's output may be."""


class ResponseInvalid(HttpRequestFailed, code="Http.InvalidResponse"):
    """The answer is not of the format that the node asks for."""


class PaginationFailed(HttpRequestFailed, code="Http.PaginationFailed"):
    """The pages lead in a circle, or are not what the node says of them."""


class StatusRefused(HttpRequestFailed, code="Http.Status"):
    """The server answered with a status of 400 or above; `retry_after` are the seconds that it asks for."""

    status: int = 0
    retry_after: float | None = None


def refusal_of_status(
    status: int, message: str, details: Mapping[str, Any] | None, retry_after: float | None
) -> StatusRefused:
    """Return the error of one status, such as `Http.Status404`, which `retry` and `on_error` can name."""

    class Refused(StatusRefused, code=f"Http.Status{status}"):
        """An answer with this status."""

    refused = Refused(message)
    refused.status, refused.details, refused.retry_after = status, details, retry_after
    return refused
