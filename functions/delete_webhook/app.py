"""Delete a webhook."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.webhooks.operations import DELETE_WEBHOOK
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.webhooks.delete import delete_webhook
from exeoflow.texts import confirmation


@endpoint(DELETE_WEBHOOK)
def handler(request: Request, app: Application) -> Answer:
    """Delete the webhook."""
    delete_webhook(app, request.workspace, request.path_parameters["webhook_id"])
    return DELETE_WEBHOOK.answer({"message": confirmation("webhook_deleted", request.language)})
