"""Use case: delete a webhook."""

from exeoflow.errors import WebhookOfTrigger
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.read import get_webhook


def delete_webhook(ports: Ports, workspace: str, webhook_id: str) -> None:
    """Make the webhook unknown; that of a trigger node goes with the node only.

    Raises `WebhookNotFound`, `WebhookOfTrigger`.
    """
    webhook = get_webhook(ports, workspace, webhook_id)
    if webhook.is_of_trigger:
        raise WebhookOfTrigger
    ports.webhooks.remove(webhook)
