"""Executions in DynamoDB; the items are described in `items`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import FullItem, Item, encode
from exeoflow.adapters.dynamodb.conditional import attempt, is_done, write_spread
from exeoflow.adapters.dynamodb.executions import items
from exeoflow.adapters.dynamodb.executions.counts import count_updates
from exeoflow.adapters.dynamodb.executions.daily_numbers import ShardPlace
from exeoflow.adapters.dynamodb.executions.durations import duration_updates
from exeoflow.adapters.dynamodb.executions.lists import ExecutionLists
from exeoflow.adapters.dynamodb.executions.slots import ExecutionSlots
from exeoflow.adapters.dynamodb.executions.stats import read_stats
from exeoflow.adapters.dynamodb.queries import query, read_item
from exeoflow.adapters.dynamodb.writes import IS_NEW, IS_THERE, delete, put
from exeoflow.model import moment
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Step,
)
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stats import WorkflowStats
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

_DUE_AT_ONCE: Final = 500
_DUE_OF_A_SHARD: Final = 64
_IS_RUNNING: Final = "#status = :running"
_RUNNING: Final = ExecutionStatus.RUNNING


@dataclass(frozen=True)
class DynamoExecutionStore:
    """Keeps executions in one table."""

    client: "DynamoDBClient"
    table: str
    retention: timedelta
    clock: Clock

    def add(self, record: ExecutionRecord, check_at: datetime) -> Execution | None:
        """Store head, input and counts together, and in the partition of what it repeats that it does."""
        execution = record.execution
        head = items.head_item(execution, items.expiry(execution, self.retention))
        writes = self._beginning(record, {**head, **items.open_attributes(execution, check_at)})
        refusal = attempt(lambda: self._write(writes, execution, {_RUNNING: 1}))
        return None if refusal is None else items.execution_of(refusal.items[0])

    def add_ended(
        self, record: ExecutionRecord, end: ExecutionEnd, follow_up_at: datetime | None = None
    ) -> None:
        """Store in one transaction what takes two elsewhere: the head is indexed once, and never as open."""
        execution = record.ended(end).execution
        head = items.head_item(execution, items.expiry(execution, self.retention))
        code = None if end.error is None else end.error.code
        writes = [
            *self._beginning(record, {**head, "error_code": code}),
            *self._ending(execution, end, follow_up_at),
        ]
        # Where the condition fails, botocore has asked twice, and the first time it was done.
        is_done(lambda: self._write(writes, execution, {end.status: 1}, end))

    def take_slot(self, execution: Execution, limit: int) -> Sequence[str]:
        """Change the workflow's slots under the condition that there is room."""
        return self._slots.take(execution, limit)

    def free_slot(self, workspace: str, lane: str, execution_id: str) -> None:
        """Change the workflow's slots."""
        self._slots.free(workspace, lane, execution_id)

    def enqueue(self, execution: Execution) -> None:
        """Write into the queue and the head together."""
        self._slots.enqueue(execution, items.expiry(execution, self.retention))

    def dequeue(self, workspace: str, lane: str, execution_id: str) -> None:
        """Remove from the head and from the queue."""
        self._slots.dequeue(workspace, lane, execution_id)

    def queued(self, workspace: str, lane: str) -> Sequence[str]:
        """Read the queue."""
        return self._slots.queued(workspace, lane)

    def count_start(self, workspace: str, workflow_id: str, window: int, forget_at: datetime) -> int:
        """Add one to the number of the window."""
        return self._slots.count(workspace, workflow_id, window, forget_at)

    @property
    def _slots(self) -> ExecutionSlots:
        return ExecutionSlots(self.client, self.table, self.clock.pause)

    def get(self, execution_id: str) -> ExecutionRecord | None:
        """Read the partition of the execution."""
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": encode({":pk": execution_id}),
            "ConsistentRead": True,
        }
        found = {str(item["sk"]): item for item in query(self.client, request)}
        # DynamoDB removes the items of an expired record one after the other.
        return items.record_of(found) if items.is_whole(found) else None

    def id_of_key(self, key: str) -> str | None:
        """Read the item that knows it."""
        item = read_item(self.client, self.table, items.id_key(key))
        return None if item is None else str(item["execution_id"])

    def remove(self, execution: Execution) -> None:
        """Remove head, input with what is kept beside it, counts and the link to what it repeats together."""
        writes: list[TransactWriteItemTypeDef] = [
            {
                "Delete": {
                    "TableName": self.table,
                    "Key": encode({"pk": execution.id, "sk": items.HEAD}),
                    "ConditionExpression": _IS_RUNNING,
                    "ExpressionAttributeNames": {"#status": "status"},
                    "ExpressionAttributeValues": encode({":running": _RUNNING.value}),
                }
            },
            delete(self.table, {"pk": execution.id, "sk": items.INPUT}),
            *(delete(self.table, key) for key in self._beside_input(execution)),
        ]
        if execution.retry_of is not None:
            writes.append(delete(self.table, items.retry_key(execution.retry_of, execution)))
        writes.extend(delete(self.table, key) for key in items.mark_keys(execution))
        is_done(lambda: self._write(writes, execution, {_RUNNING: -1}))

    def finish(self, execution: Execution, end: ExecutionEnd, follow_up_at: datetime | None = None) -> bool:
        """Store the end, the result, the steps and the mark, and change counts and durations, together."""
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._closing_update(execution, end)},
            *self._ending(execution, end, follow_up_at),
        ]
        return is_done(lambda: self._write(writes, execution, {_RUNNING: -1, end.status: 1}, end))

    def add_steps(
        self, execution: Execution, steps: Sequence[Step], error: ExecutionError | None = None
    ) -> None:
        """Store the steps, and the error beside the result; who reads a history twice reads the same."""
        expires_at = items.expiry(execution, self.retention)
        parts = items.in_parts(execution, items.STEPS, items.packed_steps(steps), expires_at)
        # The first one last: by it they are known.
        for item in reversed(parts):
            with translated():
                self.client.put_item(TableName=self.table, Item=encode(item))
        if error is not None:
            is_done(
                lambda: self.client.update_item(
                    TableName=self.table,
                    Key=encode({"pk": execution.id, "sk": items.RESULT}),
                    UpdateExpression="SET #error = :error",
                    ConditionExpression=IS_THERE,
                    ExpressionAttributeNames={"#error": "error"},
                    ExpressionAttributeValues=encode({":error": items.error_bytes(error)}),
                )
            )
            self._note_code(execution, error.code)

    def list_page(
        self, workspace: str, matching: ExecutionFilter, page: PageRequest, now: datetime
    ) -> Page[Execution]:
        """Count what matches, then read the page."""
        earliest = items.first_day(now, self.retention)
        since = max(matching.since or earliest, earliest)
        if matching.until is not None and matching.until < since:
            return Page((), 0, page)
        lists = ExecutionLists(self.client, self.table, workspace, self.clock.pause)
        return lists.page(matching, since, page)

    def stats(
        self, workspace: str, workflow_id: str, since: date | None, until: date | None, now: datetime
    ) -> WorkflowStats:
        """Add up the numbers of the days, and look for the newest execution."""
        earliest = items.first_day(now, self.retention).date()
        days = (max(since or earliest, earliest), until or now.astimezone(UTC).date())
        return read_stats(self.client, self.table, workspace, workflow_id, days)

    def due(self, until: datetime) -> Sequence[str]:
        """Read the index of running executions."""
        return self._due(items.OPEN, until)

    def follow_ups_due(self, until: datetime) -> Sequence[str]:
        """Read the marks in the same index."""
        return self._due(items.FOLLOW_UP, until)

    def end_follow_up(self, execution_id: str) -> None:
        """Remove the mark."""
        with translated():
            self.client.delete_item(TableName=self.table, Key=encode(items.follow_up_key(execution_id)))

    def postpone_follow_up(self, execution_id: str, check_at: datetime) -> None:
        """Move the mark within the same index."""
        is_done(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(items.follow_up_key(execution_id)),
                UpdateExpression="SET check_at = :check_at",
                ConditionExpression=IS_THERE,
                ExpressionAttributeValues=encode({":check_at": moment.write(check_at)}),
            )
        )

    def postpone(self, execution_id: str, check_at: datetime) -> None:
        """Move the execution within the index of running ones."""
        is_done(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode({"pk": execution_id, "sk": items.HEAD}),
                UpdateExpression="SET check_at = :check_at",
                ConditionExpression=_IS_RUNNING,
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues=encode(
                    {":check_at": moment.write(check_at), ":running": _RUNNING.value}
                ),
            )
        )

    def _note_code(self, execution: Execution, error_code: str) -> None:
        """Let the code find the execution; who is found by another one is shown by what its head says."""
        expires_at = items.expiry(execution, self.retention)
        mark = {**items.error_mark_key(execution, error_code), "expires_at": expires_at}
        with translated():
            self.client.put_item(TableName=self.table, Item=encode(mark))
        is_done(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode({"pk": execution.id, "sk": items.HEAD}),
                UpdateExpression="SET error_code = :code",
                ConditionExpression=IS_THERE,
                ExpressionAttributeValues=encode({":code": error_code}),
            )
        )

    def _due(self, kind: str, until: datetime) -> list[str]:
        found = [item for shard in range(items.OPEN_SHARDS) for item in self._due_of(kind, shard, until)]
        found.sort(key=lambda item: (str(item["check_at"]), str(item["pk"])))
        return [str(item["pk"]) for item in found[:_DUE_AT_ONCE]]

    def _due_of(self, kind: str, shard: int, until: datetime) -> list[Item]:
        partition = items.open_partition(kind, shard)
        request = {
            "TableName": self.table,
            "IndexName": "open",
            "KeyConditionExpression": "#open = :open AND check_at <= :until",
            "ExpressionAttributeNames": {"#open": "open"},
            "ExpressionAttributeValues": encode({":open": partition, ":until": moment.write(until)}),
        }
        return query(self.client, request, at_most=_DUE_OF_A_SHARD)

    def _closing_update(self, execution: Execution, end: ExecutionEnd) -> "UpdateTypeDef":
        changed = {
            "finished_at": moment.write(end.finished_at),
            **items.status_attributes(execution, end.status),
            **({} if end.error is None else {"error_code": end.error.code}),
        }
        sets = ", ".join(f"#{name} = :{name}" for name in changed)
        names = {f"#{name}": name for name in [*changed, "open", "check_at"]}
        return {
            "TableName": self.table,
            "Key": encode({"pk": execution.id, "sk": items.HEAD}),
            "UpdateExpression": f"SET {sets} REMOVE #open, #check_at",
            "ConditionExpression": _IS_RUNNING,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": encode(
                {":running": _RUNNING.value, **{f":{name}": value for name, value in changed.items()}}
            ),
        }

    def _beginning(self, record: ExecutionRecord, head: FullItem) -> "list[TransactWriteItemTypeDef]":
        """Put the head, unless the id is taken, and what an execution begins with."""
        execution = record.execution
        expires_at = items.expiry(execution, self.retention)
        first = put(self.table, head, IS_NEW)
        first["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        writes = [first, *(put(self.table, item) for item in items.input_items(record, expires_at))]
        if execution.retry_of is not None:
            link = items.retry_key(execution.retry_of, execution)
            writes.append(put(self.table, {**link, "expires_at": expires_at}))
        if execution.parent is not None:
            writes.append(put(self.table, items.id_item(execution, expires_at)))
        writes.extend(
            put(self.table, {**key, "expires_at": expires_at}) for key in items.mark_keys(execution)
        )
        return writes

    def _beside_input(self, execution: Execution) -> list[Item]:
        """Return the keys of what found no room in the item of the input, which does not tell of it."""
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk > :input",
            "ExpressionAttributeValues": encode({":pk": execution.id, ":input": items.INPUT}),
            "ProjectionExpression": "pk, sk",
            "ConsistentRead": True,
        }
        return [key for key in query(self.client, request) if items.is_beside_input(str(key["sk"]))]

    def _ending(
        self, execution: Execution, end: ExecutionEnd, follow_up_at: datetime | None
    ) -> "list[TransactWriteItemTypeDef]":
        """Put what an execution ends with, and the marks by which its end is found."""
        expires_at = items.expiry(execution, self.retention)
        writes = [put(self.table, item) for item in items.end_items(execution, end, expires_at)]
        if follow_up_at is not None:
            writes.append(put(self.table, items.follow_up_item(execution, follow_up_at, expires_at)))
        if end.error is not None:
            mark = items.error_mark_key(execution, end.error.code)
            writes.append(put(self.table, {**mark, "expires_at": expires_at}))
        return writes

    def _write(
        self,
        writes: "list[TransactWriteItemTypeDef]",
        execution: Execution,
        changes: dict[ExecutionStatus, int],
        end: ExecutionEnd | None = None,
    ) -> None:
        """Carry out the writes together with the changes of the numbers, in more shards at each conflict."""
        expires_at = items.expiry(execution, self.retention)

        def all_writes(attempt: int) -> "list[TransactWriteItemTypeDef]":
            place = ShardPlace(execution, attempt)
            took = [] if end is None else duration_updates(self.table, place, end, expires_at)
            return [*writes, *count_updates(self.table, place, changes, expires_at), *took]

        write_spread(self.client, all_writes, self.clock.pause)
