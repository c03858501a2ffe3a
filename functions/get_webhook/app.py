"""One webhook, without its token."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.operations import GET_WEBHOOK
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.read import get_webhook


@endpoint(GET_WEBHOOK)
def handler(request: Request, app: Application) -> Answer:
    """Show the webhook."""
    webhook = get_webhook(app, request.workspace, request.path_parameters["webhook_id"])
    return GET_WEBHOOK.answer(webhook_shown(webhook, request))
