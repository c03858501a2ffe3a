"""Whether a caller of a webhook is who may call it."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from exeoflow.errors import KeysNotFetched, SignatureExpired, SignatureInvalid, TokenInvalid, Unauthorized
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import (
    NO_PROOF,
    AuthenticationType,
    ProvenAuthentication,
    Webhook,
    is_token_of,
)

if TYPE_CHECKING:
    from exeoflow.model.webhooks.token_rule import TokenRule
    from exeoflow.service.ports.receivers import KeySets
    from exeoflow.service.webhooks.signatures import Signature


_SIGNED: Final = frozenset({AuthenticationType.HMAC, AuthenticationType.PUBLIC_KEY, AuthenticationType.JWT})
_FIRST: Final = (KeysNotFetched, SignatureExpired)
"""Of several refusals these are told before others."""


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """A call before its body is understood. `token` is that of `Authorization: Bearer`.

    `url` is the address as the caller wrote it; `path` what of it follows the webhook's id or workspace, with
    the values of its `parameters` (None where there is nothing to be told of a path). So many `wait_seconds`
    the caller waits for the end. `content` reads the body as data for a signature that stands in it; None
    where it cannot be read.
    """

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, Json]
    raw_body: bytes
    token: str | None
    url: str = ""
    path: str = ""
    parameters: Mapping[str, str] | None = None
    wait_seconds: int = 0
    content: Callable[[], Json] = lambda: None


@dataclass(frozen=True, slots=True)
class CallerProof:
    """What is known of a caller: the signature by which it proved itself, or what its token says.

    `message` has the texts that Amazon SNS signs. Nothing is known of a caller who proved itself otherwise
    or need not.
    """

    signature: "Signature | None" = None
    claims: JsonObject | None = None
    message: Mapping[str, str] | None = None


NOTHING_KNOWN: Final = CallerProof()


def check_caller(
    webhook: Webhook, call: WebhookCall, now: datetime, key_sets: "Callable[[], KeySets]"
) -> CallerProof:
    """Return by what the caller proved itself.

    One of several authentications suffices; `key_sets` are asked for where an issuer has the keys.
    Raises `TokenInvalid`, `SignatureInvalid`, `SignatureExpired`, `KeysNotFetched`.
    """
    if call.method in webhook.settings.open_methods:
        return NOTHING_KNOWN
    refusals: list[Unauthorized | KeysNotFetched] = []
    for proven in webhook.all_authentications:
        if not proven.authentication.is_enabled:
            continue
        try:
            return _checked(proven, call, now, key_sets)
        except (Unauthorized, KeysNotFetched) as refusal:
            refusals.append(refusal)
    if not refusals:
        return NOTHING_KNOWN
    # Who may have proved himself is to come again; one that is right but old tells most of what is wrong.
    raise min(refusals, key=lambda each: (*(not isinstance(each, kind) for kind in _FIRST),))


def _checked(
    proven: ProvenAuthentication, call: WebhookCall, now: datetime, key_sets: "Callable[[], KeySets]"
) -> CallerProof:
    authentication = proven.authentication
    is_lost = proven.proof == NO_PROOF and (authentication.has_own_secret or authentication.credential)
    if authentication.type in _SIGNED and is_lost:
        # Whoever knows that there is none could sign with nothing.
        raise SignatureInvalid
    if authentication.type is AuthenticationType.JWT:
        from exeoflow.service.webhooks.web_tokens import Checks, checked_claims  # noqa: PLC0415 - as below

        rule = cast("TokenRule", authentication.tokens)
        checks = Checks(rule, proven.proof, key_sets, now)
        return CallerProof(claims=checked_claims(call.headers, call.raw_body, checks))
    if authentication.type is AuthenticationType.SNS:
        from exeoflow.service.webhooks.sns_messages import checked_message  # noqa: PLC0415 - as below

        signature, message = checked_message(call.raw_body, str(authentication.name), now, key_sets)
        return CallerProof(signature, message=message)
    if authentication.type in _SIGNED:
        return _by_signature(proven, call, now)
    token = _token(proven, call)
    if token is None or not is_token_of(proven, token):
        raise TokenInvalid("Basic" if authentication.type is AuthenticationType.BASIC else "Bearer")
    return NOTHING_KNOWN


def _by_signature(proven: ProvenAuthentication, call: WebhookCall, now: datetime) -> CallerProof:
    # Not at the top: who checks a token needs none of it.
    from exeoflow.service.webhooks.signatures import SignedCall, checked_signature  # noqa: PLC0415

    signed = SignedCall(call.headers, call.raw_body, call.method, call.url, call.query, call.content)
    return CallerProof(checked_signature(signed, proven.authentication.rules, proven.proof, now))


def _token(proven: ProvenAuthentication, call: WebhookCall) -> str | None:
    """Return what the caller sent in the place where the authentication looks for it."""
    name = proven.authentication.name or ""
    match proven.authentication.type:
        case AuthenticationType.HEADER:
            return call.headers.get(name)
        case AuthenticationType.QUERY:
            token = call.query.get(name)
            return token if isinstance(token, str) else None
        case AuthenticationType.BASIC:
            return _password(call.headers.get("authorization", ""), name)
        case _:
            return call.token


def _password(authorization: str, user: str) -> str | None:
    """Return the password of `Authorization: Basic ...` if it is that of the user (RFC 7617)."""
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        sent = base64.b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    # The password proves the caller; that the name is compared as it is tells nothing that is secret.
    name, colon, password = sent.partition(":")
    return password if colon and name == user else None
