"""Items of DynamoDB tables in the database."""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from local.aws.moto_adapters.dynamodb import ItemChange
from local.state.database import Database


class StoredItems:
    """The journal of moto's tables: the latest state of each item."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write_items(self, changes: Sequence[ItemChange]) -> None:
        """Keep all of `changes` or none, durably, before returning."""
        gone = [(change.table, *change.key) for change in changes if change.attributes is None]
        kept = [
            (change.table, *change.key, json.dumps(change.attributes, default=_base64_text))
            for change in changes
            if change.attributes is not None
        ]
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM items WHERE table_name = ? AND hash = ? AND range = ?", gone)
            connection.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", kept)

    def of_table(self, table_name: str) -> Iterator[dict[str, Any]]:
        """Yield the attributes of every item of a table, as DynamoDB JSON with binary values as bytes."""
        for (attributes,) in self._database.rows(
            "SELECT attributes FROM items WHERE table_name = ?", table_name
        ):
            yield json.loads(attributes, object_hook=_with_binary_values)


def _base64_text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _with_binary_values(value: dict[str, Any]) -> dict[str, Any]:
    match value:
        case {"B": str(text)} if len(value) == 1:
            return {"B": base64.b64decode(text)}
        case {"BS": list(texts)} if len(value) == 1:
            return {"BS": [base64.b64decode(text) for text in texts]}
    return value
