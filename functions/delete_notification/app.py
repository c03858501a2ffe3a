"""Delete a notification."""

from exeoflow.api.answers import Answer
from exeoflow.api.notifications.operations import DELETE_NOTIFICATION
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.notifications.delete import delete_notification
from exeoflow.texts import confirmation


@endpoint(DELETE_NOTIFICATION)
def handler(request: Request, app: Application) -> Answer:
    """Delete the notification."""
    delete_notification(app, request.workspace, request.path_parameters["notification_id"])
    return DELETE_NOTIFICATION.answer({"message": confirmation("notification_deleted", request.language)})
