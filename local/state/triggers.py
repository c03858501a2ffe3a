"""Rules and schedules that were put at run time, in the database."""

import json
from collections.abc import Iterator
from typing import Any

from local.state.database import Database


class StoredTriggers:
    """The journal of moto's rules and schedules: the latest state of each, by kind and name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, kind: str, name: str, document: dict[str, Any] | None) -> None:
        """Keep a trigger as it is now; None for one that is gone."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM triggers WHERE kind = ? AND name = ?", (kind, name))
            if document is not None:
                row = (kind, name, json.dumps(document, default=str))
                connection.execute("INSERT INTO triggers VALUES (?, ?, ?)", row)

    def of_kind(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the triggers of a kind."""
        for (document,) in self._database.rows("SELECT document FROM triggers WHERE kind = ?", kind):
            yield json.loads(document)
