"""PUT /v1/notifications/{notification_id}: change the fields that the body names."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.body import json_object
from exeoflow.api.notifications.answers import notification_shown
from exeoflow.api.notifications.bodies import notification_changes
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.notifications.update import update_notification


@endpoint(operation="update_notification", scope=Scope.NOTIFICATIONS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Change the notification."""
    notification_id = request.path_parameters["notification_id"]
    changes = notification_changes(json_object(request))
    return ok(notification_shown(update_notification(app, request.workspace, notification_id, changes)))
