"""One page of the workspace's webhooks."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import webhook_shown
from exeoflow.api.webhooks.operations import LIST_WEBHOOKS
from exeoflow.api.webhooks.requests import webhook_list
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.read import list_webhooks


@endpoint(LIST_WEBHOOKS)
def handler(request: Request, app: Application) -> Answer:
    """List webhooks, newest first."""
    workflow_id, page = webhook_list(LIST_WEBHOOKS.query(request))
    found = list_webhooks(app, request.workspace, workflow_id, page)
    webhooks = [webhook_shown(webhook, request) for webhook in found.items]
    return LIST_WEBHOOKS.answer({"webhooks": webhooks, "pagination": pagination(found)})
