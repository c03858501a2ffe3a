"""Use case: replace the token of a webhook."""

from dataclasses import replace

from exeoflow.model.webhook import TOKEN_PREFIX, Webhook, proof_of
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.update import rewrite


def rotate_webhook_token(ports: Ports, workspace: str, webhook_id: str) -> tuple[Webhook, str]:
    """Make a new token and return it, this once; the old one is invalid at the same moment.

    Raises `WebhookNotFound`, `WebhookChanged`.
    """
    token = ports.ids.new_token(TOKEN_PREFIX)

    def changed(webhook: Webhook) -> Webhook:
        return replace(webhook, proof=proof_of(token, webhook.authentication.type))

    _, webhook = rewrite(ports, workspace, webhook_id, changed)
    return webhook, token
