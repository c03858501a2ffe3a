"""One page of the workspace's notifications."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.notifications.answers import notification_shown
from exeoflow.api.notifications.operations import LIST_NOTIFICATIONS
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.notifications.read import list_notifications


@endpoint(LIST_NOTIFICATIONS)
def handler(request: Request, app: Application) -> Answer:
    """List notifications, newest first."""
    found = list_notifications(app, request.workspace, LIST_NOTIFICATIONS.query(request).only_page())
    notifications = [notification_shown(notification) for notification in found.items]
    return LIST_NOTIFICATIONS.answer({"notifications": notifications, "pagination": pagination(found)})
