"""The task's payload as a checked request.

The config of the node with its expressions evaluated, beside `node_id`, `execution_id` and `workspace`. Any
of it may come from an expression, so everything is checked. Machines that were published long ago are still
run: what their payloads lack means what it did then (`timeout` without `time_limit`, no `response`).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard
from urllib.parse import urlencode

from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.messages.bodies import encoded_body
from exeoflow.http_request.messages.kept_files import ReadFile, no_files
from exeoflow.http_request.messages.packing import packed
from exeoflow.http_request.messages.url import Url, parse_url
from exeoflow.http_request.messages.values import header_value, scalar
from exeoflow.model.response import HEADER_NAME

FILE = "file"
"""The answer is kept apart, and the output names where."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
RESPONSES = ("auto", "json", "jsonl", "xml", "csv", "text", "binary", FILE)
DEFAULT_TIMEOUT = 30.0
# The function itself ends after 900 s.
MAX_TIMEOUT = 840.0

# One folder or more below the workspace's, as the Parameter Store allows them.
_CREDENTIAL_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
# What the connection sets itself: contradicting values would let a node smuggle a second request.
_RESERVED_HEADERS = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


@dataclass(frozen=True)
class CredentialName:
    """Which secret of the workspace is sent; header (in lower case) and scheme matter to plain secrets."""

    name: str
    header: str = "authorization"
    scheme: str = "Bearer"


@dataclass(frozen=True)
class Request:
    """One request; its headers' names are in lower case."""

    method: str
    url: Url
    headers: Mapping[str, str]
    body: bytes | None = None
    credential: CredentialName | None = None
    tls: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    follow_redirects: bool = True
    was_led_away: bool = False
    """Whether another server than the node's stood on the way."""
    response: str | None = None
    """The format of the answer's body; None reads it as machines of old expect it."""

    @property
    def subject(self) -> str:
        """Return what messages call the request; path and query may hold secrets and stay out."""
        return f"{self.method} {self.url.host}"

    def only_with(self, headers: Collection[str]) -> "Request":
        """Return the request without other headers than these."""
        return replace(self, headers={name: value for name, value in self.headers.items() if name in headers})

    def as_get(self) -> "Request":
        """Return the request as a GET without a body."""
        headers = {name: value for name, value in self.headers.items() if not name.startswith("content-")}
        return replace(self, method="GET", body=None, headers=headers)


def parse_request(payload: Mapping[str, Any], read: ReadFile = no_files) -> Request:
    """Read a payload; raises RequestInvalid, which says what is wrong without repeating values.

    `read` finds what lies in the files that its body names.
    """
    method = _method(payload.get("method"))
    headers = _headers(payload.get("headers"))
    body = encoded_body(
        payload.get("body"),
        payload.get("body_type"),
        payload.get("body_encoding"),
        headers.get("content-type"),
        read,
    )
    if body.content_type is not None and (body.is_final or "content-type" not in headers):
        headers["content-type"] = body.content_type
    return Request(
        method=method,
        url=parse_url(payload.get("url")).with_query(query_of(payload.get("query"))),
        headers=headers,
        body=packed(body.content, headers.get("content-encoding", "")),
        credential=_credential(payload.get("credential")),
        tls=_tls(payload.get("tls")),
        timeout=_timeout(payload),
        follow_redirects=payload.get("follow_redirects") is not False,
        response=_response(payload.get("response")),
    )


def workspace_of(payload: Mapping[str, Any]) -> str:
    """Return whose credentials may be used; raises RequestInvalid."""
    workspace = payload.get("workspace")
    if not isinstance(workspace, str) or not workspace or "/" in workspace:
        raise RequestInvalid("a credential can only be used by a workflow of a workspace")
    return workspace


def _method(value: object) -> str:
    if value is None:
        return "GET"
    if not isinstance(value, str) or value.upper() not in METHODS:
        raise RequestInvalid(f"method must be one of {', '.join(METHODS)}")
    return value.upper()


def _headers(value: object) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise RequestInvalid("headers must be an object of names and values")
    return dict(header_field(name, content) for name, content in value.items() if content is not None)


def header_field(name: str, value: object) -> tuple[str, str]:
    """Return a header as it may be sent, its name in lower case; raises RequestInvalid."""
    if not re.fullmatch(HEADER_NAME, name):
        raise RequestInvalid("a header's name may hold letters, digits and hyphens only")
    if name.lower() in _RESERVED_HEADERS:
        raise RequestInvalid(f"the header {name.lower()} cannot be set")
    return name.lower(), header_value(name, scalar(value, f"the header {name}"))


def query_of(value: object) -> str:
    """Return parameters as a URL holds them: a list repeats its name, null leaves it out."""
    if value is None:
        return ""
    if not isinstance(value, Mapping):
        raise RequestInvalid("query must be an object of names and values")
    return urlencode(list(_query_pairs(value)), errors="replace")


def _query_pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield name, scalar(item, f"the query parameter {name}")


def _credential(value: object) -> CredentialName | None:
    if value is None:
        return None
    fields = {"name": value} if isinstance(value, str) else value
    if not (isinstance(fields, Mapping) and _are_credential_fields(fields)):
        raise RequestInvalid("credential must be a secret's name, or an object of name, header and scheme")
    header, _ = header_field(fields.get("header") or "authorization", "")
    scheme = fields.get("scheme")
    if scheme is None:
        scheme = "Bearer" if header == "authorization" else ""
    return CredentialName(fields["name"], header, header_value(header, scheme))


def _are_credential_fields(fields: Mapping[str, object]) -> TypeGuard[Mapping[str, str]]:
    name = fields.get("name")
    return (
        isinstance(name, str)
        and _CREDENTIAL_NAME.fullmatch(name) is not None
        and set(fields) <= {"name", "header", "scheme"}
        and all(field is None or isinstance(field, str) for field in fields.values())
    )


def _tls(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise RequestInvalid("tls must be a credential's id")
    return value


def _response(value: object) -> str | None:
    if value is not None and value not in RESPONSES:
        raise RequestInvalid(f"response must be one of {', '.join(RESPONSES)}")
    return value


def _timeout(payload: Mapping[str, Any]) -> float:
    if (limit := payload.get("time_limit")) is not None:
        return min(_seconds(limit), MAX_TIMEOUT)
    if (value := payload.get("timeout")) is None:
        return DEFAULT_TIMEOUT
    # Of old the state machine kept the limit; a second more lets its error, States.Timeout, come first.
    return min(_seconds(value) + 1, MAX_TIMEOUT)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise RequestInvalid("timeout must be a positive number of seconds")
    return value
