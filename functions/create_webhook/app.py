"""POST /v1/webhooks: give a workflow an address that starts it."""

from exeoflow.api.answers import Answer, created
from exeoflow.api.body import json_object
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.bodies import new_webhook
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.webhooks.create import create_webhook


@endpoint(operation="create_webhook", scope=Scope.WEBHOOKS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Create the webhook."""
    webhook, token = create_webhook(app, request.workspace, new_webhook(json_object(request)))
    return created(webhook_shown(webhook, request, token))
