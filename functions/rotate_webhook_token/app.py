"""Replace the token of a webhook."""

from exeoflow.api.answers import Answer
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.operations import ROTATE_WEBHOOK_TOKEN
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token


@endpoint(ROTATE_WEBHOOK_TOKEN)
def handler(request: Request, app: Application) -> Answer:
    """Make a new token and show it, this once."""
    webhook_id = request.path_parameters["webhook_id"]
    idempotent = idempotent_request(request, {"webhook_id": webhook_id})
    webhook, token = rotate_webhook_token(app, request.workspace, webhook_id, idempotent)
    return ROTATE_WEBHOOK_TOKEN.answer(webhook_shown(webhook, request, token))
