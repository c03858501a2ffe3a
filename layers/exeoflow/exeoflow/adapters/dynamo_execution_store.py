"""Executions in DynamoDB; the items are described in `execution_items`."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from exeoflow.adapters import execution_items as items
from exeoflow.adapters.attributes import encode
from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.queries import count_matches, query
from exeoflow.adapters.transactions import ConditionsFailed, write_together
from exeoflow.model import moment as moments
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Step,
)
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

_DUE_AT_ONCE: Final = 500
_IS_RUNNING: Final = "#status = :running"
_RUNNING: Final = ExecutionStatus.RUNNING
# Sorts after every id that may follow a time.
_AFTER_IDS: Final = "~"


@dataclass(frozen=True)
class DynamoExecutionStore:
    """Keeps executions in one table."""

    client: "DynamoDBClient"
    table: str
    retention: timedelta
    clock: Clock

    def add(self, record: ExecutionRecord, check_at: datetime) -> Execution | None:
        """Store head, input and counts together."""
        execution = record.execution
        expires_at = items.expiry(execution, self.retention)
        head = self._put(items.head_item(execution, check_at, expires_at))
        head["Put"]["ConditionExpression"] = "attribute_not_exists(pk)"
        head["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        writes = [
            head,
            self._put(items.input_item(record, expires_at)),
            *self._count(execution, {_RUNNING: 1}),
        ]
        try:
            write_together(self.client, writes, self.clock.pause)
        except ConditionsFailed as refusal:
            return items.execution_of(refusal.items[0])
        return None

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
        return items.record_of(found) if {items.HEAD, items.INPUT} <= found.keys() else None

    def remove(self, execution: Execution) -> None:
        """Remove head, input and counts together."""
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
            {
                "Delete": {
                    "TableName": self.table,
                    "Key": encode({"pk": execution.id, "sk": items.INPUT}),
                }
            },
            *self._count(execution, {_RUNNING: -1}),
        ]
        with suppress(ConditionsFailed):
            write_together(self.client, writes, self.clock.pause)

    def finish(self, execution: Execution, end: ExecutionEnd, follow_up_at: datetime | None = None) -> bool:
        """Store the end, the result, the steps and the mark, and move the counts, together."""
        expires_at = items.expiry(execution, self.retention)
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._closing_update(execution, end)},
            self._put(items.result_item(execution, end, expires_at)),
            *self._count(execution, {_RUNNING: -1, end.status: 1}),
        ]
        if end.steps is not None:
            writes.append(self._put(items.steps_item(execution, end.steps, expires_at)))
        if follow_up_at is not None:
            writes.append(self._put(items.follow_up_item(execution, follow_up_at, expires_at)))
        try:
            write_together(self.client, writes, self.clock.pause)
        except ConditionsFailed:
            return False
        return True

    def add_steps(self, execution: Execution, steps: Sequence[Step]) -> None:
        """Store the steps; who reads a history twice reads the same."""
        item = items.steps_item(execution, tuple(steps), items.expiry(execution, self.retention))
        with translated():
            self.client.put_item(TableName=self.table, Item=encode(item))

    def list_page(
        self, workspace: str, matching: ExecutionFilter, page: PageRequest, now: datetime
    ) -> Page[Execution]:
        """Count what matches, then read the page."""
        earliest = items.first_day(now, self.retention)
        since = max(matching.since or earliest, earliest)
        if matching.until is not None and matching.until < since:
            return Page((), 0, page)
        selection = self._selection(workspace, matching, since)
        if matching.since is None and matching.until is None:
            total = self._total(workspace, matching, since)
        else:
            total = count_matches(self.client, selection)
        if page.offset >= total:
            return Page((), total, page)
        newest_first = {**selection, "ScanIndexForward": False}
        heads = query(self.client, newest_first, at_most=page.offset + page.limit)
        return Page(tuple(items.execution_of(head) for head in heads[page.offset :]), total, page)

    def due(self, moment: datetime) -> Sequence[str]:
        """Read the index of running executions."""
        return self._due(items.OPEN, moment)

    def follow_ups_due(self, moment: datetime) -> Sequence[str]:
        """Read the marks in the same index."""
        return self._due(items.FOLLOW_UP, moment)

    def end_follow_up(self, execution_id: str) -> None:
        """Remove the mark."""
        with translated():
            self.client.delete_item(TableName=self.table, Key=encode(items.follow_up_key(execution_id)))

    def postpone(self, execution_id: str, check_at: datetime) -> None:
        """Move the execution within the index of running ones."""
        with translated(), suppress(self.client.exceptions.ConditionalCheckFailedException):
            self.client.update_item(
                TableName=self.table,
                Key=encode({"pk": execution_id, "sk": items.HEAD}),
                UpdateExpression="SET check_at = :check_at",
                ConditionExpression=_IS_RUNNING,
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues=encode(
                    {":check_at": moments.to_text(check_at), ":running": _RUNNING.value}
                ),
            )

    def _due(self, kind: str, moment: datetime) -> list[str]:
        request = {
            "TableName": self.table,
            "IndexName": "open",
            "KeyConditionExpression": "#open = :open AND check_at <= :moment",
            "ExpressionAttributeNames": {"#open": "open"},
            "ExpressionAttributeValues": encode({":open": kind, ":moment": moments.to_text(moment)}),
        }
        return [str(item["pk"]) for item in query(self.client, request, at_most=_DUE_AT_ONCE)]

    def _closing_update(self, execution: Execution, end: ExecutionEnd) -> "UpdateTypeDef":
        changed = {
            "finished_at": moments.to_text(end.finished_at),
            **items.status_attributes(execution, end.status),
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

    def _selection(self, workspace: str, matching: ExecutionFilter, since: datetime) -> dict[str, Any]:
        index, attribute, value = _index_of(workspace, matching)
        until = _AFTER_IDS if matching.until is None else f"{moments.to_text(matching.until)}#{_AFTER_IDS}"
        return {
            "TableName": self.table,
            "IndexName": index,
            "KeyConditionExpression": f"{attribute} = :value AND listed_at BETWEEN :since AND :until",
            "ExpressionAttributeValues": encode(
                {":value": value, ":since": moments.to_text(since), ":until": until}
            ),
        }

    def _total(self, workspace: str, matching: ExecutionFilter, since: datetime) -> int:
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk >= :day",
            "ExpressionAttributeValues": encode(
                {
                    ":pk": items.count_partition(workspace, matching.workflow_id),
                    ":day": since.date().isoformat(),
                }
            ),
            "ConsistentRead": True,
        }
        statuses = list(ExecutionStatus) if matching.status is None else [matching.status]
        counts = query(self.client, request)
        return sum(int(str(count.get(status, 0))) for count in counts for status in statuses)

    def _count(
        self, execution: Execution, changes: dict[ExecutionStatus, int]
    ) -> "list[TransactWriteItemTypeDef]":
        update = ", ".join(f"#{status} :{status}" for status in changes)
        names = {f"#{status}": str(status) for status in changes}
        values = {f":{status}": change for status, change in changes.items()}
        expires_at = items.expiry(execution, self.retention)
        return [
            {
                "Update": {
                    "TableName": self.table,
                    "Key": encode({"pk": partition, "sk": items.shard_of(execution)}),
                    "UpdateExpression": f"SET expires_at = :expires_at ADD {update}",
                    "ExpressionAttributeNames": names,
                    "ExpressionAttributeValues": encode({":expires_at": expires_at, **values}),
                }
            }
            for partition in (
                items.count_partition(execution.workspace, None),
                items.count_partition(execution.workspace, execution.workflow_id),
            )
        ]

    def _put(self, item: items.FullItem) -> "TransactWriteItemTypeDef":
        return {"Put": {"TableName": self.table, "Item": encode(item)}}


def _index_of(workspace: str, matching: ExecutionFilter) -> tuple[str, str, str]:
    match matching:
        case ExecutionFilter(workflow_id=None, status=None):
            return "by_workspace", "in_workspace", workspace
        case ExecutionFilter(workflow_id=None):
            return "by_status", "in_status", f"{workspace}#{matching.status}"
        case ExecutionFilter(status=None):
            return "by_workflow", "in_workflow", f"{workspace}#{matching.workflow_id}"
        case _:
            value = f"{workspace}#{matching.workflow_id}#{matching.status}"
            return "by_workflow_and_status", "in_workflow_status", value
