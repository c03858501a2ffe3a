"""Use case: change a webhook."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from exeoflow.errors import WebhookChanged
from exeoflow.model.webhook import TOKEN_PREFIX, Webhook, WebhookAuthentication, WebhookMethod, proof_of
from exeoflow.service.ports import Ports
from exeoflow.service.ports.race import RaceLost, moment_after, repeated
from exeoflow.service.webhooks.read import get_webhook


@dataclass(frozen=True, slots=True)
class WebhookChanges:
    """The fields to change; one that is None keeps its value. `token` comes with an authentication only."""

    name: str | None = None
    method: WebhookMethod | None = None
    authentication: WebhookAuthentication | None = None
    wait_seconds: int | None = None
    token: str | None = None


def update_webhook(
    ports: Ports, workspace: str, webhook_id: str, changes: WebhookChanges
) -> tuple[Webhook, str | None]:
    """Store the changed webhook; return it with its token if that is a new one.

    Another type of authentication needs a new token: of the old one only a hash may be left.
    Raises `WebhookNotFound`, `WebhookChanged`.
    """
    token = changes.token or ports.ids.new_token(TOKEN_PREFIX)

    def changed(webhook: Webhook) -> Webhook:
        return _changed(webhook, changes, token)

    before, after = rewrite(ports, workspace, webhook_id, changed)
    return after, None if before.proof == after.proof else token


def rewrite(
    ports: Ports, workspace: str, webhook_id: str, change: Callable[[Webhook], Webhook]
) -> tuple[Webhook, Webhook]:
    """Store `change` of the webhook; return it before and after. A lost race starts over."""

    def rewritten() -> tuple[Webhook, Webhook]:
        current = get_webhook(ports, workspace, webhook_id)
        changed = replace(change(current), updated_at=moment_after(ports.clock, current.updated_at))
        if not ports.webhooks.replace(current, changed):
            raise RaceLost
        return current, changed

    return repeated(ports.clock, rewritten, WebhookChanged)


def _changed(webhook: Webhook, changes: WebhookChanges, token: str) -> Webhook:
    authentication = changes.authentication or webhook.authentication
    is_new_token = changes.token is not None or authentication.type is not webhook.authentication.type
    return replace(
        webhook,
        name=webhook.name if changes.name is None else changes.name,
        method=changes.method or webhook.method,
        authentication=authentication,
        wait_seconds=webhook.wait_seconds if changes.wait_seconds is None else changes.wait_seconds,
        proof=proof_of(token, authentication.type) if is_new_token else webhook.proof,
    )
