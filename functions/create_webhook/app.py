"""Give a workflow an address that starts it."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.operations import CREATE_WEBHOOK
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.create import create_webhook


@endpoint(CREATE_WEBHOOK)
def handler(request: Request, app: Application) -> Answer:
    """Create the webhook."""
    from exeoflow.api.webhooks.bodies import new_webhook

    content = json_object(request)
    idempotent = idempotent_request(request, content)
    webhook, token = create_webhook(app, request.workspace, new_webhook(content), idempotent)
    return CREATE_WEBHOOK.answer(webhook_shown(webhook, request, token))
