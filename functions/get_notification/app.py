"""One notification, without its secret."""

from exeoflow.api.answers import Answer
from exeoflow.api.notifications.answers import notification_shown
from exeoflow.api.notifications.operations import GET_NOTIFICATION
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.notifications.read import get_notification


@endpoint(GET_NOTIFICATION)
def handler(request: Request, app: Application) -> Answer:
    """Show the notification."""
    notification_id = request.path_parameters["notification_id"]
    notification = get_notification(app, request.workspace, notification_id)
    return GET_NOTIFICATION.answer(notification_shown(notification))
