"""The API key that the local server makes for the person who starts it."""

import contextlib

from exeoflow.adapters.system import SystemClock
from exeoflow.errors import Conflict
from exeoflow.model.api_key import ApiKey, Scope, digest_of
from exeoflow.service.ports.key_store import KeyStore

_WORKSPACE = "default"  # that of `python -m exeoflow.keys create`, too
_REQUESTS_PER_MINUTE = 1_000_000  # a limit is in nobody's way here; other keys have the usual ones


def make_key(secret: str, keys: KeyStore) -> None:
    """Store `secret` as a key with every permission, unless it is stored already."""
    digest = digest_of(secret)
    key = ApiKey(
        id=f"key_{digest[:16]}",
        digest=digest,
        name="local",
        workspace=_WORKSPACE,
        scopes=frozenset(Scope),
        limit=_REQUESTS_PER_MINUTE,
        created_at=SystemClock().now(),
    )
    with contextlib.suppress(Conflict):
        keys.add(key)
