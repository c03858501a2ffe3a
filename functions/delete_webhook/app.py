"""DELETE /v1/webhooks/{webhook_id}: delete a webhook."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.messages import WEBHOOK_DELETED
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.webhooks.delete import delete_webhook


@endpoint(operation="delete_webhook", scope=Scope.WEBHOOKS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Delete the webhook."""
    delete_webhook(app, request.workspace, request.path_parameters["webhook_id"])
    return ok({"message": WEBHOOK_DELETED[request.language]})
