"""Change the fields that the body names."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.notifications.answers import notification_shown
from exeoflow.api.notifications.operations import UPDATE_NOTIFICATION
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.notifications.update import update_notification


@endpoint(UPDATE_NOTIFICATION)
def handler(request: Request, app: Application) -> Answer:
    """Change the notification."""
    from exeoflow.api.notifications.bodies import notification_changes

    notification_id = request.path_parameters["notification_id"]
    changes = notification_changes(json_object(request))
    notification = update_notification(app, request.workspace, notification_id, changes)
    return UPDATE_NOTIFICATION.answer(notification_shown(notification))
