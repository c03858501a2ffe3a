"""Moves of triggers in DynamoDB; the items are described in `webhook_items`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb import webhook_items as items
from exeoflow.adapters.dynamodb.attributes import encode
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.model import moment
from exeoflow.service.ports.trigger_journal import TriggerMove

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
        item = items.move_item(move)
        with translated():
            self.client.delete_item(TableName=self.table, Key=encode({"pk": item["pk"], "sk": item["sk"]}))

    def begun_before(self, until: datetime) -> Sequence[TriggerMove]:
        """Read the oldest moves."""
        found = query(
            self.client,
            {
                "TableName": self.table,
                "KeyConditionExpression": "pk = :pk AND sk < :until",
                "ExpressionAttributeValues": encode({":pk": items.MOVES, ":until": moment.write(until)}),
                "ConsistentRead": True,
            },
            at_most=_MOVES_AT_ONCE,
        )
        return [items.move_of(item) for item in found]
