"""The head of a request: its first line and its headers, of which API Gateway takes so much and no more.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""

from http import HTTPStatus
from typing import Final

from exeoflow.diagnostics import Diagnostic
from local.gateway.asgi import Message
from local.gateway.response import Response, refusal

LARGEST_HEAD: Final = 10_240
_LONGEST_PATH_LOGGED: Final = 200


def head_size(scope: Message) -> int:
    """Return how many bytes the first line and the values of the headers have together.

    Without cookies: a browser sends to all ports of this machine those of every program on it, and nobody
    sends any to an API Gateway.
    """
    parts = (scope["method"], scope["raw_path"], scope["query_string"], scope["http_version"])
    return sum(map(len, parts)) + sum(len(value) for name, value in scope["headers"] if name != b"cookie")


def head_too_large(accept_language: str | None) -> Response:
    """Return the answer to a request whose head is larger than API Gateway takes."""
    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    fault = Diagnostic("head-too-large", "", values={"limit": str(LARGEST_HEAD)})
    return refusal(status, "PAYLOAD_TOO_LARGE", accept_language, fault=fault, limit=LARGEST_HEAD)


def first_line(scope: Message) -> str:
    """Return method and path for the log, to which anybody may send as much as a head holds."""
    method, path = (
        value[:_LONGEST_PATH_LOGGED] for value in (scope["method"], scope["raw_path"].decode("latin-1"))
    )
    return f"{method} {path}"
