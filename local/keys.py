"""The API key that the local server makes for the person who starts it."""

import contextlib

from exeoflow.adapters.clients import dynamodb_client
from exeoflow.adapters.dynamodb.key_store import DynamoKeyStore
from exeoflow.adapters.system import SystemClock
from exeoflow.errors import Conflict
from exeoflow.model.api_key import ApiKey, Scope, digest_of

_WORKSPACE = "default"  # that of `python -m exeoflow.keys create`, too
_REQUESTS_PER_MINUTE = 1_000_000  # a limit is in nobody's way here; other keys have the usual ones


def make_key(secret: str, table: str) -> None:
    """Store `secret` as a key with every permission, unless it is stored already."""
    clock = SystemClock()
    digest = digest_of(secret)
    key = ApiKey(
        id=f"key_{digest[:16]}",
        digest=digest,
        name="local",
        workspace=_WORKSPACE,
        scopes=frozenset(Scope),
        limit=_REQUESTS_PER_MINUTE,
        created_at=clock.now(),
    )
    with contextlib.suppress(Conflict):
        DynamoKeyStore(dynamodb_client(), table, clock).add(key)
