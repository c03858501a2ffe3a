"""Where callers of a webhook send secrets, which records and logs of executions never hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import AuthenticationType, Webhook

# Senders name their headers as they like: X-Gitlab-Token, X-Hub-Signature-256, X-Functions-Key.
# Not every key is one: X-Event-Key names what happened, Idempotency-Key the delivery.
_SECRET_HEADER: Final = re.compile(
    r"appcheck|auth|bearer|cookie|credential|hmac|jwt|oidc|passcode|passwd|password|secret|session|signature|token"
    r"|(^|-)api-?key|^(x-)?key$|(access|client|functions?|private|shared|subscription)-?key$"
    r"|(^|-)(otp|pass|pin|pwd|sid|sig)$",
    re.IGNORECASE,
)

# PayPal signs by a certificate, and is asked by its API whether it did: with all of its headers.
_ASKED_WITH: Final = frozenset({"paypal-auth-algo", "paypal-transmission-sig"})

# With it Meta asks for its challenge, at webhooks too that leave the answer to their workflow.
_VERIFY_TOKEN: Final = "hub.verify_token"  # noqa: S105  (a parameter's name)


@dataclass(frozen=True, slots=True)
class SecretPlaces:
    """The headers and parameters of the query (both in lower case) in which callers send secrets.

    Beside them there are the headers whose names say it. Names of parameters say nothing: the token of a link
    that confirms an address, or the signature of a link that ends, is what the workflow is called for.
    """

    headers: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()

    def open_headers(self, headers: Mapping[str, str]) -> JsonObject:
        """Return the headers, whose names are in lower case, that a workflow may see."""
        return {
            name: value
            for name, value in headers.items()
            if name not in self.headers and (name in _ASKED_WITH or not _SECRET_HEADER.search(name))
        }

    def open_parameters(self, query: Mapping[str, Json]) -> JsonObject:
        """Return the parameters of a query that a workflow may see."""
        return {name: value for name, value in query.items() if name.lower() not in self.parameters}


def secret_places(webhook: Webhook) -> SecretPlaces:
    """Return where the callers of a webhook prove who they are, and what else its author keeps back."""
    names: dict[AuthenticationType, set[str]] = {kind: set() for kind in AuthenticationType}
    for proven in webhook.all_authentications:
        authentication = proven.authentication
        names[authentication.type].add((authentication.name or "").lower())
        # The headers of senders that are known by name look like secrets, as a test holds.
        if authentication.rule is not None and authentication.rule.header:
            names[AuthenticationType.HEADER].add(authentication.rule.header)
        if authentication.tokens is not None:
            names[AuthenticationType.HEADER].add(authentication.tokens.header)
    headers = names[AuthenticationType.HEADER] | set(webhook.settings.secret_headers)
    marked = {name.lower() for name in webhook.settings.secret_parameters}
    parameters = names[AuthenticationType.QUERY] | marked | {_VERIFY_TOKEN}
    return SecretPlaces(frozenset(headers), frozenset(parameters))
