"""Items that are kept by the time at which work on them began, and are put back until a later one."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from exeoflow.adapters.dynamodb.attributes import FullItem, Item, encode
from exeoflow.adapters.dynamodb.conditional import is_done
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.model import moment

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def put_back(client: "DynamoDBClient", table: str, key: FullItem, until: datetime) -> None:
    """Note until when an item is put back; nothing if it is gone."""
    is_done(
        lambda: client.update_item(
            TableName=table,
            Key=encode(key),
            UpdateExpression="SET put_back_until = :until",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues=encode({":until": moment.write(until)}),
        )
    )


def begun_before(
    client: "DynamoDBClient", table: str, partition: str, until: datetime, at_most: int
) -> list[Item]:
    """Return the oldest items of a partition, whose sort keys begin with their time, but what is put back."""
    request: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND sk < :until",
        # What is put back is read along: there is little of it, and its key may stay as it is.
        "FilterExpression": "attribute_not_exists(put_back_until) OR put_back_until < :until",
        "ExpressionAttributeValues": encode({":pk": partition, ":until": moment.write(until)}),
        "ConsistentRead": True,
    }
    return query(client, request, at_most=at_most)
