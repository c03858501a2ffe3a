"""API keys of the local server: the one that it makes for the person who starts it, and all that it keeps."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from exeoflow.adapters.system import SystemClock
from exeoflow.errors import Conflict
from exeoflow.model.api_key import ApiKey, Scope, digest_of, id_of_chosen
from exeoflow.service.ports.stores.key_store import KeyStore
from local.embedded.stores.key_store import SqliteKeyStore
from local.state.database import Database
from local.state.folder import DATABASE

_WORKSPACE = "default"  # that of `python -m exeoflow.keys create`, too
_REQUESTS_PER_MINUTE = 1_000_000  # a limit is in nobody's way here; other keys have the usual ones


def make_key(secret: str, keys: KeyStore) -> None:
    """Store `secret` as a key with every permission, unless it is stored already."""
    digest = digest_of(secret)
    key = ApiKey(
        id=id_of_chosen(digest),
        digest=digest,
        name="local",
        workspace=_WORKSPACE,
        scopes=frozenset(Scope),
        limit=_REQUESTS_PER_MINUTE,
        created_at=SystemClock().now(),
    )
    with contextlib.suppress(Conflict):
        keys.add(key)


@contextlib.contextmanager
def kept_keys(folder: Path) -> Iterator[KeyStore]:
    """Lend the keys in the folder of an embedded server, which may run meanwhile.

    Raises `FileNotFoundError` where there is no state, and `ForeignStateError` for one that cannot be read.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise FileNotFoundError(path)
    with contextlib.closing(Database(str(path))) as database:
        yield SqliteKeyStore(database)
