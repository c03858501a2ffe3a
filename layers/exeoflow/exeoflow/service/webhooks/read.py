"""Use cases: get one webhook, list them."""

from exeoflow.errors import WebhookNotFound
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.webhooks.webhook import Webhook
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


def list_webhooks(ports: Ports, workspace: str, workflow_id: str | None, page: PageRequest) -> Page[Webhook]:
    """Return one page, newest first; with `workflow_id` only those of that workflow."""
    found = [
        webhook
        for webhook in ports.webhooks.of_workspace(workspace)
        if workflow_id is None or webhook.workflow_id == workflow_id
    ]
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)
