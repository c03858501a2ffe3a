"""A webhook: an address that starts a workflow, and how its caller proves who he is."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

CALLS_A_MINUTE: Final = 6_000
"""So many calls may start the workflow of one webhook, half of what the gateway lets through for all."""
TOKEN_PREFIX: Final = "whsec"  # noqa: S105  (no token, only how one begins)


class WebhookMethod(StrEnum):
    """The HTTP method that a webhook is called with."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


class AuthenticationType(StrEnum):
    """How a caller proves who he is: by sending the token, or by signing with it."""

    BEARER = "bearer"
    HMAC = "hmac"


@dataclass(frozen=True, slots=True)
class WebhookAuthentication:
    """What a webhook asks of its caller; with `is_enabled` false, nothing."""

    type: AuthenticationType = AuthenticationType.BEARER
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook as it is stored.

    `proof` is what tells a right token from a wrong one: its hash for `bearer`; the token itself for `hmac`,
    for a signature can only be computed anew by who has the key. `node_id` names the trigger node to start
    by, None the workflow's own choice; `is_of_trigger` tells that activating the workflow made this webhook.
    """

    id: str
    workspace: str
    workflow_id: str
    name: str
    method: WebhookMethod
    authentication: WebhookAuthentication
    proof: str
    created_at: datetime
    updated_at: datetime
    node_id: str | None = None
    is_of_trigger: bool = False
    wait_seconds: int = 0


def proof_of(token: str, kind: AuthenticationType) -> str:
    """Return what is stored of a token. Plain SHA-256 suffices, for tokens are random and long."""
    return token if kind is AuthenticationType.HMAC else _digest(token)


def is_token_of(webhook: Webhook, token: str) -> bool:
    """Tell whether the token is the webhook's, in a time that tells nothing of either."""
    return hmac.compare_digest(_digest(token), webhook.proof)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
