"""Receipts in DynamoDB, beside the API keys: every function that checks keys may write there.

| pk                        | sk                  | holds |
|---------------------------|---------------------|-------|
| `request#<workspace>`     | `<operation>#<key>` | the receipt, for a day; `key` is hashed |
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import Attributes, FullItem, Item, decode, encode
from exeoflow.model import moment
from exeoflow.service.ports.stores.receipts import RequestReceipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_LIFE: Final = timedelta(days=1)


@dataclass(frozen=True)
class DynamoReceipts:
    """Keeps receipts in the table of the keys."""

    client: "DynamoDBClient"
    table: str

    def begin(self, receipt: RequestReceipt) -> RequestReceipt:
        """Set each attribute that is not there, in one call, and read them all."""
        attributes: FullItem = {
            "request_hash": receipt.request_hash,
            "chance": receipt.chance,
            "begun_at": moment.write(receipt.begun_at),
            "expires_at": int((receipt.begun_at + _LIFE).timestamp()),
        }
        sets = ", ".join(f"{name} = if_not_exists({name}, :{name})" for name in attributes)
        with translated():
            answer = self.client.update_item(
                TableName=self.table,
                Key=_key_of(receipt),
                UpdateExpression=f"SET {sets}",
                ExpressionAttributeValues=encode({f":{name}": value for name, value in attributes.items()}),
                ReturnValues="ALL_NEW",
            )
        return _receipt_of(receipt, decode(answer["Attributes"]))

    def end(self, receipt: RequestReceipt) -> None:
        """Update the item."""
        with translated():
            self.client.update_item(
                TableName=self.table,
                Key=_key_of(receipt),
                UpdateExpression="SET is_done = :one",
                ExpressionAttributeValues=encode({":one": 1}),
            )


def _key_of(receipt: RequestReceipt) -> Attributes:
    return encode({"pk": f"request#{receipt.workspace}", "sk": f"{receipt.operation}#{receipt.key}"})


def _receipt_of(asked: RequestReceipt, item: Item) -> RequestReceipt:
    return RequestReceipt(
        workspace=asked.workspace,
        operation=asked.operation,
        key=asked.key,
        request_hash=str(item["request_hash"]),
        chance=str(item["chance"]),
        begun_at=moment.read(str(item["begun_at"])),
        is_done="is_done" in item,
    )
