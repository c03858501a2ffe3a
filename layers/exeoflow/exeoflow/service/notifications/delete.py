"""Use case: delete a notification."""

from exeoflow.service.notifications.read import get_notification
from exeoflow.service.ports import Ports


def delete_notification(ports: Ports, workspace: str, notification_id: str) -> None:
    """Tell the address nothing more, not even what is on its way. Raises `NotificationNotFound`."""
    ports.notifications.remove(get_notification(ports, workspace, notification_id))
