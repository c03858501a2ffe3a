"""Slots, the queue and the number of starts of a workflow, in DynamoDB."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import Item, decode, encode
from exeoflow.adapters.dynamodb.conditional import Refusal, attempt, is_done, write_together
from exeoflow.adapters.dynamodb.executions import items
from exeoflow.adapters.dynamodb.queries import read_below
from exeoflow.adapters.dynamodb.writes import IS_THERE, put
from exeoflow.model.execution import Execution, ExecutionStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class ExecutionSlots:
    """Keeps what bounds the executions of a workflow."""

    client: "DynamoDBClient"
    table: str
    pause: Callable[[int], None]

    def take(self, execution: Execution, limit: int) -> Sequence[str]:
        """Add the execution to those that have a slot, if there are fewer or it is one of them."""
        answer = attempt(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(_slots_key(execution.workspace, execution.lane)),
                UpdateExpression="ADD holders :holders",
                ConditionExpression=(
                    "attribute_not_exists(holders) OR size(holders) < :limit OR contains(holders, :id)"
                ),
                ExpressionAttributeValues=encode(
                    {":holders": frozenset({execution.id}), ":id": execution.id, ":limit": limit}
                ),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        )
        holders = answer.items[0]["holders"] if isinstance(answer, Refusal) else None
        return sorted(holders) if isinstance(holders, frozenset) else ()

    def free(self, workspace: str, lane: str, execution_id: str) -> None:
        """Take the execution out of those that have a slot."""
        with translated():
            self.client.update_item(
                TableName=self.table,
                Key=encode(_slots_key(workspace, lane)),
                UpdateExpression="DELETE holders :holders",
                ExpressionAttributeValues=encode({":holders": frozenset({execution_id})}),
            )

    def enqueue(self, execution: Execution, expires_at: int) -> None:
        """Put the execution into the queue, and a note of it into its head, together."""
        is_done(
            lambda: write_together(
                self.client,
                [
                    put(self.table, {**items.queue_key(execution), "expires_at": expires_at}),
                    {
                        "Update": {
                            "TableName": self.table,
                            "Key": encode({"pk": execution.id, "sk": items.HEAD}),
                            "UpdateExpression": "SET is_queued = :yes",
                            "ConditionExpression": "#status = :running",
                            "ExpressionAttributeNames": {"#status": "status"},
                            "ExpressionAttributeValues": encode(
                                {":yes": 1, ":running": ExecutionStatus.RUNNING.value}
                            ),
                        }
                    },
                ],
                self.pause,
            )
        )

    def dequeue(self, workspace: str, lane: str, execution_id: str) -> None:
        """Remove the note from the head, then the execution from the queue."""
        for key in self._unnoted(workspace, lane, execution_id):
            with translated():
                self.client.delete_item(TableName=self.table, Key=encode(key))

    def _unnoted(self, workspace: str, lane: str, execution_id: str) -> list[Item]:
        """Remove the note from the head, and return the key of the place in the queue."""
        answer = attempt(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode({"pk": execution_id, "sk": items.HEAD}),
                UpdateExpression="REMOVE is_queued",
                ConditionExpression=IS_THERE,
                ReturnValues="ALL_NEW",
            )
        )
        if isinstance(answer, Refusal):
            # Without its head nobody knows since when it waits; a queue may be long, and is read only then.
            queue = self._queue(workspace, lane)
            return [{"pk": item["pk"], "sk": item["sk"]} for item in queue if _id_of(item) == execution_id]
        return [items.queue_key(items.execution_of(decode(answer["Attributes"])))]

    def queued(self, workspace: str, lane: str) -> Sequence[str]:
        """Read the queue, oldest first."""
        return [_id_of(item) for item in self._queue(workspace, lane)]

    def count(self, workspace: str, workflow_id: str, window: int, forget_at: datetime) -> int:
        """Add one to the number of the window."""
        key = {"pk": items.slots_partition(workspace, workflow_id), "sk": f"{items.STARTS}{window}"}
        with translated():
            answer = self.client.update_item(
                TableName=self.table,
                Key=encode(key),
                UpdateExpression="SET expires_at = :expires_at ADD starts :one",
                ExpressionAttributeValues=encode({":one": 1, ":expires_at": int(forget_at.timestamp())}),
                ReturnValues="ALL_NEW",
            )
        return int(str(decode(answer["Attributes"])["starts"]))

    def _queue(self, workspace: str, lane: str) -> list[Item]:
        return read_below(self.client, self.table, items.slots_partition(workspace, lane), items.QUEUED)


def _slots_key(workspace: str, lane: str) -> Item:
    return {"pk": items.slots_partition(workspace, lane), "sk": items.SLOTS}


def _id_of(item: Item) -> str:
    return str(item["sk"]).rpartition("#")[2]
