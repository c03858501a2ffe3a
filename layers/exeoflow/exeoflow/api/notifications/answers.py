"""Notifications as the API shows them."""

from typing import Annotated

from typing_extensions import TypedDict

from exeoflow.api.schema import Pagination, Schema, Timestamp, WorkflowId
from exeoflow.model import moment
from exeoflow.model.notification import Notification, NotificationEvent

NotificationId = Annotated[str, Schema({"pattern": "^nt_", "examples": ["nt_01hm4nc3d4e5f6g7h8j9k0m1n2"]})]


class NotificationShown(TypedDict):
    """A notification; `workflow_id` is null where it is told of every workflow."""

    id: NotificationId
    url: str
    events: list[NotificationEvent]
    workflow_id: WorkflowId | None
    enabled: bool
    created_at: Timestamp
    updated_at: Timestamp


class NotificationCreated(NotificationShown):
    """A new notification with its secret, which is shown this once."""

    secret: Annotated[str, Schema({"pattern": "^whsec_[0-9a-f]{64}$"})]


class NotificationList(TypedDict):
    """One page of notifications."""

    notifications: list[NotificationShown]
    pagination: Pagination


def notification_shown(notification: Notification) -> NotificationShown:
    """Show a notification without its secret."""
    return {
        "id": notification.id,
        "url": notification.url,
        "events": [event for event in NotificationEvent if event in notification.events],
        "workflow_id": notification.workflow_id,
        "enabled": notification.is_enabled,
        "created_at": moment.write(notification.created_at),
        "updated_at": moment.write(notification.updated_at),
    }


def notification_created(notification: Notification) -> NotificationCreated:
    """Show a new notification with its secret, this once."""
    return {**notification_shown(notification), "secret": notification.secret}
