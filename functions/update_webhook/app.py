"""Change the fields that the body names."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.operations import UPDATE_WEBHOOK
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.update import update_webhook


@endpoint(UPDATE_WEBHOOK)
def handler(request: Request, app: Application) -> Answer:
    """Change the webhook; a new token is shown this once."""
    from exeoflow.api.webhooks.bodies import webhook_changes

    webhook_id = request.path_parameters["webhook_id"]
    changes = webhook_changes(json_object(request))
    webhook, token = update_webhook(app, request.workspace, webhook_id, changes)
    return UPDATE_WEBHOOK.answer(webhook_shown(webhook, request, token))
