"""Queries and deletions of DynamoDB over more than one call."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import Item, decode, encode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_BATCH: Final = 25


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


def delete_all(
    client: "DynamoDBClient", table: str, keys: Sequence[Item], pause: Callable[[int], None]
) -> None:
    """Delete the items of these keys, however many; what DynamoDB puts off is sent again."""
    for start in range(0, len(keys), _BATCH):
        requests: Sequence[Any] = [
            {"DeleteRequest": {"Key": encode(key)}} for key in keys[start : start + _BATCH]
        ]
        for attempt in count():
            with translated():
                answer = client.batch_write_item(RequestItems={table: requests})
            requests = answer["UnprocessedItems"].get(table, [])
            if not requests:
                break
            pause(attempt)
