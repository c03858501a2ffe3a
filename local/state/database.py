"""One SQLite database, safe among threads; a committed write survives the end of the process.

In WAL mode with `synchronous=NORMAL` a commit is handed to the operating system: `kill -9` loses nothing, a
power cut may lose the last writes but never breaks the file (https://www.sqlite.org/wal.html).
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_APPLICATION_ID: Final = 0x65786F66  # "exof"
_SCHEMA_VERSION: Final = 4
_SCHEMA: Final = """
CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE items (
    table_name TEXT NOT NULL, hash TEXT NOT NULL, range TEXT NOT NULL, attributes TEXT NOT NULL,
    PRIMARY KEY (table_name, hash, range)
) WITHOUT ROWID;
CREATE TABLE machines (arn TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE executions (
    arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, started_at TEXT NOT NULL, stopped_at TEXT,
    is_announced INTEGER NOT NULL, document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX executions_of_machine ON executions (machine_arn, started_at);
CREATE INDEX executions_to_settle ON executions (stopped_at) WHERE NOT is_announced;
CREATE TABLE triggers (
    kind TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE events (
    execution_arn TEXT NOT NULL, id INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (execution_arn, id)
) WITHOUT ROWID;
"""


class ForeignStateError(Exception):
    """The file is no state of this server, or of another version of it."""


class Database:
    """The connection all threads share; `:memory:` keeps the state for the life of the process only."""

    def __init__(self, path: str) -> None:
        self._one_at_a_time = threading.RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise ForeignStateError(str(error)) from error
        except ForeignStateError:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done inside, all of it, or nothing when an exception leaves."""
        with self._one_at_a_time:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return all rows of `query`."""
        with self._one_at_a_time:
            return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._one_at_a_time:
            self._connection.close()

    def _open(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        [(application,)] = self.rows("PRAGMA application_id")
        [(version,)] = self.rows("PRAGMA user_version")
        [(tables,)] = self.rows("SELECT count(*) FROM sqlite_master")
        if (application, version, tables) == (0, 0, 0):
            self._create()
        elif (application, version) != (_APPLICATION_ID, _SCHEMA_VERSION):
            raise ForeignStateError("it was not written by this version of the local server")
        elif self.rows("PRAGMA quick_check") != [("ok",)]:
            raise ForeignStateError("the file is damaged")

    def _create(self) -> None:
        pragmas = f"PRAGMA application_id={_APPLICATION_ID}; PRAGMA user_version={_SCHEMA_VERSION};"
        self._connection.executescript(f"BEGIN; {_SCHEMA} {pragmas} COMMIT;")
