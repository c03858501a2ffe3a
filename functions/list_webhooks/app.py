"""GET /v1/webhooks: one page of the workspace's webhooks."""

from exeoflow.api.answers import Answer, ok, pagination
from exeoflow.api.query import webhook_list
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.webhooks.read import list_webhooks


@endpoint(operation="list_webhooks", scope=Scope.WEBHOOKS_READ)
def handler(request: Request, app: Application) -> Answer:
    """List webhooks, newest first."""
    workflow_id, page = webhook_list(request.query)
    found = list_webhooks(app, request.workspace, workflow_id, page)
    webhooks = [webhook_shown(webhook, request) for webhook in found.items]
    return ok({"webhooks": webhooks, "pagination": pagination(found)})
