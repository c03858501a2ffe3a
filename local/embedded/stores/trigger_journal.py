"""Moves of triggers in SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from exeoflow.service.ports.stores.trigger_journal import TriggerMove
from local.embedded.stores.rows import milliseconds, moment_of, writing
from local.state.database import Database

_AT_ONCE: Final = 100


@dataclass(frozen=True)
class SqliteTriggerJournal:
    """Keeps a row per move."""

    database: Database

    def begin(self, move: TriggerMove) -> None:
        """Insert the move."""
        row = (move.id, move.workspace, move.workflow_id, milliseconds(move.begun_at))
        with writing(self.database) as connection:
            connection.execute("INSERT OR REPLACE INTO trigger_moves VALUES (?, ?, ?, ?, NULL)", row)

    def end(self, move: TriggerMove) -> None:
        """Delete the move."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM trigger_moves WHERE id = ?", (move.id,))

    def postpone(self, move: TriggerMove, until: datetime) -> None:
        """Note until when the move is put back."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE trigger_moves SET put_back_until = ? WHERE id = ?", (milliseconds(until), move.id)
            )

    def begun_before(self, until: datetime) -> Sequence[TriggerMove]:
        """Read the oldest moves that are not put back."""
        rows = self.database.rows(
            "SELECT id, workspace, workflow_id, begun_at FROM trigger_moves"
            " WHERE coalesce(put_back_until, begun_at) < ?"
            f" ORDER BY begun_at, id LIMIT {_AT_ONCE}",
            milliseconds(until),
        )
        return [TriggerMove(id_, workspace, workflow, moment_of(at)) for id_, workspace, workflow, at in rows]
