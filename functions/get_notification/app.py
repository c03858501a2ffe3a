"""GET /v1/notifications/{notification_id}: one notification, without its secret."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.notifications.answers import notification_shown
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.notifications.read import get_notification


@endpoint(operation="get_notification", scope=Scope.NOTIFICATIONS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the notification."""
    notification_id = request.path_parameters["notification_id"]
    return ok(notification_shown(get_notification(app, request.workspace, notification_id)))
