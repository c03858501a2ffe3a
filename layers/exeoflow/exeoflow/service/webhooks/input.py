"""What a workflow that is started by a webhook finds in `$trigger`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import AuthenticationType, Webhook

# What proves who the caller is must not be copied into records and logs of executions.
# Senders name theirs as they like: X-Gitlab-Token, X-Hub-Signature-256, X-Functions-Key, X-Figma-Passcode.
# Not every key is one: X-Event-Key names what happened, Idempotency-Key the delivery.
_CREDENTIALS: Final = re.compile(
    r"appcheck|auth|bearer|cookie|credential|hmac|jwt|oidc|passcode|passwd|password|secret|session|signature|token"
    r"|(^|-)api-?key|^(x-)?key$|(access|client|functions?|private|shared|subscription)-?key$"
    r"|(^|-)(otp|pass|pin|pwd|sid|sig)$",
    re.IGNORECASE,
)

# With it Meta asks for its challenge, at webhooks too that leave the answer to their workflow.
_VERIFY_TOKEN: Final = "hub.verify_token"  # noqa: S105  (a parameter's name)


@dataclass(frozen=True, slots=True)
class SecretPlaces:
    """The headers (in lower case) and parameters of the query in which a webhook's callers send secrets."""

    headers: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CallBody:
    """The body of a call as data; `raw` holds it as it came, where the webhook's author wants that.

    `may_be_wrapped` tells that `{"data": {...}}` with nothing else is only a wrapping, as it is in JSON.
    """

    content: Json
    may_be_wrapped: bool = True
    raw: JsonObject = field(default_factory=dict)


def secret_places(webhook: Webhook) -> SecretPlaces:
    """Return where the callers of a webhook prove who they are, and what else its author keeps back."""
    names: dict[AuthenticationType, set[str]] = {kind: set() for kind in AuthenticationType}
    for proven in webhook.all_authentications:
        authentication = proven.authentication
        names[authentication.type].add(authentication.name or "")
        # The headers of senders that are known by name look like secrets, as a test holds.
        if authentication.rule is not None:
            names[AuthenticationType.HEADER].add(authentication.rule.header)
    headers = names[AuthenticationType.HEADER] | set(webhook.settings.secret_headers)
    return SecretPlaces(frozenset(headers), frozenset(names[AuthenticationType.QUERY] | {_VERIFY_TOKEN}))


def webhook_input(
    method: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    body: CallBody,
    secret: SecretPlaces = SecretPlaces(),
) -> JsonObject:
    """Return `$trigger`: names of headers in lower case, without those that hold credentials."""
    shown: JsonObject = {
        name: value
        for name, value in headers.items()
        if not (name in secret.headers or _CREDENTIALS.search(name))
    }
    asked: JsonObject = {name: value for name, value in query.items() if name not in secret.parameters}
    content = unwrapped(body.content) if body.may_be_wrapped else body.content
    return {"body": content, "headers": shown, "query": asked, "method": method, **body.raw}


def unwrapped(body: Json) -> Json:
    """Return the body as its author meant it: `{"data": {...}}` with nothing else is only a wrapping.

    >>> unwrapped({"data": {"order": 1}})
    {'order': 1}
    >>> unwrapped({"data": {"order": 1}, "type": "paid"})
    {'data': {'order': 1}, 'type': 'paid'}
    """
    match body:
        case {"data": dict(inner), **others} if not others:
            return inner
        case _:
            return body
