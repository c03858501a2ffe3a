"""Notifications as the API shows them."""

from exeoflow.api.workflows.answers import Representation
from exeoflow.model import moment
from exeoflow.model.notification import Notification, NotificationEvent


def notification_shown(notification: Notification) -> Representation:
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


def notification_created(notification: Notification) -> Representation:
    """Show a new notification with its secret, this once."""
    return {**notification_shown(notification), "secret": notification.secret}
