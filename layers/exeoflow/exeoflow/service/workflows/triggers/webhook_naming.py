"""The webhook that belongs to a trigger node."""

from dataclasses import replace
from datetime import datetime

from exeoflow.model.identifiers import derived_id
from exeoflow.model.webhooks.webhook import (
    NO_PROOF,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
)
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.model.workflows.trigger import WebhookTrigger


def webhook_id_of(workflow_id: str, node_id: str) -> str:
    """Return the id of a trigger node's webhook: its address stays the same however often it is activated."""
    return derived_id("wh", workflow_id, node_id)


def webhook_of(workflow: StoredWorkflow, trigger: WebhookTrigger, now: datetime) -> Webhook:
    """Return the webhook of a trigger node as activation makes it, without a token that lets anybody in."""
    return Webhook(
        id=webhook_id_of(workflow.id, trigger.node_id),
        workspace=workflow.workspace,
        workflow_id=workflow.id,
        name=trigger.name,
        methods=_methods(trigger) or (WebhookMethod.POST,),
        authentication=WebhookAuthentication(),
        proof=NO_PROOF,
        created_at=now,
        updated_at=now,
        node_id=trigger.node_id,
        is_of_trigger=True,
        wait_seconds=trigger.wait_seconds or 0,
        settings=replace(WebhookSettings(), **trigger.settings),
    )


def configured(webhook: Webhook, trigger: WebhookTrigger) -> Webhook:
    """Return the webhook with what its node says of it; the rest stays as it is."""
    return replace(
        webhook,
        methods=_methods(trigger) or webhook.methods,
        wait_seconds=webhook.wait_seconds if trigger.wait_seconds is None else trigger.wait_seconds,
        settings=replace(webhook.settings, **trigger.settings),
    )


def _methods(trigger: WebhookTrigger) -> tuple[WebhookMethod, ...]:
    return tuple(WebhookMethod(each) for each in trigger.methods or ())
