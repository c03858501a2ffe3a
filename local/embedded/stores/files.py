"""The files of workflows in SQLite."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from exeoflow.service.ports.clock import Clock
from local.embedded.stores.rows import milliseconds, writing
from local.state.database import Database


@dataclass(frozen=True)
class SqliteFiles:
    """Keeps the bytes of each file in a row, for as long as executions are kept."""

    database: Database
    retention: timedelta
    clock: Clock

    def put(self, workspace: str, file_id: str, content: bytes) -> None:
        """Write the row."""
        forget_at = milliseconds(self.clock.now() + self.retention)
        with writing(self.database) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (workspace, file_id, forget_at, content)
            )

    def get(self, workspace: str, file_id: str) -> bytes | None:
        """Read the row."""
        rows = self.database.rows(
            "SELECT content FROM files WHERE workspace = ? AND id = ?", workspace, file_id
        )
        return bytes(rows[0][0]) if rows else None

    def forget_expired(self, now: datetime) -> None:
        """Delete what has been kept long enough."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM files WHERE forget_at <= ?", (milliseconds(now),))
