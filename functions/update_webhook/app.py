"""PUT /v1/webhooks/{webhook_id}: change the fields that the body names."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.body import json_object
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.bodies import webhook_changes
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.webhooks.update import update_webhook


@endpoint(operation="update_webhook", scope=Scope.WEBHOOKS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Change the webhook; a new token is shown this once."""
    webhook_id = request.path_parameters["webhook_id"]
    changes = webhook_changes(json_object(request))
    webhook, token = update_webhook(app, request.workspace, webhook_id, changes)
    return ok(webhook_shown(webhook, request, token))
