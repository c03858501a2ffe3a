"""GET /v1/webhooks/{webhook_id}: one webhook, without its token."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.webhooks.read import get_webhook


@endpoint(operation="get_webhook", scope=Scope.WEBHOOKS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the webhook."""
    webhook = get_webhook(app, request.workspace, request.path_parameters["webhook_id"])
    return ok(webhook_shown(webhook, request))
