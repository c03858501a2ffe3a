"""API keys as the API shows them: never with what is left of their secrets."""

from typing import Annotated

from typing_extensions import TypedDict

from exeoflow.api.schema import Pagination, Schema, Timestamp
from exeoflow.model import moment
from exeoflow.model.api_key import ApiKey, Scope

KeyId = Annotated[str, Schema({"pattern": "^key_", "examples": ["key_01hm4nd4e5f6g7h8j9k0m1n2p3"]})]


class KeyShown(TypedDict):
    """A key; `limit` is in requests per minute, `is_current` tells that it made this request."""

    id: KeyId
    name: str
    scopes: list[Scope]
    limit: int
    is_current: bool
    created_at: Timestamp
    expires_at: Timestamp | None
    revoked_at: Timestamp | None


class KeyCreated(KeyShown):
    """A new key with its secret, which is shown this once."""

    secret: Annotated[str, Schema({"pattern": "^exo_live_[A-Za-z0-9]+$"})]


class KeyList(TypedDict):
    """One page of keys."""

    keys: list[KeyShown]
    pagination: Pagination


def key_shown(key: ApiKey, caller: ApiKey) -> KeyShown:
    """Show a key to whoever called with another one, or with the same."""
    return {
        "id": key.id,
        "name": key.name,
        "scopes": [scope for scope in Scope if scope in key.scopes],
        "limit": key.limit,
        "is_current": key.id == caller.id,
        "created_at": moment.write(key.created_at),
        "expires_at": None if key.expires_at is None else moment.write(key.expires_at),
        "revoked_at": None if key.revoked_at is None else moment.write(key.revoked_at),
    }


def key_created(key: ApiKey, secret: str, caller: ApiKey) -> KeyCreated:
    """Show a new key with its secret, this once."""
    return {**key_shown(key, caller), "secret": secret}
