"""What every scheme can do, and the schemes that write the same into each request."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from exeoflow.http_request.authentication.secret_forms import forms_of, in_path, in_urls
from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.messages.body_fields import with_field
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import Url
from exeoflow.http_request.messages.values import header_value
from exeoflow.model.json import Json

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


class LearnsNothing:
    """A scheme by which a request that was refused would be refused again."""

    def learns_from(self, request: Request, status: int, headers: Mapping[str, str]) -> bool:  # noqa: ARG002
        """Nothing: once more would say the same."""
        return False


@dataclass(frozen=True)
class Fixed(LearnsNothing):
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


NONE = Fixed()
"""A request that nobody authorizes."""


def basic(username: str, password: str) -> Fixed:
    """User and password (RFC 7617, in UTF-8); without a password the user is a key, as Stripe has it."""
    token = b64encode(f"{username}:{password}".encode()).decode()
    return Fixed(forms_of(password or username, token), {AUTHORIZATION: f"Basic {token}"})


def bearer(token: str) -> Fixed:
    """A token (RFC 6750)."""
    return Fixed(forms_of(token), {AUTHORIZATION: f"Bearer {token}"})


def token_in_header(values: Mapping[str, Json], token: str) -> Fixed:
    """A token where the credential's `token_header` and `token_scheme` say, if not as RFC 6750 has it."""
    scheme, header = values.get("token_scheme", "Bearer"), values.get("token_header", AUTHORIZATION)
    return Fixed(headers={str(header): f"{scheme} {token}".strip()})


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
        if place is not None:
            path = path.replace(place, in_path(value))
        # Where a server leads on, to a next page or elsewhere, it names what it was sent.
        elif not any(form in path for form in in_urls(value)):
            raise RequestInvalid(f"the path of the URL names no <{name}>, in whose place the credential goes")
    return replace(url, target=f"{path}{mark}{query}")
