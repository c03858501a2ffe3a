"""DELETE /v1/notifications/{notification_id}: delete a notification."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.messages import NOTIFICATION_DELETED
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.notifications.delete import delete_notification


@endpoint(operation="delete_notification", scope=Scope.NOTIFICATIONS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Delete the notification."""
    delete_notification(app, request.workspace, request.path_parameters["notification_id"])
    return ok({"message": NOTIFICATION_DELETED[request.language]})
