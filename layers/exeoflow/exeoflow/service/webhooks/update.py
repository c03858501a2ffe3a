"""Use case: change a webhook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from exeoflow.errors import WebhookChanged
from exeoflow.model.webhooks.webhook import (
    NO_PROOF,
    TOKEN_PREFIX,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    proof_of,
)
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, moment_after, repeated
from exeoflow.service.webhooks.create import check_open_methods
from exeoflow.service.webhooks.further import FurtherAuthentication, proven
from exeoflow.service.webhooks.held_secrets import note_holders
from exeoflow.service.webhooks.read import get_webhook
from exeoflow.service.workflows.triggers.webhook_settling import check_path


@dataclass(frozen=True, slots=True)
class WebhookChanges:
    """The fields to change; one that is None keeps its value.

    `token` and `further` come with an authentication only, which replaces all that there were. `settings`
    holds those of the fields of `WebhookSettings` that change.
    """

    name: str | None = None
    methods: tuple[WebhookMethod, ...] | None = None
    authentication: WebhookAuthentication | None = None
    wait_seconds: int | None = None
    token: str | None = None
    further: tuple[FurtherAuthentication, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


def update_webhook(
    ports: Ports, workspace: str, webhook_id: str, changes: WebhookChanges
) -> tuple[Webhook, str | None]:
    """Store the changed webhook; return it with its token if that is a new one.

    Another type of authentication needs a new token: of the old one only a hash may be left.
    Raises `WebhookNotFound`, `WebhookChanged`, `WebhookPathTaken`, `CredentialNotFound`, and
    `InvalidRequest` if a further authentication has no token, or a method is open that is none of its own.
    """
    token = changes.token or ports.ids.new_token(TOKEN_PREFIX)

    def change(webhook: Webhook) -> Webhook:
        changed = _changed(webhook, changes, token)
        if changes.methods is not None or "open_methods" in changes.settings:
            check_open_methods(changed)
        if changes.authentication is not None:
            note_holders(ports, changed)
        return changed

    before, after = rewrite(ports, workspace, webhook_id, change)
    is_new = before.proof != after.proof == proof_of(token, after.authentication.type)
    return after, token if is_new else None


def rewrite(
    ports: Ports, workspace: str, webhook_id: str, change: Callable[[Webhook], Webhook]
) -> tuple[Webhook, Webhook]:
    """Store `change` of the webhook; return it before and after. A lost race starts over."""

    def rewritten() -> tuple[Webhook, Webhook]:
        current = get_webhook(ports, workspace, webhook_id)
        changed = replace(change(current), updated_at=moment_after(ports.clock, current.updated_at))
        check_path(ports, changed)
        if not ports.webhooks.replace(current, changed):
            raise RaceLost
        return current, changed

    return repeated(ports.clock, rewritten, WebhookChanged)


def _changed(webhook: Webhook, changes: WebhookChanges, token: str) -> Webhook:
    changed = replace(
        webhook,
        name=webhook.name if changes.name is None else changes.name,
        methods=changes.methods or webhook.methods,
        wait_seconds=webhook.wait_seconds if changes.wait_seconds is None else changes.wait_seconds,
        settings=replace(webhook.settings, **changes.settings),
    )
    return changed if changes.authentication is None else _admitting(changed, changes, token)


def _admitting(webhook: Webhook, changes: WebhookChanges, token: str) -> Webhook:
    """Return the webhook with other authentications; those that name no token keep one of their type."""
    authentication = changes.authentication or webhook.authentication
    stored = [each for each in webhook.all_authentications if each.authentication.has_own_secret]
    kept = next((each for each in stored if each.authentication.type is authentication.type), None)
    if not authentication.has_own_secret:
        proof = NO_PROOF
    elif changes.token is not None or kept is None:
        proof = proof_of(token, authentication.type)
    else:
        proof = kept.proof
        stored.remove(kept)
    return replace(
        webhook, authentication=authentication, proof=proof, further=proven(changes.further, stored)
    )
