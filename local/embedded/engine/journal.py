"""Machines and runs in SQLite. Whatever a run did since the last commit becomes final in one transaction."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from exeoflow.model import moment
from local.embedded.engine.history import Row
from local.embedded.engine.interface import Changes, End
from local.embedded.engine.interpreter import Run
from local.embedded.engine.scope_documents import document_of, restore_scopes
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, writing
from local.state.database import Database

KEPT_VERSIONS: Final = 10
RUNNING: Final = "RUNNING"
_EVERY_VERSION: Final = 2**62
_RUN: Final = (
    "id, workflow_id, version, status, started_at, stopped_at, is_idle, wake_at, parent, input, output,"
    " error, cause, begun_by"
)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as it is stored; input and output are JSON texts, moments Unix milliseconds.

    `begun_by` names the call of a task that began the run, if one did; `parent` is the same where the task
    waits for its end. With `is_idle` nothing happens in a run before `wake_at`, or an answer from outside.
    """

    id: str
    workflow_id: str
    version: int
    status: str
    started_at: int
    stopped_at: int | None = None
    is_idle: int = 0
    wake_at: int | None = None
    parent: str | None = None
    input: str = "{}"
    output: str | None = None
    error: str | None = None
    cause: str | None = None
    begun_by: str | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.stopped_at is None

    @property
    def started_text(self) -> str:
        """The moment of the start as ISO 8601."""
        return moment.write(moment_of(self.started_at))

    def ended(self, end: End) -> "RunRecord":
        """Return the record of the same run after its end."""
        return replace(
            self, status=end.status, stopped_at=end.at, output=end.output, error=end.error, cause=end.cause
        )


@dataclass
class Stored:
    """What of a run has rows, so that a short run never deletes what it never wrote."""

    scopes: set[int] = field(default_factory=set)
    results: set[int] = field(default_factory=set)
    items: set[int] = field(default_factory=set)

    def copy(self) -> "Stored":
        """Return the same, to be changed on its own."""
        return Stored(set(self.scopes), set(self.results), set(self.items))


@dataclass(frozen=True)
class Journal:
    """The engine's part of the database."""

    database: Database

    # machines

    def publish(self, workflow_id: str, definition: str) -> int:
        """Keep a definition and return its number."""
        with writing(self.database) as connection:
            [latest] = connection.execute(
                "SELECT max(number) FROM machine_versions WHERE workflow_id = ?", (workflow_id,)
            ).fetchone()
            number = (latest or 0) + 1
            connection.execute(
                "INSERT INTO machine_versions (workflow_id, number, definition) VALUES (?, ?, ?)",
                (workflow_id, number, definition),
            )
            _retire(connection, workflow_id, number - KEPT_VERSIONS)
        return int(number)

    def delete_machine(self, workflow_id: str) -> None:
        """Let no version be started any more."""
        with writing(self.database) as connection:
            _retire(connection, workflow_id, _EVERY_VERSION)

    def definition(self, workflow_id: str, number: int) -> str | None:
        """Return a definition, also one that can no longer be started."""
        rows = self.database.rows(
            "SELECT definition FROM machine_versions WHERE workflow_id = ? AND number = ?",
            workflow_id,
            number,
        )
        return rows[0][0] if rows else None

    def is_startable(self, workflow_id: str, number: int) -> bool:
        """Tell whether a version may be started."""
        return bool(
            self.database.rows(
                "SELECT 1 FROM machine_versions WHERE workflow_id = ? AND number = ? AND NOT is_retired",
                workflow_id,
                number,
            )
        )

    def latest(self, workflow_id: str) -> int | None:
        """Return the latest version that may be started."""
        [(number,)] = self.database.rows(
            "SELECT max(number) FROM machine_versions WHERE workflow_id = ? AND NOT is_retired", workflow_id
        )
        return None if number is None else int(number)

    # runs

    def begin(self, record: RunRecord) -> bool:
        """Keep a new run; False, and nothing stored, if its id is taken or the call has begun one."""
        row = (
            record.id,
            record.workflow_id,
            record.version,
            record.status,
            record.started_at,
            record.parent,
            record.input,
            record.begun_by,
        )
        with writing(self.database) as connection:
            return bool(
                connection.execute(
                    "INSERT OR IGNORE INTO runs"
                    " (id, workflow_id, version, status, started_at, parent, input, begun_by)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                ).rowcount
            )

    def find(self, run_id: str) -> RunRecord | None:
        """Return a run."""
        rows = self.database.rows(f"SELECT {_RUN} FROM runs WHERE id = ?", run_id)
        return RunRecord(*rows[0]) if rows else None

    def begun_by(self, call: str) -> RunRecord | None:
        """Return the run that a call has begun."""
        rows = self.database.rows(f"SELECT {_RUN} FROM runs WHERE begun_by = ?", call)
        return RunRecord(*rows[0]) if rows else None

    def running(self, workflow_id: str | None = None) -> Sequence[RunRecord]:
        """Return what has not ended, of one workflow or of all."""
        condition = "" if workflow_id is None else " AND workflow_id = ?"
        values = () if workflow_id is None else (workflow_id,)
        rows = self.database.rows(
            f"SELECT {_RUN} FROM runs INDEXED BY runs_open WHERE stopped_at IS NULL{condition}", *values
        )
        return [RunRecord(*row) for row in rows]

    def commit(self, record: RunRecord, run: Run, stored: Stored) -> RunRecord:
        """Make final what a run did since the last commit, its end included; return its record.

        Raises `Unavailable` when the disk takes nothing more; the run then still has all of it.
        """
        written = stored.copy()
        ended = record if run.end is None else record.ended(run.end)
        with writing(self.database) as connection:
            _write_events(connection, record.id, run.history.new)
            if run.end is None:
                connection.execute(
                    "UPDATE runs SET last_scope = ?, last_event = ?, is_idle = ?, wake_at = ? WHERE id = ?",
                    (run.last_scope, run.history.last, run.is_idle(), run.wake_at(), record.id),
                )
                _write_changes(connection, record.id, run.changes, written)
            else:
                _write_end(connection, ended, written)
        run.history.new, run.changes = [], Changes()
        stored.scopes, stored.results, stored.items = written.scopes, written.results, written.items
        return ended

    def restore(self, record: RunRecord, run: Run, stored: Stored) -> bool:
        """Put a run back where it was committed; False if it has not been since its start."""
        [(last_scope, last_event)] = self.database.rows(
            "SELECT last_scope, last_event FROM runs WHERE id = ?", record.id
        )
        if not last_scope:
            return False
        run.last_scope, run.history.last = last_scope, last_event
        documents = self._rows_of("id, document FROM run_scopes", record.id, "id")
        items = dict(self._rows_of("scope, document FROM run_items", record.id, "scope"))
        results = self._rows_of("scope, position, output FROM run_results", record.id, "scope, position")
        restore_scopes(run, documents, items, results)
        stored.scopes.update(run.scopes)
        stored.items.update(items)
        stored.results.update(number for number, _, _ in results)
        return True

    def events(self, run_id: str) -> Iterator[list[Any]]:
        """Yield the events that are kept, in order."""
        for (events,) in self._rows_of("events FROM run_events", run_id, "first"):
            yield from json_of(events)

    def unannounced(self) -> Sequence[RunRecord]:
        """Return what has ended, but whose end nobody has heard of."""
        rows = self.database.rows(
            f"SELECT {_RUN} FROM runs WHERE stopped_at IS NOT NULL AND NOT is_announced"
        )
        return [RunRecord(*row) for row in rows]

    def mark_announced(self, run_id: str) -> None:
        """Remember that the end of a run was heard of."""
        with writing(self.database) as connection:
            connection.execute("UPDATE runs SET is_announced = 1 WHERE id = ?", (run_id,))

    def forget_before(self, at: datetime) -> None:
        """Delete what ended before a moment, and definitions that nothing runs or may start any more."""
        old = "SELECT id FROM runs WHERE stopped_at < ?"
        with writing(self.database) as connection:
            connection.execute(f"DELETE FROM run_events WHERE run_id IN ({old})", (milliseconds(at),))
            connection.execute("DELETE FROM runs WHERE stopped_at < ?", (milliseconds(at),))
            connection.execute(
                "DELETE FROM machine_versions WHERE is_retired AND NOT EXISTS (SELECT 1 FROM runs"
                " WHERE runs.workflow_id = machine_versions.workflow_id AND version = number"
                " AND stopped_at IS NULL)"
            )

    def _rows_of(self, columns_from: str, run_id: str, order: str) -> list[tuple[Any, ...]]:
        return self.database.rows(f"SELECT {columns_from} WHERE run_id = ? ORDER BY {order}", run_id)


def _retire(connection: sqlite3.Connection, workflow_id: str, up_to: int) -> None:
    """Let versions up to a number be started no more; those that nothing runs are deleted."""
    place = (workflow_id, up_to)
    connection.execute(
        "UPDATE machine_versions SET is_retired = 1 WHERE workflow_id = ? AND number <= ?", place
    )
    connection.execute(
        "DELETE FROM machine_versions WHERE workflow_id = ? AND number <= ? AND number NOT IN"
        " (SELECT version FROM runs WHERE workflow_id = ?1 AND stopped_at IS NULL)"
        " AND number < (SELECT max(number) FROM machine_versions WHERE workflow_id = ?1)",
        place,
    )


def _write_events(connection: sqlite3.Connection, run_id: str, events: Sequence[Row]) -> None:
    if events:
        connection.execute(
            "INSERT INTO run_events VALUES (?, ?, ?)", (run_id, events[0][0], json_text(events))
        )


def _write_changes(connection: sqlite3.Connection, run_id: str, changes: Changes, stored: Stored) -> None:
    for number, position, output in changes.results:
        if position >= 0:
            row = (run_id, number, position, json_text(output))
            connection.execute("INSERT INTO run_results VALUES (?, ?, ?, ?)", row)
            stored.results.add(number)
        else:
            _delete_inner(connection, run_id, number, stored)
    for number in changes.gone:
        if number in stored.scopes:
            connection.execute("DELETE FROM run_scopes WHERE run_id = ? AND id = ?", (run_id, number))
            stored.scopes.discard(number)
    for scope in changes.scopes:
        connection.execute(
            "INSERT OR REPLACE INTO run_scopes VALUES (?, ?, ?)", (run_id, scope.id, document_of(scope))
        )
        stored.scopes.add(scope.id)
        if scope in changes.begun and scope.inner is not None and scope.inner.items is not None:
            connection.execute(
                "INSERT OR REPLACE INTO run_items VALUES (?, ?, ?)",
                (run_id, scope.id, json_text(scope.inner.items)),
            )
            stored.items.add(scope.id)


def _delete_inner(connection: sqlite3.Connection, run_id: str, number: int, stored: Stored) -> None:
    if number in stored.results:
        connection.execute("DELETE FROM run_results WHERE run_id = ? AND scope = ?", (run_id, number))
        stored.results.discard(number)
    if number in stored.items:
        connection.execute("DELETE FROM run_items WHERE run_id = ? AND scope = ?", (run_id, number))
        stored.items.discard(number)


def _write_end(connection: sqlite3.Connection, record: RunRecord, stored: Stored) -> None:
    connection.execute(
        "UPDATE runs SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ? WHERE id = ?",
        (record.status, record.stopped_at, record.output, record.error, record.cause, record.id),
    )
    tables = (
        ("run_scopes", stored.scopes),
        ("run_items", stored.items),
        ("run_results", stored.results),
    )
    for table, written in tables:
        if written:
            connection.execute(f"DELETE FROM {table} WHERE run_id = ?", (record.id,))
