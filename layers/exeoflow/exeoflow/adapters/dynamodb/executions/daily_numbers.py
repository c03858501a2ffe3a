"""Numbers that are added up by day: each item is a shard of the day on which executions began."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.dynamodb.attributes import Item, encode
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.model.execution import Execution

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

# A flood of starts changes the same numbers: so many items share the work, at each conflict twice as many.
# The sum is what counts, so a start and its end may change different ones.
SHARDS: Final = 8
MOST_SHARDS: Final = 64
# Sorts after every shard of a day.
_AFTER_SHARDS: Final = "~"

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class ShardPlace:
    """Where the numbers of an execution are changed, at an attempt (from 0) of writing them."""

    execution: Execution
    attempt: int = 0

    @property
    def sort_key(self) -> str:
        """The sort key of the shard."""
        day = self.execution.started_at.astimezone(UTC).date().isoformat()
        shards = min(SHARDS << self.attempt, MOST_SHARDS)
        return f"{day}#{zlib.crc32(f'{self.execution.id}{self.attempt}'.encode()) % shards}"


def addition(
    table: str, partition: str, place: ShardPlace, numbers: Mapping[str, int], expires_at: int
) -> "TransactWriteItemTypeDef":
    """Write that numbers are to be added to those of a shard, which need not exist."""
    names = {f"#n{position}": name for position, name in enumerate(numbers)}
    values = {f":n{position}": number for position, number in enumerate(numbers.values())}
    terms = ", ".join(f"#n{position} :n{position}" for position in range(len(numbers)))
    return {
        "Update": {
            "TableName": table,
            "Key": encode({"pk": partition, "sk": place.sort_key}),
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
