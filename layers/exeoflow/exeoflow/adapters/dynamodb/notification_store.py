"""Notifications in DynamoDB: one item each, by workspace and id; ids sort by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import FullItem, Item, encode
from exeoflow.adapters.dynamodb.conditional import is_done
from exeoflow.adapters.dynamodb.queries import query, read_item
from exeoflow.model import moment
from exeoflow.model.notification import Notification, NotificationEvent

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_IS_UNCHANGED: Final = "updated_at = :updated_at"


@dataclass(frozen=True)
class DynamoNotificationStore:
    """Keeps notifications in one table."""

    client: "DynamoDBClient"
    table: str

    def add(self, notification: Notification) -> None:
        """Store the item."""
        with translated():
            self.client.put_item(TableName=self.table, Item=encode(_item(notification)))

    def get(self, workspace: str, notification_id: str) -> Notification | None:
        """Read the item."""
        item = read_item(self.client, self.table, {"pk": workspace, "sk": notification_id})
        return None if item is None else _notification_of(item)

    def replace(self, previous: Notification, notification: Notification) -> bool:
        """Store the item; every change has a time of its own."""
        before = encode({":updated_at": moment.write(previous.updated_at)})
        return is_done(
            lambda: self.client.put_item(
                TableName=self.table,
                Item=encode(_item(notification)),
                ConditionExpression=_IS_UNCHANGED,
                ExpressionAttributeValues=before,
            )
        )

    def remove(self, notification: Notification) -> None:
        """Remove the item."""
        key = encode({"pk": notification.workspace, "sk": notification.id})
        with translated():
            self.client.delete_item(TableName=self.table, Key=key)

    def of_workspace(self, workspace: str) -> Sequence[Notification]:
        """Read the partition of the workspace."""
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": encode({":pk": workspace}),
            "ConsistentRead": True,
            "ScanIndexForward": False,
        }
        return [_notification_of(item) for item in query(self.client, request)]


def _item(notification: Notification) -> FullItem:
    return {
        "pk": notification.workspace,
        "sk": notification.id,
        "url": notification.url,
        "events": frozenset(event.value for event in notification.events),
        "workflow_id": notification.workflow_id,
        "is_enabled": int(notification.is_enabled),
        "secret": notification.secret,
        "created_at": moment.write(notification.created_at),
        "updated_at": moment.write(notification.updated_at),
    }


def _notification_of(item: Item) -> Notification:
    workflow_id = item.get("workflow_id")
    return Notification(
        id=str(item["sk"]),
        workspace=str(item["pk"]),
        url=str(item["url"]),
        events=frozenset(map(NotificationEvent, cast("frozenset[str]", item["events"]))),
        workflow_id=None if workflow_id is None else str(workflow_id),
        is_enabled=item["is_enabled"] == 1,
        secret=str(item["secret"]),
        created_at=moment.read(str(item["created_at"])),
        updated_at=moment.read(str(item["updated_at"])),
    )
