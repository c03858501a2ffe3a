"""Queries and deletions of DynamoDB over more than one call."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import Item, Plain, decode, encode
from exeoflow.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_BATCH: Final = 25
_READ_AT_ONCE: Final = 100
# What is put off so often is refused for now: whoever waits has an answer before its function is stopped.
_ATTEMPTS: Final = 10


def query(client: "DynamoDBClient", request: Mapping[str, Any], at_most: int | None = None) -> list[Item]:
    """Return what the query finds, or the first `at_most` of it; one call takes up to 1 MB."""
    found: list[Item] = []
    page: dict[str, Any] = {}
    while True:
        limit: dict[str, Any] = {} if at_most is None else {"Limit": at_most - len(found)}
        with translated():
            answer = client.query(**request, **limit, **page)
        found.extend(decode(item) for item in answer["Items"])
        if "LastEvaluatedKey" not in answer or len(found) == at_most:
            return found
        page = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def read_below(client: "DynamoDBClient", table: str, partition: str, beginning: str) -> list[Item]:
    """Return the items of a partition whose sort key begins so, as they are now, in its order."""
    request = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :beginning)",
        "ExpressionAttributeValues": encode({":pk": partition, ":beginning": beginning}),
        "ConsistentRead": True,
    }
    return query(client, request)


def read_item(client: "DynamoDBClient", table: str, key: Mapping[str, Plain | None]) -> Item | None:
    """Return the item of a key as it is now."""
    with translated():
        answer = client.get_item(TableName=table, Key=encode(key), ConsistentRead=True)
    return decode(answer["Item"]) if "Item" in answer else None


def count_matches(client: "DynamoDBClient", request: Mapping[str, Any]) -> int:
    """Return how many items the query finds."""
    total = 0
    page: dict[str, Any] = {}
    while True:
        with translated():
            answer = client.query(**request, Select="COUNT", **page)
        total += answer["Count"]
        if "LastEvaluatedKey" not in answer:
            return total
        page = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def read_all(
    client: "DynamoDBClient", table: str, keys: Sequence[Item], pause: Callable[[int], None]
) -> list[Item]:
    """Return the items of these keys that there are, in any order; what DynamoDB puts off is asked again.

    Raises `Unavailable` if it is put off too often.
    """
    found: list[Item] = []
    for start in range(0, len(keys), _READ_AT_ONCE):
        asked: Any = [encode(key) for key in keys[start : start + _READ_AT_ONCE]]
        for attempt in range(_ATTEMPTS):
            with translated():
                answer = client.batch_get_item(RequestItems={table: {"Keys": asked, "ConsistentRead": True}})
            found.extend(map(decode, answer["Responses"].get(table, [])))
            if table not in answer["UnprocessedKeys"]:
                break
            asked = answer["UnprocessedKeys"][table]["Keys"]
            pause(attempt)
        else:
            raise Unavailable
    return found


def put_all(
    client: "DynamoDBClient", table: str, items: Sequence[Item], pause: Callable[[int], None]
) -> None:
    """Put these items, however many; what DynamoDB puts off is sent again."""
    _write_all(client, table, [{"PutRequest": {"Item": encode(item)}} for item in items], pause)


def delete_all(
    client: "DynamoDBClient", table: str, keys: Sequence[Item], pause: Callable[[int], None]
) -> None:
    """Delete the items of these keys, however many; what DynamoDB puts off is sent again."""
    _write_all(client, table, [{"DeleteRequest": {"Key": encode(key)}} for key in keys], pause)


def _write_all(
    client: "DynamoDBClient", table: str, writes: Sequence[Any], pause: Callable[[int], None]
) -> None:
    for start in range(0, len(writes), _BATCH):
        requests: Sequence[Any] = writes[start : start + _BATCH]
        for attempt in range(_ATTEMPTS):
            with translated():
                answer = client.batch_write_item(RequestItems={table: requests})
            requests = answer["UnprocessedItems"].get(table, [])
            if not requests:
                break
            pause(attempt)
        else:
            raise Unavailable
