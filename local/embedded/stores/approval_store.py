"""Approvals in SQLite: what is asked, and the one decision that counts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from exeoflow.model.approval import AnswerDelivery, AnswerKind, Approval, ApprovalKind, Decision
from exeoflow.model.page import Page, PageRequest
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, writing
from local.state.database import Database

_REMEMBERED: Final = timedelta(days=30)
"""So long after its time a late answer is told that it is late."""
_LATE_AT_ONCE: Final = 500
_COLUMNS: Final = "document, decision, delivery"
_IS_OPEN: Final = "decided_at IS NULL AND delivery IS NULL"
_WORKSPACE: Final = "json_extract(document, '$.workspace')"
_IS_AWAITED: Final = (
    "json_extract(document, '$.expires_at') > ? AND json_extract(document, '$.task_token') <> ''"
)


@dataclass(frozen=True)
class SqliteApprovalStore:
    """Keeps a row per approval."""

    database: Database

    def add(self, approval: Approval) -> Approval:
        """Insert the approval, and read what is there."""
        row = (
            approval.id,
            approval.execution_id,
            milliseconds(approval.requested_at),
            milliseconds(approval.expires_at + _REMEMBERED),
            _document(approval),
        )
        with writing(self.database) as connection:
            connection.execute(
                "INSERT OR IGNORE INTO approvals (id, execution_id, requested_at, forget_at, document)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
        return self.get(approval.id) or approval

    def get(self, approval_id: str) -> Approval | None:
        """Read one row."""
        rows = self.database.rows(f"SELECT {_COLUMNS} FROM approvals WHERE id = ?", approval_id)
        return _approval_of(*rows[0]) if rows else None

    def pending(self, execution_id: str) -> Sequence[Approval]:
        """Read the rows without a decision."""
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM approvals WHERE execution_id = ? AND {_IS_OPEN}"
            " ORDER BY requested_at, id",
            execution_id,
        )
        return [_approval_of(*row) for row in rows]

    def open_in(self, workspace: str, now: datetime, page: PageRequest) -> Page[Approval]:
        """Count the rows in the index of what is open, and read those of the page."""
        open_ = f"FROM approvals WHERE {_IS_OPEN} AND {_WORKSPACE} = ? AND {_IS_AWAITED}"
        values = (workspace, milliseconds(now))
        with self.database.reading():
            [(total,)] = self.database.rows(f"SELECT count(*) {open_}", *values)
            rows = self.database.rows(
                f"SELECT {_COLUMNS} {open_} ORDER BY requested_at, id LIMIT ? OFFSET ?",
                *values,
                page.limit,
                page.offset,
            )
        return Page(tuple(_approval_of(*row) for row in rows), total, page)

    def decide(self, approval: Approval, decision: Decision) -> Approval | None:
        """Write the decision into the row if there is none."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE approvals SET decision = ?, decided_at = ?, delivery = ?"
                " WHERE id = ? AND decided_at IS NULL",
                (
                    _decision_text(decision),
                    milliseconds(decision.decided_at),
                    AnswerDelivery.UNDER_WAY.value,
                    approval.id,
                ),
            )
        return self.get(approval.id)

    def settle(self, approval: Approval, delivery: AnswerDelivery) -> None:
        """Note what became of the decision."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE approvals SET delivery = ? WHERE id = ?", (delivery.value, approval.id)
            )

    def hand_over(self, approval: Approval, taken_by: str) -> Approval | None:
        """Write the row anew if it is free, or taken already."""
        with writing(self.database) as connection:
            stored = self.get(approval.id)
            if stored is None or stored.task_token not in {approval.task_token, taken_by}:
                return None
            taken = replace(
                stored,
                node_id=approval.node_id,
                task_token=approval.task_token,
                expires_at=approval.expires_at,
            )
            connection.execute(
                "UPDATE approvals SET document = ?, forget_at = ? WHERE id = ?",
                (_document(taken), milliseconds(taken.expires_at + _REMEMBERED), taken.id),
            )
        return taken

    def remove(self, approval: Approval) -> None:
        """Delete the row."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM approvals WHERE id = ?", (approval.id,))

    def postpone(self, approval_id: str, until: datetime) -> None:
        """Move the approval within the index; the decision itself knows when it was given."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE approvals SET decided_at = ? WHERE id = ? AND delivery = 'under_way'",
                (milliseconds(until), approval_id),
            )

    def undelivered(self, before: datetime) -> Sequence[str]:
        """Read the index of decisions under way."""
        rows = self.database.rows(
            "SELECT id FROM approvals WHERE delivery = 'under_way' AND decided_at < ?"
            f" ORDER BY decided_at, id LIMIT {_LATE_AT_ONCE}",
            milliseconds(before),
        )
        return [id_ for (id_,) in rows]

    def forget_expired(self, now: datetime) -> None:
        """Delete what nobody asks after any more."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM approvals WHERE forget_at < ?", (milliseconds(now),))


def _document(approval: Approval) -> str:
    content = asdict(approval)
    del content["decision"], content["delivery"]
    return json_text(
        content
        | {
            "requested_at": milliseconds(approval.requested_at),
            "expires_at": milliseconds(approval.expires_at),
        }
    )


def _approval_of(document: str, decision: str | None, delivery: str | None) -> Approval:
    content: dict[str, Any] = json_of(document)
    return Approval(
        **content
        | {
            "kind": ApprovalKind(content["kind"]),
            "requested_at": moment_of(content["requested_at"]),
            "expires_at": moment_of(content["expires_at"]),
            "decision": None if decision is None else _decision_of(decision),
            "delivery": None if delivery is None else AnswerDelivery(delivery),
        }
    )


def _decision_text(decision: Decision) -> str:
    return json_text([decision.id, decision.answer, decision.data, milliseconds(decision.decided_at)])


def _decision_of(text: str) -> Decision:
    id_, answer, data, decided_at = json_of(text)
    return Decision(id_, AnswerKind(answer), data, moment_of(decided_at))
