"""Register an address that is told how executions end."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.notifications.answers import notification_created
from exeoflow.api.notifications.operations import CREATE_NOTIFICATION
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.notifications.create import create_notification


@endpoint(CREATE_NOTIFICATION)
def handler(request: Request, app: Application) -> Answer:
    """Create the notification; its secret is shown this once."""
    from exeoflow.api.notifications.bodies import new_notification

    content = json_object(request)
    idempotent = idempotent_request(request, content)
    notification = create_notification(app, request.workspace, new_notification(content), idempotent)
    return CREATE_NOTIFICATION.answer(notification_created(notification))
