"""Tokens of OAuth2 servers: asked for once and kept for all runs, until a server wants another one.

Source: RFC 6749 (4.4, 6, 5.1, 5.2).
"""

import json
import math
import re
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import parse_qsl, quote_plus, urlencode

from exeoflow.http_request.authentication.digest import UNAUTHORIZED
from exeoflow.http_request.authentication.scheme import AUTHORIZATION, token_in_header
from exeoflow.http_request.authentication.secret_forms import forms_of
from exeoflow.http_request.errors import HttpRequestFailed, TokenNotFetched
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import parse_url
from exeoflow.model import moment
from exeoflow.model.credential import Credential, CredentialKind
from exeoflow.service.credentials.tokens import FetchedToken

TIMEOUT: Final = 20.0
"""Seconds for one question to a server of tokens; within what others wait for whoever asks."""

# GitHub makes a token, where others give one.
_GIVEN: Final = frozenset({200, 201})
_BY_ASSERTION: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_OF_CLIENT: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# The code of a refusal (5.2) may be shown, for it is one of few words; descriptions may hold anything.
_CODE = re.compile(r"[a-z_]{1,60}")
# No secrets, and answers of APIs are full of them: `https://graph.microsoft.com`, `password`.
_PUBLIC: Final = frozenset({"audience", "grant_type", "resource", "scope", "username"})
_TOKEN = re.compile(r"[\x21-\x7e]{1,16384}")

Ask = Callable[[Request], tuple[int, bytes]]
"""Sends a request once, without following where it leads, and returns status and body."""


class Tokens(Protocol):
    """Where the tokens of credentials are kept for all runs."""

    def token(self, credential: Credential, fetch: Callable[[str | None], FetchedToken], refused: str) -> str:
        """Return the credential's token, by `fetch` if there is none, or none but `refused`."""
        ...


@dataclass
class OAuth2:
    """A credential that is changed for tokens."""

    credential: Credential
    tokens: Tokens
    ask: Ask
    token: str = field(default="", repr=False)
    refused: str = field(default="", repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """Return the client's secret, what may be one of the parameters, and the tokens."""
        values = self.credential.values
        kept = (str(values.get(name) or "") for name in ("client_secret", "refresh_token"))
        told = _parameters(self.credential).items()
        hidden = (value for name, value in told if name not in _PUBLIC)
        return forms_of(*kept, *hidden, self.token, self.refused)

    def authorized(self, request: Request) -> Request:
        """Send the token, which is fetched if there is none yet."""
        if not self.token:
            self.token = self.tokens.token(
                self.credential, lambda kept: fetched_token(self.credential, kept, self.ask), self.refused
            )
        return token_in_header(self.credential.values, self.token).authorized(request)

    def learns_from(self, request: Request, status: int, headers: Mapping[str, str]) -> bool:  # noqa: ARG002
        """Give a token up that is refused: it may have been revoked before it expired. Once only."""
        if status != UNAUTHORIZED or self.refused or not self.token:
            return False
        self.token, self.refused = "", self.token
        return True


def fetched_token(credential: Credential, refresh_token: str | None, ask: Ask) -> FetchedToken:
    """Ask the server for a token; raises TokenNotFetched, which repeats nothing that was sent or answered."""
    request = _request(credential, refresh_token)
    try:
        status, body = ask(request)
    except HttpRequestFailed as failure:
        raise TokenNotFetched(f"no token: {failure}") from None
    answer = _answer(body)
    if status not in _GIVEN or "error" in answer:
        code = answer.get("error")
        told = f" ({code})" if isinstance(code, str) and _CODE.fullmatch(code) else ""
        raise TokenNotFetched(f"no token: {request.subject}: answered {status}{told}")
    return _token(answer, request.subject, is_bearer="token_scheme" not in credential.values)


def _request(credential: Credential, refresh_token: str | None) -> Request:
    values = {name: str(value) for name, value in credential.values.items() if value is not None}
    if credential.kind is CredentialKind.JWT:
        return _request_by_assertion(credential, values)
    is_refresh = credential.kind is CredentialKind.OAUTH2_REFRESH
    form = {"grant_type": "refresh_token" if is_refresh else "client_credentials"}
    if is_refresh:
        form["refresh_token"] = refresh_token or values.get("refresh_token", "")
    form |= {name: values[name] for name in ("scope", "audience") if name in values}
    form |= _parameters(credential)
    headers = {"accept": "application/json"}
    client, secret = values.get("client_id", ""), values.get("client_secret")
    if secret is None or values.get("client_authentication") == "body":
        form["client_id"] = client
        form |= {} if secret is None else {"client_secret": secret}
    else:
        # 2.3.1: both are encoded as in a form before they are joined.
        pair = f"{quote_plus(client)}:{quote_plus(secret)}"
        headers[AUTHORIZATION] = f"Basic {b64encode(pair.encode()).decode()}"
    return _question(values, headers, form)


def _request_by_assertion(credential: Credential, values: Mapping[str, str]) -> Request:
    """Ask with a token of our own: as a grant, as the proof of a client (RFC 7523, 2.1, 2.2), in a header."""
    from exeoflow.http_request.authentication.assertions import assertion_of  # noqa: PLC0415 - as few need it

    assertion, headers = assertion_of(credential.values), {"accept": "application/json"}
    match values.get("exchange"):
        case "bearer":
            return _question(
                values, headers | {AUTHORIZATION: f"Bearer {assertion}"}, _parameters(credential)
            )
        case "client":
            client = {"client_assertion_type": _OF_CLIENT, "client_assertion": assertion}
            form = {"grant_type": "client_credentials", "client_id": values.get("issuer", ""), **client}
            form |= {"scope": values["scope"]} if "scope" in values else {}
        case _:
            form = {"grant_type": _BY_ASSERTION, "assertion": assertion}
    return _question(values, headers, form | _parameters(credential))


def _question(values: Mapping[str, str], headers: dict[str, str], form: Mapping[str, str]) -> Request:
    if form:
        headers["content-type"] = "application/x-www-form-urlencoded"
    return Request(
        "POST",
        parse_url(values.get("token_url")),
        headers,
        urlencode(form).encode(),
        timeout=TIMEOUT,
        follow_redirects=False,
    )


def _parameters(credential: Credential) -> dict[str, str]:
    """Return what else the server wants to be told, another `grant_type` included."""
    found = credential.values.get("parameters")
    return {name: str(value) for name, value in found.items()} if isinstance(found, Mapping) else {}


def _answer(body: bytes) -> dict[str, object]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        # As servers wrote it before the standard, and some do to this day.
        return dict(parse_qsl(body.decode(errors="replace")))
    return answer if isinstance(answer, dict) else {}


def _token(answer: Mapping[str, object], subject: str, *, is_bearer: bool) -> FetchedToken:
    token, kind = answer.get("access_token", answer.get("token")), answer.get("token_type", "bearer")
    if not (isinstance(token, str) and _TOKEN.fullmatch(token)):
        raise TokenNotFetched(f"no token: {subject}: its answer holds none")
    if is_bearer and not (isinstance(kind, str) and kind.lower() == "bearer"):
        raise TokenNotFetched(f"no token: {subject}: it gives tokens of another type than bearer")
    refresh = answer.get("refresh_token")
    life = _seconds(answer.get("expires_in"))
    if life is None:
        life = _seconds_until(answer.get("expires_at"))
    return FetchedToken(token, life, refresh if isinstance(refresh, str) else None)


def _seconds_until(written: object) -> float | None:
    """How long until the moment that GitHub writes; None for what is none."""
    try:
        return max(0.0, moment.read(str(written)).timestamp() - time.time())
    except ValueError:
        return None


def _seconds(value: object) -> float | None:
    """How long a token lives, which some servers write as a text; None for what is no time."""
    try:
        seconds = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None
