"""Moves of triggers in SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from exeoflow.service.ports.trigger_journal import TriggerMove
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
            connection.execute("INSERT OR REPLACE INTO trigger_moves VALUES (?, ?, ?, ?)", row)

    def end(self, move: TriggerMove) -> None:
        """Delete the move."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM trigger_moves WHERE id = ?", (move.id,))

    def begun_before(self, moment: datetime) -> Sequence[TriggerMove]:
        """Read the oldest moves."""
        rows = self.database.rows(
            "SELECT id, workspace, workflow_id, begun_at FROM trigger_moves WHERE begun_at < ?"
            f" ORDER BY begun_at, id LIMIT {_AT_ONCE}",
            milliseconds(moment),
        )
        return [TriggerMove(id_, workspace, workflow, moment_of(at)) for id_, workspace, workflow, at in rows]
