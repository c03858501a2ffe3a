"""Moves of triggers in DynamoDB; the items are described in `items`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import encode
from exeoflow.adapters.dynamodb.putting_back import begun_before, put_back
from exeoflow.adapters.dynamodb.webhooks import items
from exeoflow.service.ports.stores.trigger_journal import TriggerMove

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MOVES_AT_ONCE: Final = 50


@dataclass(frozen=True)
class DynamoTriggerJournal:
    """Keeps moves in the webhooks table."""

    client: "DynamoDBClient"
    table: str

    def begin(self, move: TriggerMove) -> None:
        """Store the move."""
        with translated():
            self.client.put_item(TableName=self.table, Item=encode(items.move_item(move)))

    def end(self, move: TriggerMove) -> None:
        """Remove the move."""
        with translated():
            self.client.delete_item(TableName=self.table, Key=encode(items.move_key(move)))

    def postpone(self, move: TriggerMove, until: datetime) -> None:
        """Put the move back."""
        put_back(self.client, self.table, items.move_key(move), until)

    def begun_before(self, until: datetime) -> Sequence[TriggerMove]:
        """Read the oldest moves."""
        found = begun_before(self.client, self.table, items.MOVES, until, _MOVES_AT_ONCE)
        return [items.move_of(item) for item in found]
