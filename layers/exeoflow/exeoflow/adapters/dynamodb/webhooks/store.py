"""Webhooks in DynamoDB; the items are described in `items`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import decode, encode
from exeoflow.adapters.dynamodb.conditional import is_done, write_together
from exeoflow.adapters.dynamodb.queries import read_below, read_item
from exeoflow.adapters.dynamodb.webhooks import items
from exeoflow.adapters.dynamodb.writes import IS_NEW, delete, put
from exeoflow.model import json, moment
from exeoflow.model.webhooks.path import parts_of, shape_of
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from exeoflow.model.json import Json

# A path is a webhook's own from the moment on when it is stored with it.
_IS_FREE: Final = f"{IS_NEW} OR id = :id"
_IS_UNCHANGED: Final = "updated_at = :updated_at"


@dataclass(frozen=True)
class DynamoWebhookStore:
    """Keeps webhooks in one table."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def add(self, webhook: Webhook) -> bool:
        """Store both items together."""
        return self._write(webhook, IS_NEW, None)

    def get(self, webhook_id: str) -> Webhook | None:
        """Read the item for calls."""
        item = read_item(self.client, self.table, {"pk": webhook_id, "sk": items.WEBHOOK})
        return None if item is None else items.webhook_of(item)

    def replace(self, previous: Webhook, webhook: Webhook) -> bool:
        """Store both items together; every change has a time of its own."""
        return self._write(webhook, _IS_UNCHANGED, previous)

    def remove(self, webhook: Webhook) -> None:
        """Remove both items together."""
        writes = [delete(self.table, key) for key in (items.called_key(webhook), items.listed_key(webhook))]
        if webhook.settings.path is not None:
            writes.append(self._path_freed(webhook, webhook.settings.path))
        write_together(self.client, writes, self.clock.pause)

    def of_workspace(self, workspace: str) -> Sequence[Webhook]:
        """Read the items for lists."""
        found = read_below(self.client, self.table, workspace, items.LISTED)
        webhooks = [items.webhook_of(item) for item in found]
        # Ids of trigger nodes' webhooks are hashes, which know no time.
        return sorted(webhooks, key=lambda webhook: (webhook.created_at, webhook.id), reverse=True)

    def at_path(self, workspace: str, first: str) -> Sequence[Webhook]:
        """Read the items for paths, and the webhooks that they name."""
        found = read_below(self.client, self.table, workspace, f"{items.PATH}{first}")
        ids = [str(item["id"]) for item in found if parts_of(str(item["sk"]))[0] == f"{items.PATH}{first}"]
        return [webhook for webhook in map(self.get, ids) if webhook is not None]

    def count_call(self, webhook: Webhook, window: int, forget_at: datetime) -> int:
        """Add one to the number of the window."""
        with translated():
            answer = self.client.update_item(
                TableName=self.table,
                Key=encode(items.calls_key(webhook, window)),
                UpdateExpression="SET expires_at = :expires_at ADD calls :one",
                ExpressionAttributeValues=encode({":one": 1, ":expires_at": int(forget_at.timestamp())}),
                ReturnValues="ALL_NEW",
            )
        return int(str(decode(answer["Attributes"])["calls"]))

    def use_signature(self, webhook: Webhook, signature: str, delivery: str, forget_at: datetime) -> bool:
        """Store the signature unless it is there for another delivery."""
        item = {
            **items.signature_key(webhook, signature),
            "delivery": delivery,
            "expires_at": int(forget_at.timestamp()),
        }
        return is_done(
            lambda: self.client.put_item(
                TableName=self.table,
                Item=encode(item),
                ConditionExpression=f"{IS_NEW} OR delivery = :delivery",
                ExpressionAttributeValues=encode({":delivery": delivery}),
            )
        )

    def response_to(self, execution_id: str) -> "Json":
        """Read the item that the execution's machine has written."""
        item = read_item(self.client, self.table, items.response_key(execution_id))
        return None if item is None else json.read(str(item["said"]))

    def _write(self, webhook: Webhook, condition: str, previous: Webhook | None) -> bool:
        attributes = items.webhook_attributes(webhook)
        known = None if previous is None else {":updated_at": moment.write(previous.updated_at)}
        writes = [
            put(self.table, {**items.called_key(webhook), **attributes}, condition, known),
            put(self.table, {**items.listed_key(webhook), **attributes}),
            *self._path_writes(webhook, previous),
        ]
        return is_done(lambda: write_together(self.client, writes, self.clock.pause))

    def _path_writes(
        self, webhook: Webhook, previous: Webhook | None
    ) -> "Iterator[TransactWriteItemTypeDef]":
        """Yield what makes the path of a webhook its own, and frees the one that it had."""
        path = webhook.settings.path
        before = None if previous is None else previous.settings.path
        is_moved = before is not None and (path is None or shape_of(path) != shape_of(before))
        if previous is not None and before is not None and is_moved:
            yield self._path_freed(previous, before)
        if path is not None:
            own = {**items.path_key(webhook.workspace, path), "id": webhook.id}
            yield put(self.table, own, _IS_FREE, {":id": webhook.id})

    def _path_freed(self, webhook: Webhook, path: str) -> "TransactWriteItemTypeDef":
        return delete(self.table, items.path_key(webhook.workspace, path))
