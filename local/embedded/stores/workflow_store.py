"""Workflows in SQLite: a head for lists, and every kept revision."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from exeoflow.adapters.dynamodb.workflows.items import refuse_too_large
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter, name_key
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    KEPT_REVISIONS,
    DeletedWorkflow,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowSummary,
)
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.stores.workflow_store import Receipt
from local.embedded.stores.rows import milliseconds, moment_of, writing
from local.embedded.stores.workflow_rows import (
    LISTED,
    REVISION,
    listed_row,
    publication_columns,
    revision_row,
    revision_summary_of,
    schedules_text,
    summary_of,
    workflow_of,
)
from local.state.database import Database

_DELETIONS_AT_ONCE: Final = 50
_RECEIPT_LIFE: Final = 86_400_000
_NEWEST: Final = (
    f"SELECT {', '.join(f'r.{name.strip()}' for name in REVISION.split(','))}"
    " FROM workflows AS h JOIN revisions AS r"
    " ON r.workspace = h.workspace AND r.workflow_id = h.id AND r.revision = h.revision"
)
_ORDERS: Final = {"created_at": ("id",), "updated_at": ("updated_at", "id"), "name": ("name_key", "id")}


@dataclass(frozen=True)
class SqliteWorkflowStore:
    """Keeps workflows in one file."""

    database: Database
    clock: Clock

    def refuse_too_large(self, workflow: StoredWorkflow, source_map: SourceMap) -> None:
        """Ask DynamoDB's rule: what is stored here may be moved to AWS."""
        refuse_too_large(workflow, source_map)

    def add(self, workflow: StoredWorkflow, receipt: Receipt | None) -> Receipt | None:
        """Store head, revision and receipt together."""
        head, revision = listed_row(workflow), revision_row(workflow)
        with writing(self.database) as connection:
            if receipt is not None:
                earlier = _receipt(connection, workflow.workspace, receipt)
                if earlier is not None:
                    return earlier
                connection.execute(
                    "INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?)",
                    (
                        workflow.workspace,
                        receipt.key,
                        receipt.request_hash,
                        receipt.workflow_id,
                        milliseconds(receipt.created_at),
                    ),
                )
            connection.execute(
                f"INSERT INTO workflows ({LISTED}, name_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*head, name_key(workflow.name)),
            )
            _insert_revision(connection, revision)
            _mark(connection, workflow)
        return None

    def get(self, workspace: str, workflow_id: str) -> StoredWorkflow | None:
        """Read the revision that the head tells of."""
        rows = self.database.rows(f"{_NEWEST} WHERE h.workspace = ? AND h.id = ?", workspace, workflow_id)
        return workflow_of(rows[0]) if rows else None

    def get_revision(self, workspace: str, workflow_id: str, revision: int) -> StoredWorkflow | None:
        """Read one row."""
        rows = self.database.rows(
            f"SELECT {REVISION} FROM revisions WHERE workspace = ? AND workflow_id = ? AND revision = ?",
            workspace,
            workflow_id,
            revision,
        )
        return workflow_of(rows[0]) if rows else None

    def list_revisions(self, workspace: str, workflow_id: str, page: PageRequest) -> Page[RevisionSummary]:
        """Count by the head, which a deleted workflow has not, then read the page."""
        with self.database.reading():
            [(newest,)] = self.database.rows(
                "SELECT coalesce(max(revision), 0) FROM workflows WHERE workspace = ? AND id = ?",
                workspace,
                workflow_id,
            )
            total = min(newest, KEPT_REVISIONS)
            rows = self.database.rows(
                "SELECT revision, name, status, updated_at, authorship FROM revisions"
                " WHERE workspace = ? AND workflow_id = ? AND revision <= ? ORDER BY revision DESC LIMIT ?",
                workspace,
                workflow_id,
                newest - page.offset,
                max(0, min(page.limit, total - page.offset)),
            )
        return Page(tuple(map(revision_summary_of, rows)), total, page)

    def replace(
        self, previous: StoredWorkflow, workflow: StoredWorkflow, relying_on: Sequence[StoredWorkflow] = ()
    ) -> bool:
        """Store the new revision with its head, if the head still tells of the previous one."""
        head, revision = listed_row(workflow), revision_row(workflow)
        with writing(self.database) as connection:
            if not all(_is_newest(connection, each) for each in relying_on):
                return False
            changed = connection.execute(
                "UPDATE workflows SET status = ?, revision = ?, name = ?, description = ?, created_at = ?,"
                " updated_at = ?, tags = ?, managed_by = ?, schedules = ?, name_key = ?"
                " WHERE workspace = ? AND id = ? AND revision = ?",
                (*head[2:], name_key(workflow.name), *head[:2], previous.revision),
            )
            if not changed.rowcount:
                return False
            _insert_revision(connection, revision)
            _mark(connection, workflow)
            connection.execute(
                "DELETE FROM revisions WHERE workspace = ? AND workflow_id = ? AND revision <= ?",
                (workflow.workspace, workflow.id, workflow.revision - KEPT_REVISIONS),
            )
        return True

    def set_publication(self, workflow: StoredWorkflow, publication: Publication) -> None:
        """Add the publication to the revision's row."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE revisions SET version_arn = ?, definition_hash = ?, filling_hash = ?, source_map = ?,"
                " express_arn = ? WHERE workspace = ? AND workflow_id = ? AND revision = ?",
                (*publication_columns(publication), workflow.workspace, workflow.id, workflow.revision),
            )

    def delete(self, workflow: StoredWorkflow) -> bool:
        """Remove the head, and remember that there are remains to remove."""
        with writing(self.database) as connection:
            gone = connection.execute(
                "DELETE FROM workflows WHERE workspace = ? AND id = ? AND revision = ?",
                (workflow.workspace, workflow.id, workflow.revision),
            )
            if not gone.rowcount:
                return False
            _unmark(connection, workflow)
            connection.execute(
                "INSERT INTO deleted_workflows VALUES (?, ?, ?, NULL)",
                (workflow.workspace, workflow.id, milliseconds(self.clock.now())),
            )
        return True

    def list_page(self, workspace: str, matching: WorkflowFilter, page: PageRequest) -> Page[WorkflowSummary]:
        """Count what matches, then read the page; each order, and each tag, has an index."""
        conditions, values = _conditions(workspace, matching)
        direction = "DESC" if matching.order.is_descending else "ASC"
        order = ", ".join(f"{column} {direction}" for column in _ORDERS[matching.order.field])
        with self.database.reading():
            [(total,)] = self.database.rows(f"SELECT count(*) FROM workflows WHERE {conditions}", *values)
            rows = self.database.rows(
                f"SELECT {LISTED} FROM workflows WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?",
                *values,
                page.limit,
                page.offset,
            )
        return Page(tuple(map(summary_of, rows)), total, page)

    def naming(self, workspace: str, workflow_id: str) -> Sequence[str]:
        """Read the index of marks."""
        rows = self.database.rows(
            "SELECT workflow_id FROM workflow_marks WHERE workspace = ? AND mark = ? ORDER BY workflow_id",
            workspace,
            _naming_mark(workflow_id),
        )
        return [id_ for (id_,) in rows]

    def deleted_before(self, until: datetime) -> Sequence[DeletedWorkflow]:
        """Read the oldest memories of deletions that are not put back."""
        rows = self.database.rows(
            "SELECT workspace, id, deleted_at FROM deleted_workflows"
            " WHERE coalesce(put_back_until, deleted_at) < ?"
            f" ORDER BY deleted_at LIMIT {_DELETIONS_AT_ONCE}",
            milliseconds(until),
        )
        return [DeletedWorkflow(workspace, id_, moment_of(at)) for workspace, id_, at in rows]

    def postpone_forgetting(self, workflow: DeletedWorkflow, until: datetime) -> None:
        """Note until when the memory of the deletion is put back."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE deleted_workflows SET put_back_until = ? WHERE workspace = ? AND id = ?",
                (milliseconds(until), workflow.workspace, workflow.id),
            )

    def forget(self, workflow: DeletedWorkflow) -> None:
        """Remove the revisions and the memory together."""
        place = (workflow.workspace, workflow.id)
        with writing(self.database) as connection:
            connection.execute("DELETE FROM revisions WHERE workspace = ? AND workflow_id = ?", place)
            connection.execute("DELETE FROM deleted_workflows WHERE workspace = ? AND id = ?", place)


def fill_in_marks(database: Database) -> None:
    """Note what lists search and show of workflows that were stored before it was noted."""
    rows = database.rows(f"{_NEWEST} WHERE h.name_key IS NULL OR h.schedules IS NULL")
    if not rows:
        return
    with writing(database) as connection:
        for workflow in map(workflow_of, rows):
            connection.execute(
                "UPDATE workflows SET name_key = ?, schedules = ? WHERE workspace = ? AND id = ?",
                (name_key(workflow.name), schedules_text(workflow), workflow.workspace, workflow.id),
            )
            _mark(connection, workflow)


def _conditions(workspace: str, matching: WorkflowFilter) -> tuple[str, list[str]]:
    has_mark = "id IN (SELECT workflow_id FROM workflow_marks WHERE workspace = ? AND mark = ?)"
    asked = [("workspace = ?", [workspace])]
    if matching.status is not None:
        asked.append(("status = ?", [matching.status.value]))
    asked.extend((has_mark, [workspace, _tag_mark(tag)]) for tag in matching.tags)
    # One of the columns of the index by name, which is small enough to be read for a part of a word.
    asked.extend(("instr(name_key, ?) > 0", [word]) for word in matching.words)
    return " AND ".join(condition for condition, _ in asked), [each for _, given in asked for each in given]


def _mark(connection: sqlite3.Connection, workflow: StoredWorkflow) -> None:
    """Note what the newest revision is found by, apart from its name."""
    _unmark(connection, workflow)
    marks = {*map(_tag_mark, workflow.tags), *map(_naming_mark, workflow.named_workflows)}
    connection.executemany(
        "INSERT INTO workflow_marks VALUES (?, ?, ?)",
        [(workflow.workspace, mark, workflow.id) for mark in sorted(marks)],
    )


def _unmark(connection: sqlite3.Connection, workflow: StoredWorkflow) -> None:
    place = (workflow.workspace, workflow.id)
    connection.execute("DELETE FROM workflow_marks WHERE workspace = ? AND workflow_id = ?", place)


def _tag_mark(tag: str) -> str:
    return f"tag#{tag}"


def _naming_mark(workflow_id: str) -> str:
    return f"names#{workflow_id}"


def _receipt(connection: sqlite3.Connection, workspace: str, receipt: Receipt) -> Receipt | None:
    """Return the receipt that has the key, if it is not older than a day."""
    found = connection.execute(
        "SELECT request_hash, workflow_id, created_at FROM receipts"
        " WHERE workspace = ? AND key = ? AND created_at >= ?",
        (workspace, receipt.key, milliseconds(receipt.created_at) - _RECEIPT_LIFE),
    ).fetchone()
    if found is None:
        return None
    request_hash, workflow_id, created_at = found
    return Receipt(receipt.key, request_hash, workflow_id, moment_of(created_at))


def _is_newest(connection: sqlite3.Connection, workflow: StoredWorkflow) -> bool:
    found = connection.execute(
        "SELECT 1 FROM workflows WHERE workspace = ? AND id = ? AND revision = ?",
        (workflow.workspace, workflow.id, workflow.revision),
    )
    return found.fetchone() is not None


def _insert_revision(connection: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    connection.execute(f"INSERT INTO revisions ({REVISION}) VALUES ({', '.join('?' * len(row))})", row)
