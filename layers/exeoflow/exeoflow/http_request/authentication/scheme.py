"""What every scheme can do, and the schemes that write the same into each request."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol
from urllib.parse import quote, quote_plus, urlencode

from exeoflow.http_request.request import Request
from exeoflow.http_request.values import header_value

AUTHORIZATION = "authorization"


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
    return (quote(secret), quote(secret, safe=""), quote_plus(secret))


def _in_texts(secret: str) -> tuple[str, ...]:
    """Return a secret as texts hold it that a refusal shows unread: with what JSON and HTML escape."""
    escaped = (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    # PHP writes JSON with the slash escaped as well.
    return (*escaped, *(each.replace("/", r"\/") for each in escaped), escape(secret))


@dataclass(frozen=True)
class Fixed:
    """Headers and query parameters that are the same for each request."""

    secrets: frozenset[str] = frozenset()
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None

    def authorized(self, request: Request) -> Request:
        """Write the headers over those of the author, and the parameters behind theirs."""
        headers = {
            name.lower(): header_value(name.lower(), value) for name, value in (self.headers or {}).items()
        }
        url = request.url.with_query(urlencode(self.query or {}))
        return replace(request, headers={**request.headers, **headers}, url=url)

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
