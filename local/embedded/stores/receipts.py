"""Receipts of requests in SQLite."""

from dataclasses import dataclass, replace
from typing import Final

from exeoflow.service.ports.stores.receipts import RequestReceipt
from local.embedded.stores.rows import milliseconds, moment_of, writing
from local.state.database import Database

_LIFE: Final = 86_400_000


@dataclass(frozen=True)
class SqliteReceipts:
    """Keeps a row per receipt, for a day."""

    database: Database

    def begin(self, receipt: RequestReceipt) -> RequestReceipt:
        """Insert the receipt unless it is there; read what is."""
        place = (receipt.workspace, receipt.operation, receipt.key)
        begun_at = milliseconds(receipt.begun_at)
        with writing(self.database) as connection:
            connection.execute("DELETE FROM request_receipts WHERE begun_at < ?", (begun_at - _LIFE,))
            connection.execute(
                "INSERT OR IGNORE INTO request_receipts VALUES (?, ?, ?, ?, ?, ?, 0)",
                (*place, receipt.request_hash, receipt.chance, begun_at),
            )
            request_hash, chance, at, is_done = connection.execute(
                "SELECT request_hash, chance, begun_at, is_done FROM request_receipts"
                " WHERE workspace = ? AND operation = ? AND key = ?",
                place,
            ).fetchone()
        return replace(
            receipt,
            request_hash=request_hash,
            chance=chance,
            begun_at=moment_of(at),
            is_done=bool(is_done),
        )

    def end(self, receipt: RequestReceipt) -> None:
        """Note it in the row."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE request_receipts SET is_done = 1 WHERE workspace = ? AND operation = ? AND key = ?",
                (receipt.workspace, receipt.operation, receipt.key),
            )
