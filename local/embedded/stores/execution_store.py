"""Records of executions in SQLite: one row each; lists and numbers come from its indexes."""

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from exeoflow.model.durations import Durations, bucket_of
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Step,
    pins_json,
)
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stats import WorkflowStats
from local.embedded.stores.execution_rows import (
    HEAD,
    RECORD,
    error_text,
    execution_of,
    head_row,
    record_of,
    steps_text,
)
from local.embedded.stores.rows import json_text, milliseconds, writing
from local.embedded.stores.workflow_rows import source_map_text
from local.state.database import Database

_DUE_AT_ONCE: Final = 500
_RUNNING: Final = ExecutionStatus.RUNNING.value
_DAY_MILLISECONDS: Final = 86_400_000
# Sorts after every id that may follow.
_AFTER_IDS: Final = "~"
# Spelt as in the index, which serves it.
_ERROR_CODE: Final = "json_extract(error, '$[0]')"
_LANE: Final = "workflow_id || slot_key"
_HAS_MARK: Final = "id IN (SELECT execution_id FROM execution_marks WHERE workspace = ? AND mark = ?)"
_OF_NOBODY: Final = "execution_id NOT IN (SELECT id FROM execution_records)"


def _nobody(_execution_id: str) -> None:
    """Hear of an end and do nothing."""


@dataclass(frozen=True)
class SqliteExecutionStore:
    """Keeps records for `retention`; `on_end` hears of each record that is closed."""

    database: Database
    retention: timedelta
    on_end: Callable[[str], None] = _nobody

    def add(self, record: ExecutionRecord, check_at: datetime) -> Execution | None:
        """Store the whole record in one row."""
        with writing(self.database) as connection:
            return _insert(connection, record, check_at)

    def add_ended(
        self, record: ExecutionRecord, end: ExecutionEnd, follow_up_at: datetime | None = None
    ) -> None:
        """Store the row, and the end in it, in one transaction."""
        with writing(self.database) as connection:
            if _insert(connection, record, end.finished_at) is None:
                _close(connection, record.execution.id, end, follow_up_at)

    def take_slot(self, execution: Execution, limit: int) -> Sequence[str]:
        """Insert a row if there are fewer than `limit`, or the execution has one."""
        place = (execution.workspace, execution.lane)
        with writing(self.database) as connection:
            rows = connection.execute(
                "SELECT execution_id FROM execution_slots WHERE workspace = ? AND workflow_id = ?"
                " ORDER BY execution_id",
                place,
            ).fetchall()
            holders = [id_ for (id_,) in rows]
            if execution.id in holders:
                return ()
            if len(holders) >= limit:
                return holders
            connection.execute("INSERT INTO execution_slots VALUES (?, ?, ?)", (*place, execution.id))
        return ()

    def free_slot(self, workspace: str, lane: str, execution_id: str) -> None:
        """Delete the row."""
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM execution_slots WHERE workspace = ? AND workflow_id = ? AND execution_id = ?",
                (workspace, lane, execution_id),
            )

    def enqueue(self, execution: Execution) -> None:
        """Note it in the row if it runs."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE execution_records SET is_queued = 1 WHERE id = ? AND status = ?",
                (execution.id, _RUNNING),
            )

    def dequeue(self, workspace: str, lane: str, execution_id: str) -> None:
        """Note it in the row."""
        with writing(self.database) as connection:
            connection.execute(
                f"UPDATE execution_records SET is_queued = 0 WHERE workspace = ? AND {_LANE} = ? AND id = ?",
                (workspace, lane, execution_id),
            )

    def queued(self, workspace: str, lane: str) -> Sequence[str]:
        """Read the index of those that wait."""
        rows = self.database.rows(
            f"SELECT id FROM execution_records WHERE workspace = ? AND {_LANE} = ? AND is_queued = 1"
            " ORDER BY started_at, id",
            workspace,
            lane,
        )
        return [id_ for (id_,) in rows]

    def count_start(self, workspace: str, workflow_id: str, window: int, forget_at: datetime) -> int:
        """Add one to the row of the window; what is over is forgotten."""
        place = (workspace, workflow_id)
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM start_counts WHERE workspace = ? AND workflow_id = ? AND window < ?",
                (*place, window),
            )
            [starts] = connection.execute(
                "INSERT INTO start_counts VALUES (?, ?, ?, 1, ?)"
                " ON CONFLICT (workspace, workflow_id, window) DO UPDATE SET starts = starts + 1"
                " RETURNING starts",
                (*place, window, milliseconds(forget_at)),
            ).fetchone()
        return int(starts)

    def get(self, execution_id: str) -> ExecutionRecord | None:
        """Read the row, and who repeats it."""
        with self.database.reading():
            rows = self.database.rows(
                f"SELECT {RECORD} FROM execution_records"
                " JOIN source_maps AS m ON m.digest = source_map WHERE id = ?",
                execution_id,
            )
            if not rows:
                return None
            retries = self.database.rows(
                "SELECT id FROM execution_records WHERE retry_of = ? ORDER BY started_at, id", execution_id
            )
        return replace(record_of(rows[0]), retries=tuple(id_ for (id_,) in retries))

    def id_of_key(self, key: str) -> str | None:
        """Look among the ids that begin so; only what a node started has a longer id than its key."""
        rows = self.database.rows(
            "SELECT id FROM execution_records WHERE id > ? AND id < ?", key, f"{key}{_AFTER_IDS}"
        )
        return rows[0][0] if rows else None

    def is_running(self, execution_id: str) -> bool:
        """Tell whether the record is there and not closed."""
        return bool(
            self.database.rows(
                "SELECT 1 FROM execution_records WHERE id = ? AND status = ?", execution_id, _RUNNING
            )
        )

    def remove(self, execution: Execution) -> None:
        """Delete the row if it runs."""
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM execution_records WHERE id = ? AND status = ?", (execution.id, _RUNNING)
            )
            connection.execute(
                f"DELETE FROM execution_marks WHERE execution_id = ? AND {_OF_NOBODY}", (execution.id,)
            )
        self.on_end(execution.id)

    def finish(self, execution: Execution, end: ExecutionEnd, follow_up_at: datetime | None = None) -> bool:
        """Write the end into the row if it runs."""
        with writing(self.database) as connection:
            is_closed = _close(connection, execution.id, end, follow_up_at)
        if is_closed:
            self.on_end(execution.id)
        return is_closed

    def add_steps(
        self, execution: Execution, steps: Sequence[Step], error: ExecutionError | None = None
    ) -> None:
        """Write the steps into the row, and the error that they tell."""
        self._update("steps = ?", execution.id, steps_text(steps))
        if error is not None:
            self._update("error = ?", execution.id, error_text(error))

    def list_page(
        self, workspace: str, matching: ExecutionFilter, page: PageRequest, now: datetime
    ) -> Page[Execution]:
        """Count what matches in an index, then read the page."""
        since = self._first_moment(now)
        if matching.since is not None:
            since = max(since, matching.since)
        conditions, values = _conditions(workspace, matching, since)
        with self.database.reading():
            [(total,)] = self.database.rows(
                f"SELECT count(*) FROM execution_records WHERE {conditions}", *values
            )
            rows = self.database.rows(
                f"SELECT {HEAD} FROM execution_records WHERE {conditions}"
                " ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?",
                *values,
                page.limit,
                page.offset,
            )
        return Page(tuple(map(execution_of, rows)), total, page)

    def stats(
        self, workspace: str, workflow_id: str, since: date | None, until: date | None, now: datetime
    ) -> WorkflowStats:
        """Group what lies between the days, and look for the newest."""
        earliest = self._first_moment(now).date()
        first, last = max(since or earliest, earliest), until or now.astimezone(UTC).date()
        place = "workspace = ? AND workflow_id = ? AND started_at >= ? AND started_at < ?"
        values = (workspace, workflow_id, _start_of(first), _start_of(last) + _DAY_MILLISECONDS)
        with self.database.reading():
            sizes = self.database.rows(
                f"SELECT date(started_at / 1000, 'unixepoch'), status, count(*) FROM execution_records"
                f" WHERE {place} GROUP BY 1, 2",
                *values,
            )
            took = self.database.rows(
                "SELECT max(finished_at - started_at, 0) AS took, count(*) FROM execution_records"
                f" WHERE {place} AND status = ? GROUP BY took",
                *values,
                ExecutionStatus.SUCCESS.value,
            )
            newest = self.database.rows(
                f"SELECT {HEAD} FROM execution_records WHERE {place}"
                " ORDER BY started_at DESC, id DESC LIMIT 1",
                *values,
            )
        last_run = execution_of(newest[0]) if newest else None
        return WorkflowStats(first, last, _by_day(sizes), _durations_of(took), last_run)

    def due(self, until: datetime) -> Sequence[str]:
        """Read the index of running executions."""
        return self._due("check_at", until)

    def follow_ups_due(self, until: datetime) -> Sequence[str]:
        """Read the index of marks."""
        return self._due("follow_up_at", until)

    def end_follow_up(self, execution_id: str) -> None:
        """Remove the mark."""
        self._update("follow_up_at = ?", execution_id, None)

    def postpone_follow_up(self, execution_id: str, check_at: datetime) -> None:
        """Move the mark within its index."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE execution_records SET follow_up_at = ? WHERE id = ? AND follow_up_at IS NOT NULL",
                (milliseconds(check_at), execution_id),
            )

    def postpone(self, execution_id: str, check_at: datetime) -> None:
        """Move the execution within the index of running ones."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE execution_records SET check_at = ? WHERE id = ? AND status = ?",
                (milliseconds(check_at), execution_id, _RUNNING),
            )

    def forget_expired(self, now: datetime) -> None:
        """Delete what has outlived its retention, and source maps that nothing needs any more."""
        with writing(self.database) as connection:
            gone = connection.execute(
                "DELETE FROM execution_records WHERE started_at < ? AND status <> ?",
                (milliseconds(self._first_moment(now)), _RUNNING),
            )
            if gone.rowcount:
                connection.execute(f"DELETE FROM execution_marks WHERE {_OF_NOBODY}")
                connection.execute(
                    "DELETE FROM source_maps WHERE digest NOT IN (SELECT source_map FROM execution_records)"
                )

    def _first_moment(self, now: datetime) -> datetime:
        """Return the start of the first day whose executions are kept: a day's numbers go together."""
        return datetime.combine((now - self.retention).astimezone(UTC).date(), time(), UTC)

    def _due(self, column: str, moment: datetime) -> list[str]:
        rows = self.database.rows(
            f"SELECT id FROM execution_records WHERE {column} <= ? ORDER BY {column}, id"
            f" LIMIT {_DUE_AT_ONCE}",
            milliseconds(moment),
        )
        return [id_ for (id_,) in rows]

    def _update(self, change: str, execution_id: str, value: str | None) -> None:
        with writing(self.database) as connection:
            connection.execute(f"UPDATE execution_records SET {change} WHERE id = ?", (value, execution_id))


def _row_of(record: ExecutionRecord, check_at: datetime, digest: str) -> tuple[Any, ...]:
    """Return the values of a row: the head, and behind it what only few read."""
    return (
        *head_row(record.execution),
        milliseconds(check_at),
        record.error_workflow,
        digest,
        json_text(record.input),
        json_text(pins_json(record.pins)),
    )


def _insert(connection: sqlite3.Connection, record: ExecutionRecord, check_at: datetime) -> Execution | None:
    """Insert the row, its marks and its source map, unless the id is taken: then return who has it."""
    execution = record.execution
    source_map = source_map_text(record.source_map)
    digest = hashlib.sha256(source_map.encode()).hexdigest()
    row = _row_of(record, check_at, digest)
    try:
        connection.execute(
            f"INSERT INTO execution_records ({HEAD}, check_at, error_workflow, source_map, input, pins)"
            f" VALUES ({', '.join('?' * len(row))})",
            row,
        )
    except sqlite3.IntegrityError:
        earlier = connection.execute(
            f"SELECT {HEAD} FROM execution_records WHERE id = ?", (execution.id,)
        ).fetchone()
        return execution_of(earlier)
    connection.executemany(
        "INSERT INTO execution_marks VALUES (?, ?, ?)",
        [(execution.workspace, mark, execution.id) for mark in sorted(execution.marks)],
    )
    connection.execute("INSERT OR IGNORE INTO source_maps VALUES (?, ?)", (digest, source_map))
    return None


def _close(
    connection: sqlite3.Connection, execution_id: str, end: ExecutionEnd, follow_up_at: datetime | None
) -> bool:
    """Write the end into the row; False if it does not run."""
    row = (
        end.status.value,
        milliseconds(end.finished_at),
        json_text(end.output),
        error_text(end.error),
        None if end.steps is None else steps_text(end.steps),
        None if follow_up_at is None else milliseconds(follow_up_at),
        execution_id,
        _RUNNING,
    )
    closed = connection.execute(
        "UPDATE execution_records SET status = ?, finished_at = ?, output = ?, error = ?, steps = ?,"
        " follow_up_at = ?, check_at = NULL WHERE id = ? AND status = ?",
        row,
    )
    return bool(closed.rowcount)


def _conditions(workspace: str, matching: ExecutionFilter, since: datetime) -> tuple[str, list[Any]]:
    asked: dict[str, Any] = {
        "workspace = ?": workspace,
        "workflow_id = ?": matching.workflow_id,
        "trigger_kind = ?": matching.trigger_kind,
        "trigger_node = ?": matching.trigger_node,
        f"{_ERROR_CODE} = ?": matching.error_code,
        "started_at >= ?": milliseconds(since),
        "started_at <= ?": None if matching.until is None else milliseconds(matching.until),
    }
    given = [(condition, [value]) for condition, value in asked.items() if value is not None]
    if matching.statuses:
        statuses = sorted(status.value for status in matching.statuses)
        given.append((f"status IN ({', '.join('?' * len(statuses))})", statuses))
    given.extend((_HAS_MARK, [workspace, mark]) for mark in sorted(matching.marks))
    values = [value for _, each in given for value in each]
    return (
        " AND ".join(condition for condition, _ in given),
        [str(value) if isinstance(value, str) else value for value in values],
    )


def _start_of(day: date) -> int:
    return milliseconds(datetime.combine(day, time(), UTC))


def _by_day(rows: Sequence[tuple[Any, ...]]) -> dict[date, Counter[ExecutionStatus]]:
    days = defaultdict[date, Counter[ExecutionStatus]](Counter)
    for day, status, size in rows:
        days[date.fromisoformat(day)][ExecutionStatus(status)] = size
    return dict(days)


def _durations_of(rows: Sequence[tuple[Any, ...]]) -> Durations:
    total, buckets = 0, Counter[int]()
    for took, count in rows:
        total += took * count
        buckets[bucket_of(took)] += count
    return Durations(total, buckets)
