"""Webhooks in DynamoDB; the items are described in `webhook_items`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb import webhook_items as items
from exeoflow.adapters.dynamodb.attributes import decode, encode
from exeoflow.adapters.dynamodb.conditional import is_done, write_together
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.model import json, moment
from exeoflow.model.webhooks.path import parts_of, shape_of
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from exeoflow.model.json import Json

_IS_NEW: Final = "attribute_not_exists(pk)"
# A path is a webhook's own from the moment on when it is stored with it.
_IS_FREE: Final = "attribute_not_exists(pk) OR id = :id"
_IS_UNCHANGED: Final = "updated_at = :updated_at"


@dataclass(frozen=True)
class DynamoWebhookStore:
    """Keeps webhooks in one table."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def add(self, webhook: Webhook) -> bool:
        """Store both items together."""
        return self._write(webhook, _IS_NEW, None)

    def get(self, webhook_id: str) -> Webhook | None:
        """Read the item for calls."""
        with translated():
            answer = self.client.get_item(
                TableName=self.table,
                Key=encode({"pk": webhook_id, "sk": items.WEBHOOK}),
                ConsistentRead=True,
            )
        return items.webhook_of(decode(answer["Item"])) if "Item" in answer else None

    def replace(self, previous: Webhook, webhook: Webhook) -> bool:
        """Store both items together; every change has a time of its own."""
        return self._write(webhook, _IS_UNCHANGED, previous)

    def remove(self, webhook: Webhook) -> None:
        """Remove both items together."""
        writes: list[TransactWriteItemTypeDef] = [
            {"Delete": {"TableName": self.table, "Key": encode(key)}}
            for key in (items.called_key(webhook), items.listed_key(webhook))
        ]
        if webhook.settings.path is not None:
            writes.append(self._path_freed(webhook, webhook.settings.path))
        write_together(self.client, writes, self.clock.pause)

    def of_workspace(self, workspace: str) -> Sequence[Webhook]:
        """Read the items for lists."""
        found = query(
            self.client,
            {
                "TableName": self.table,
                "KeyConditionExpression": "pk = :pk AND begins_with(sk, :listed)",
                "ExpressionAttributeValues": encode({":pk": workspace, ":listed": items.LISTED}),
                "ConsistentRead": True,
            },
        )
        webhooks = [items.webhook_of(item) for item in found]
        # Ids of trigger nodes' webhooks are hashes, which know no time.
        return sorted(webhooks, key=lambda webhook: (webhook.created_at, webhook.id), reverse=True)

    def at_path(self, workspace: str, first: str) -> Sequence[Webhook]:
        """Read the items for paths, and the webhooks that they name."""
        found = query(
            self.client,
            {
                "TableName": self.table,
                "KeyConditionExpression": "pk = :pk AND begins_with(sk, :path)",
                "ExpressionAttributeValues": encode({":pk": workspace, ":path": f"{items.PATH}{first}"}),
                "ConsistentRead": True,
            },
        )
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
                ConditionExpression="attribute_not_exists(pk) OR delivery = :delivery",
                ExpressionAttributeValues=encode({":delivery": delivery}),
            )
        )

    def response_to(self, execution_id: str) -> "Json":
        """Read the item that the execution's machine has written."""
        with translated():
            answer = self.client.get_item(
                TableName=self.table, Key=encode(items.response_key(execution_id)), ConsistentRead=True
            )
        return json.read(str(decode(answer["Item"])["said"])) if "Item" in answer else None

    def _write(self, webhook: Webhook, condition: str, previous: Webhook | None) -> bool:
        attributes = items.webhook_attributes(webhook)
        called: TransactWriteItemTypeDef = {
            "Put": {
                "TableName": self.table,
                "Item": encode({**items.called_key(webhook), **attributes}),
                "ConditionExpression": condition,
            }
        }
        if previous is not None:
            called["Put"]["ExpressionAttributeValues"] = encode(
                {":updated_at": moment.write(previous.updated_at)}
            )
        listed: TransactWriteItemTypeDef = {
            "Put": {"TableName": self.table, "Item": encode({**items.listed_key(webhook), **attributes})}
        }
        writes = [called, listed, *self._path_writes(webhook, previous)]
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
            yield {
                "Put": {
                    "TableName": self.table,
                    "Item": encode({**items.path_key(webhook.workspace, path), "id": webhook.id}),
                    "ConditionExpression": _IS_FREE,
                    "ExpressionAttributeValues": encode({":id": webhook.id}),
                }
            }

    def _path_freed(self, webhook: Webhook, path: str) -> "TransactWriteItemTypeDef":
        return {"Delete": {"TableName": self.table, "Key": encode(items.path_key(webhook.workspace, path))}}
