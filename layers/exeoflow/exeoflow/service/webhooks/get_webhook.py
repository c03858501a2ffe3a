"""Use case: read one webhook."""

from exeoflow.errors import WebhookNotFound
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.webhook import Webhook
from exeoflow.service.ports import Ports


def get_webhook(ports: Ports, workspace: str, webhook_id: str) -> Webhook:
    """Return the webhook. Raises `WebhookNotFound`, also for that of another workspace."""
    webhook = find_webhook(ports, webhook_id)
    if webhook.workspace != workspace:
        raise WebhookNotFound
    return webhook


def find_webhook(ports: Ports, webhook_id: str) -> Webhook:
    """Return the webhook of whatever workspace, for its callers name none. Raises `WebhookNotFound`."""
    webhook = ports.webhooks.get(webhook_id) if is_identifier(webhook_id) else None
    if webhook is None:
        raise WebhookNotFound
    return webhook
