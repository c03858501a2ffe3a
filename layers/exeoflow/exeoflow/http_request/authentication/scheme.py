"""What every scheme can do, and the schemes that write the same into each request."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol
from urllib.parse import quote, quote_plus, urlencode

from exeoflow.http_request.body_fields import with_field
from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.request import Request
from exeoflow.http_request.url import Url
from exeoflow.http_request.values import header_value

AUTHORIZATION = "authorization"
# RFC 3986, 3.3. What is a path of its own stays one: the address of an incoming webhook is secret as a whole.
_OF_PATHS = "/:@!$&'()*+,;=~"


class Authentication(Protocol):
    """One credential, at work for one run of a node."""

    @property
    def secrets(self) -> frozenset[str]:
        """Return what must not be repeated, in the forms in which a server could."""
        ...

    def authorized(self, request: Request) -> Request:
        """Return the request as it may be sent; raises HttpRequestFailed."""
        ...

    def learns_from(self, request: Request, status: int, headers: Mapping[str, str]) -> bool:
        """Return whether the same request, authorized once more, may be answered otherwise."""
        ...


def forms_of(*secrets: str) -> frozenset[str]:
    """Return secrets as they are, and as a URL, a form, JSON or HTML holds them."""
    return frozenset(
        form for secret in secrets for form in (secret, *_in_urls(secret), *_in_texts(secret))
    ) - {""}


def _in_urls(secret: str) -> tuple[str, ...]:
    return (quote(secret), quote(secret, safe=""), quote(secret, safe=_OF_PATHS), quote_plus(secret))


def _in_texts(secret: str) -> tuple[str, ...]:
    """Return a secret as texts hold it that a refusal shows unread: with what JSON and HTML escape."""
    escaped = (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    # PHP writes JSON with the slash escaped as well.
    return (*escaped, *(each.replace("/", r"\/") for each in escaped), escape(secret))


@dataclass(frozen=True)
class Fixed:
    """Headers, query parameters, parts of the path and fields of the body that are the same for each request.

    A part of the path takes the place of its name in the URL: `123:abc` that of `<token>` in `/bot<token>/`.
    """

    secrets: frozenset[str] = frozenset()
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None
    path: Mapping[str, str] | None = None
    body: Mapping[str, str] | None = None

    def authorized(self, request: Request) -> Request:
        """Write the headers over those of the author, and the parameters behind theirs."""
        headers = {
            name.lower(): header_value(name.lower(), value) for name, value in (self.headers or {}).items()
        }
        url = _with_parts(request.url, self.path or {}).with_query(urlencode(self.query or {}))
        request = replace(request, headers={**request.headers, **headers}, url=url)
        for name, value in (self.body or {}).items():
            request = with_field(request, name, value)
        return request

    def learns_from(self, request: Request, status: int, headers: Mapping[str, str]) -> bool:  # noqa: ARG002
        """Nothing: the same would be sent."""
        return False


NONE = Fixed()
"""A request that nobody authorizes."""


def basic(username: str, password: str) -> Fixed:
    """User and password (RFC 7617, in UTF-8)."""
    token = b64encode(f"{username}:{password}".encode()).decode()
    return Fixed(forms_of(password, token), {AUTHORIZATION: f"Basic {token}"})


def bearer(token: str) -> Fixed:
    """A token (RFC 6750)."""
    return Fixed(forms_of(token), {AUTHORIZATION: f"Bearer {token}"})


def custom(headers: Mapping[str, str], query: Mapping[str, str], *secrets: str) -> Fixed:
    """Any headers and parameters; `secrets` are parts of them."""
    return Fixed(forms_of(*headers.values(), *query.values(), *secrets), headers, query)


def anywhere(places: Mapping[str, Mapping[str, str]]) -> Fixed:
    """Any `headers`, parameters of the `query`, parts of the `path` and fields of the `body`."""
    secrets = (value for place in places.values() for value in place.values())
    return Fixed(forms_of(*secrets), **places)


def _with_parts(url: Url, parts: Mapping[str, str]) -> Url:
    path, mark, query = url.target.partition("?")
    for name, value in parts.items():
        place = next((each for each in (f"<{name}>", f"%3C{name}%3E", f"%3c{name}%3e") if each in path), None)
        if place is None:
            raise RequestInvalid(f"the path of the URL names no <{name}>, in whose place the credential goes")
        path = path.replace(place, quote(value, safe=_OF_PATHS))
    return replace(url, target=f"{path}{mark}{query}")
