"""Numbers that are added up by day: each item is a shard of the day on which executions began."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.dynamodb.attributes import Item, encode
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.model.execution import Execution

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

# A flood of starts changes the same numbers: so many items share the work.
SHARDS: Final = 8
# Sorts after every shard of a day.
_AFTER_SHARDS: Final = "~"

Days = tuple[date, date]


def addition(
    table: str, partition: str, execution: Execution, numbers: Mapping[str, int], expires_at: int
) -> "TransactWriteItemTypeDef":
    """Write that numbers are to be added to those of the execution's shard, which need not exist."""
    names = {f"#n{position}": name for position, name in enumerate(numbers)}
    values = {f":n{position}": number for position, number in enumerate(numbers.values())}
    terms = ", ".join(f"#n{position} :n{position}" for position in range(len(numbers)))
    return {
        "Update": {
            "TableName": table,
            "Key": encode({"pk": partition, "sk": _shard_of(execution)}),
            "UpdateExpression": f"SET expires_at = :expires_at ADD {terms}",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": encode({":expires_at": expires_at, **values}),
        }
    }


def read_days(
    client: "DynamoDBClient", table: str, partition: str, days: Days
) -> Iterator[tuple[date, Item]]:
    """Yield the shards of a partition from the first day to the last, which is not before it."""
    first, last = days
    request = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
        "ExpressionAttributeValues": encode(
            {":pk": partition, ":first": first.isoformat(), ":last": f"{last.isoformat()}#{_AFTER_SHARDS}"}
        ),
        "ConsistentRead": True,
    }
    for item in query(client, request):
        yield date.fromisoformat(str(item["sk"]).partition("#")[0]), item


def _shard_of(execution: Execution) -> str:
    """Return the sort key of the numbers to change: the same at the start and at the end."""
    day = execution.started_at.astimezone(UTC).date().isoformat()
    return f"{day}#{zlib.crc32(execution.id.encode()) % SHARDS}"
