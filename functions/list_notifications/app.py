"""GET /v1/notifications: one page of the workspace's notifications."""

from exeoflow.api.answers import Answer, ok, pagination
from exeoflow.api.notifications.answers import notification_shown
from exeoflow.api.query import notification_list
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.notifications.read import list_notifications


@endpoint(operation="list_notifications", scope=Scope.NOTIFICATIONS_READ)
def handler(request: Request, app: Application) -> Answer:
    """List notifications, newest first."""
    found = list_notifications(app, request.workspace, notification_list(request.query))
    notifications = [notification_shown(notification) for notification in found.items]
    return ok({"notifications": notifications, "pagination": pagination(found)})
