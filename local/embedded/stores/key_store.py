"""API keys in SQLite; requests are counted in memory, for a minute's count need not outlive the process."""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from exeoflow.errors import Conflict
from exeoflow.model.api_key import WINDOW_SECONDS, Admission, Allowance, ApiKey, Scope
from local.embedded.stores.rows import (
    json_of,
    json_text,
    milliseconds,
    moment_of,
    moment_or_none,
    writing,
)
from local.state.database import Database

_COLUMNS: Final = "digest, id, workspace, document, expires_at, revoked_at"


@dataclass
class _Used:
    """How many requests a key has made in the minute `window`."""

    window: int
    count: int = 0


@dataclass(frozen=True)
class SqliteKeyStore:
    """Keeps a row per key. It is read at every request, for another process may have revoked the key."""

    database: Database
    _used: dict[str, _Used] = field(default_factory=dict)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def admit(self, digest: str, now: datetime) -> Admission | None:
        """Read the key, and count the request in its minute."""
        rows = self.database.rows(f"SELECT {_COLUMNS} FROM api_keys WHERE digest = ?", digest)
        key = _key_of(rows[0]) if rows else None
        if key is None or key.revoked_at is not None or (key.expires_at and key.expires_at <= now):
            return None
        window = int(now.timestamp()) // WINDOW_SECONDS
        with self._counting:
            used = self._used.get(digest)
            if used is None or used.window != window:
                used = self._used[digest] = _Used(window)
            is_within_limit = used.count < key.limit
            used.count += is_within_limit
            allowance = Allowance(key.limit, key.limit - used.count, (window + 1) * WINDOW_SECONDS)
        return Admission(key, allowance, is_within_limit)

    def add(self, key: ApiKey) -> None:
        """Insert the key."""
        with writing(self.database) as connection:
            try:
                connection.execute(f"INSERT INTO api_keys ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", _row(key))
            except sqlite3.IntegrityError as error:
                raise Conflict from error

    def of_workspace(self, workspace: str) -> Sequence[ApiKey]:
        """Read all rows of a workspace; ids sort by time."""
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM api_keys WHERE workspace = ? ORDER BY id", workspace
        )
        return list(map(_key_of, rows))

    def revoke(self, workspace: str, key_id: str, now: datetime) -> bool:
        """Mark the key; the first time of revocation stays."""
        with writing(self.database) as connection:
            found = connection.execute(
                "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE workspace = ? AND id = ?",
                (milliseconds(now), workspace, key_id),
            )
            return bool(found.rowcount)


def _row(key: ApiKey) -> tuple[Any, ...]:
    document = {
        "name": key.name,
        "scopes": sorted(key.scopes),
        "limit": key.limit,
        "created_at": milliseconds(key.created_at),
    }
    moments = [None if at is None else milliseconds(at) for at in (key.expires_at, key.revoked_at)]
    return (key.digest, key.id, key.workspace, json_text(document), *moments)


def _key_of(row: tuple[Any, ...]) -> ApiKey:
    digest, id_, workspace, document, expires_at, revoked_at = row
    content = json_of(document)
    key = ApiKey(
        id=id_,
        digest=digest,
        name=content["name"],
        workspace=workspace,
        scopes=frozenset(map(Scope, content["scopes"])),
        limit=content["limit"],
        created_at=moment_of(content["created_at"]),
        expires_at=moment_or_none(expires_at),
    )
    return replace(key, revoked_at=moment_or_none(revoked_at))
