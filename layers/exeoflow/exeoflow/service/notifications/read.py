"""Use cases: get one notification, list them."""

from exeoflow.errors import NotificationNotFound
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.notification import Notification
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports import Ports


def get_notification(ports: Ports, workspace: str, notification_id: str) -> Notification:
    """Return the notification. Raises `NotificationNotFound`, also for that of another workspace."""
    is_possible = is_identifier(notification_id)
    notification = ports.notifications.get(workspace, notification_id) if is_possible else None
    if notification is None:
        raise NotificationNotFound
    return notification


def list_notifications(ports: Ports, workspace: str, page: PageRequest) -> Page[Notification]:
    """Return one page, newest first."""
    found = ports.notifications.of_workspace(workspace)
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)
