"""The task's payload as a checked request.

`{"url", "method"?, "headers"?, "query"?, "body"?, "credential"?, "timeout"?, "follow_redirects"?}`: the
config of the node with its expressions evaluated, beside `node_id`, `execution_id` and `workspace`. Any of it
may come from an expression, so everything is checked.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard
from urllib.parse import urlencode

from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.url import Url, parse_url

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
DEFAULT_TIMEOUT = 30.0
# The function itself ends after 900 s.
MAX_TIMEOUT = 840.0

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
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
class Credential:
    """Which secret of the workspace is sent, and in which header (in lower case)."""

    name: str
    header: str = "authorization"
    scheme: str = "Bearer"


@dataclass(frozen=True)
class Request:
    """One request; its headers' names are in lower case, and no message may repeat `secret`."""

    method: str
    url: Url
    headers: Mapping[str, str]
    body: bytes | None = None
    credential: Credential | None = None
    secret: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    follow_redirects: bool = True

    @property
    def subject(self) -> str:
        """Return what messages call the request; path and query may hold secrets and stay out."""
        return f"{self.method} {self.url.host}"

    def authorized(self, credential: Credential, secret: str) -> "Request":
        """Return the request with the secret in the credential's header."""
        value = header_value(credential.header, f"{credential.scheme} {secret}")
        return replace(self, headers={**self.headers, credential.header: value}, secret=secret)

    def only_with(self, headers: Collection[str]) -> "Request":
        """Return the request without other headers than these."""
        return replace(self, headers={name: value for name, value in self.headers.items() if name in headers})

    def as_get(self) -> "Request":
        """Return the request as a GET without a body."""
        headers = {name: value for name, value in self.headers.items() if not name.startswith("content-")}
        return replace(self, method="GET", body=None, headers=headers)


def parse_request(payload: Mapping[str, Any]) -> Request:
    """Read a payload; raises RequestInvalid, which says what is wrong without repeating values."""
    method = _method(payload.get("method"))
    body, content_type = _body(payload.get("body"))
    headers = _headers(payload.get("headers"))
    if content_type is not None:
        headers.setdefault("content-type", content_type)
    return Request(
        method=method,
        url=parse_url(payload.get("url")).with_query(_query(payload.get("query"))),
        headers=headers,
        body=body,
        credential=_credential(payload.get("credential")),
        timeout=_timeout(payload.get("timeout")),
        follow_redirects=payload.get("follow_redirects") is not False,
    )


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
    return dict(_header(name, content) for name, content in value.items() if content is not None)


def _header(name: str, value: object) -> tuple[str, str]:
    if not _TOKEN.fullmatch(name):
        raise RequestInvalid("a header's name may hold letters, digits and hyphens only")
    if name.lower() in _RESERVED_HEADERS:
        raise RequestInvalid(f"the header {name.lower()} cannot be set")
    return name.lower(), header_value(name, _scalar(value, f"the header {name}"))


def header_value(name: str, value: str) -> str:
    """Return the value as it may be sent; line breaks would begin further headers."""
    stripped = value.strip(" \t")
    if not all(
        character == "\t" or " " <= character <= "~" or "\xa0" <= character <= "\xff"
        for character in stripped
    ):
        raise RequestInvalid(f"the value of the header {name} has characters that no header may have")
    return stripped


def _query(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, Mapping):
        raise RequestInvalid("query must be an object of names and values")
    return urlencode(list(_query_pairs(value)), errors="replace")


def _query_pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield name, _scalar(item, f"the query parameter {name}")


def _scalar(value: object, what: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise RequestInvalid(f"{what} must be a string, a number or a boolean")


def _body(value: object) -> tuple[bytes | None, str | None]:
    """Return the body's bytes and the content type that goes with its kind."""
    if value is None:
        return None, None
    if isinstance(value, str):
        return value.encode(errors="replace"), "text/plain; charset=utf-8"
    return json.dumps(value, separators=(",", ":")).encode(), "application/json"


def _credential(value: object) -> Credential | None:
    if value is None:
        return None
    fields = {"name": value} if isinstance(value, str) else value
    if not (isinstance(fields, Mapping) and _are_credential_fields(fields)):
        raise RequestInvalid("credential must be a secret's name, or an object of name, header and scheme")
    header, _ = _header(fields.get("header") or "authorization", "")
    scheme = fields.get("scheme")
    if scheme is None:
        scheme = "Bearer" if header == "authorization" else ""
    return Credential(fields["name"], header, header_value(header, scheme))


def _are_credential_fields(fields: Mapping[str, object]) -> TypeGuard[Mapping[str, str]]:
    name = fields.get("name")
    return (
        isinstance(name, str)
        and _CREDENTIAL_NAME.fullmatch(name) is not None
        and set(fields) <= {"name", "header", "scheme"}
        and all(field is None or isinstance(field, str) for field in fields.values())
    )


def _timeout(value: object) -> float:
    if value is None:
        return DEFAULT_TIMEOUT
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise RequestInvalid("timeout must be a positive number of seconds")
    # The state machine keeps the node's limit; a second more lets its error, States.Timeout, come first.
    return min(value + 1, MAX_TIMEOUT)
