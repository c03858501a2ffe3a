"""API keys: what they may do, and what one admitted request leaves of their rate limit."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

WINDOW_SECONDS: Final = 60
SECRET_PREFIX: Final = "exo_live"  # noqa: S105  (no secret, only how one begins)
MAX_KEYS: Final = 100
"""So many valid keys a workspace may make for itself."""
RATE_CLASSES: Final = {"standard": 100, "premium": 1000}


class Scope(StrEnum):
    """A permission of a key; every endpoint names the one it needs."""

    WORKFLOWS_READ = "workflows:read"
    WORKFLOWS_WRITE = "workflows:write"
    WORKFLOWS_EXECUTE = "workflows:execute"
    EXECUTIONS_READ = "executions:read"
    EXECUTIONS_WRITE = "executions:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    NOTIFICATIONS_READ = "notifications:read"
    NOTIFICATIONS_WRITE = "notifications:write"
    CREDENTIALS_READ = "credentials:read"
    CREDENTIALS_WRITE = "credentials:write"
    VARIABLES_READ = "variables:read"
    VARIABLES_WRITE = "variables:write"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is stored: only `digest` is left of its secret. `limit` is in requests per minute."""

    id: str
    digest: str
    name: str
    workspace: str
    scopes: frozenset[Scope]
    limit: int
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it lets anybody in."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a key may still do in the window that ends at `reset` (Unix seconds)."""

    limit: int
    remaining: int
    reset: int


@dataclass(frozen=True, slots=True)
class Admission:
    """The store's verdict on one request: the key, its allowance, and whether the request was within it."""

    key: ApiKey
    allowance: Allowance
    is_within_limit: bool


def id_of_chosen(digest: str) -> str:
    """Id of a key whose secret a person chose: it may be one that everybody knows."""
    return f"key_{digest[:16]}"


def digest_of(secret: str) -> str:
    """Hash of a key. Plain SHA-256 suffices, for keys are random and long."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
