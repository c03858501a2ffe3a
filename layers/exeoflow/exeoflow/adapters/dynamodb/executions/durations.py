"""How long successful executions took: a histogram per workflow, kept in the transaction that records an end.

It stands beside the counts, not among them: lists read counts often and would read histograms along.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.dynamodb.attributes import Item
from exeoflow.adapters.dynamodb.executions.daily_numbers import Days, ShardPlace, addition, read_days
from exeoflow.model import moment
from exeoflow.model.durations import Durations, bucket_of
from exeoflow.model.execution import ExecutionEnd, ExecutionStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_TOTAL: Final = "total"
# Every name is paid by the byte.
_BUCKET: Final = "d"


def duration_updates(
    table: str, place: ShardPlace, end: ExecutionEnd, expires_at: int
) -> "list[TransactWriteItemTypeDef]":
    """Write what the end adds to its workflow's histogram: nothing unless it is a success."""
    if end.status is not ExecutionStatus.SUCCESS:
        return []
    execution = place.execution
    took = max(moment.milliseconds_between(execution.started_at, end.finished_at), 0)
    numbers = {_TOTAL: took, f"{_BUCKET}{bucket_of(took)}": 1}
    partition = _partition(execution.workspace, execution.workflow_id)
    return [addition(table, partition, place, numbers, expires_at)]


def read_durations(
    client: "DynamoDBClient", table: str, workspace: str, workflow_id: str, days: Days
) -> Durations:
    """Return the durations of the executions that began within the days."""
    total, buckets = 0, Counter[int]()
    for _, item in read_days(client, table, _partition(workspace, workflow_id), days):
        total += int(str(item[_TOTAL]))
        buckets.update(dict(_buckets_of(item)))
    return Durations(total, buckets)


def _partition(workspace: str, workflow_id: str) -> str:
    return f"durations#{workspace}#{workflow_id}"


def _buckets_of(item: Item) -> Iterator[tuple[int, int]]:
    for name, count in item.items():
        bucket = name.removeprefix(_BUCKET)
        if bucket != name and bucket.isdigit():
            yield int(bucket), int(str(count))
