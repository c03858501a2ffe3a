"""One SQLite database, safe among threads; a committed write survives the end of the process.

In WAL mode with `synchronous=NORMAL` a commit is handed to the operating system: `kill -9` loses nothing, a
power cut may lose the last writes but never breaks the file (https://www.sqlite.org/wal.html).
"""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from exeoflow.errors import Unavailable
from local.state.embedded_schema import ADDED_COLUMNS, EMBEDDED_SCHEMA

_APPLICATION_ID: Final = 0x65786F66  # "exof"
_SCHEMA_VERSION: Final = 5
_VERSION_BEFORE_THE_EMBEDDED_STACK: Final = 4
_PRAGMAS: Final = f"PRAGMA application_id={_APPLICATION_ID}; PRAGMA user_version={_SCHEMA_VERSION};"
# To read a whole file takes a second for each 500 MB or so: beyond this size damage shows when it is read.
_CHECKED_BYTES: Final = 64 * 1024 * 1024
_DISK_FAULTS: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY_CODE: Final = 0xFF
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


class DiskError(Exception):
    """The disk is full, broken or read-only: nothing was written."""


class DamageError(DiskError):
    """What the disk holds is damaged."""


class Database:
    """The connection all threads share; `:memory:` keeps the state for the life of the process only.

    `log` is told once why nothing can be written or read, until something is written again.
    """

    def __init__(self, path: str, log: Callable[[str], None] = lambda _: None) -> None:
        self._log = log
        self._told: str | None = None
        file = Path(path)
        self._bytes = file.stat().st_size if file.is_file() else None
        if self._bytes == 0:
            raise ForeignStateError("the file is empty")
        self._one_at_a_time = threading.RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            fault = _fault_of(error)
            if fault is not None and not isinstance(fault, DamageError):
                raise fault from error
            raise ForeignStateError(str(error)) from error
        except ForeignStateError:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit all of what is done inside, or nothing when an exception leaves. Raises `Unavailable`."""
        with self._one_at_a_time, self._blaming_the_disk():
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
                self._told = None
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself takes back what a full disk broke
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let what is read inside be of one moment."""
        with self._one_at_a_time:
            yield

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return all rows of `query`. Raises `Unavailable`."""
        with self._one_at_a_time, self._blaming_the_disk():
            return self._rows(query, *values)

    def close(self) -> None:
        """Close the file."""
        with self._one_at_a_time:
            self._connection.close()

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _blaming_the_disk(self) -> Iterator[None]:
        """Raise `Unavailable` because of the disk; other faults stay what they are."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            fault = _fault_of(error)
            if fault is None:
                raise
            if str(fault) != self._told:
                self._told = str(fault)
                self._log(f"The disk that holds the state: {fault}")
            raise Unavailable(str(fault)) from fault

    def _open(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        [(application,)] = self._rows("PRAGMA application_id")
        [(version,)] = self._rows("PRAGMA user_version")
        [(tables,)] = self._rows("SELECT count(*) FROM sqlite_master")
        match application, version:
            case 0, 0 if not tables:
                self._run(f"{_SCHEMA} {EMBEDDED_SCHEMA}")
            case _ if application != _APPLICATION_ID:
                raise ForeignStateError("it was not written by the local server")
            case _ if version > _SCHEMA_VERSION:
                raise ForeignStateError("a newer version of the local server wrote it")
            case _ if version < _VERSION_BEFORE_THE_EMBEDDED_STACK:
                raise ForeignStateError("a version of the local server wrote it that is too old")
            case _ if (self._bytes or 0) <= _CHECKED_BYTES and self._rows("PRAGMA quick_check") != [("ok",)]:
                raise ForeignStateError("the file is damaged")
            case _:
                # What an older state lacks; what it has stays as it is.
                self._add_columns()
                self._run(
                    re.sub(r"CREATE (TABLE|INDEX|UNIQUE INDEX)", r"\g<0> IF NOT EXISTS", EMBEDDED_SCHEMA)
                )

    def _add_columns(self) -> None:
        for table, columns in ADDED_COLUMNS.items():
            known = {name for _, name, *_ in self._rows(f"PRAGMA table_info({table})")}
            for name, declaration in columns.items():
                # A state from before the embedded stack has none of its tables: they are made whole.
                if known and name not in known:
                    self._connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {declaration}")

    def _run(self, script: str) -> None:
        self._connection.executescript(f"BEGIN; {script} {_PRAGMAS} COMMIT;")


def _fault_of(error: sqlite3.DatabaseError) -> DiskError | None:
    """What SQLite says of the disk, if it says that."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & _PRIMARY_CODE
    if primary in _DISK_FAULTS:
        return DiskError(str(error))
    if primary in _DAMAGE:
        return DamageError(str(error))
    # A text that is no UTF-8 has no code, but is in the message: nobody is to read it there.
    if primary is None and isinstance(error, sqlite3.OperationalError):
        return DamageError("what is stored is damaged")
    return None
