"""Use case: replace the token of a webhook."""

from dataclasses import replace

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.webhooks.webhook import TOKEN_PREFIX, Webhook, proof_of
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.read import get_webhook
from exeoflow.service.webhooks.update import rewrite


def rotate_webhook_token(
    ports: Ports, workspace: str, webhook_id: str, request: IdempotentRequest | None = None
) -> tuple[Webhook, str]:
    """Make a new token and return it, this once; the old one is invalid at the same moment.

    The same `request` again returns the same token, and puts it in the place of no newer one.
    Raises `WebhookNotFound`, `WebhookChanged`, `IdempotencyKeyReused`, and `InvalidRequest` where a
    credential holds it, which is rotated by itself, or there is none.
    """
    attempt = attempt_of(ports, workspace, "rotate_webhook_token", request)
    token = attempt.ids.new_token(TOKEN_PREFIX)

    def changed(webhook: Webhook) -> Webhook:
        holder = webhook.authentication.credential
        if holder is not None:
            raise InvalidRequest(Diagnostic("webhook-secret-held", "", values={"credential": holder}))
        if not webhook.authentication.has_own_secret:
            raise InvalidRequest(Diagnostic("webhook-without-secret", ""))
        return replace(webhook, proof=proof_of(token, webhook.authentication.type))

    if attempt.is_done:
        return get_webhook(ports, workspace, webhook_id), token
    _, webhook = rewrite(ports, workspace, webhook_id, changed)
    finished(ports, attempt)
    return webhook, token
