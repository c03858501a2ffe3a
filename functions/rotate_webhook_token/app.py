"""POST /v1/webhooks/{webhook_id}/rotate: replace the token of a webhook."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token


@endpoint(operation="rotate_webhook_token", scope=Scope.WEBHOOKS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Make a new token and show it, this once."""
    webhook_id = request.path_parameters["webhook_id"]
    webhook, token = rotate_webhook_token(app, request.workspace, webhook_id)
    return ok(webhook_shown(webhook, request, token))
