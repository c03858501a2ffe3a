"""Use case: tell the addresses that an active workflow is called by, and each address's first token, once."""

from dataclasses import dataclass, replace

from exeoflow.errors import WebhookChanged
from exeoflow.model.api_key import Scope
from exeoflow.model.webhooks.webhook import TOKEN_PREFIX, Webhook, proof_of
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.model.workflows.trigger import WebhookTrigger
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, moment_after, repeated
from exeoflow.service.workflows.triggers.activation import active_plan
from exeoflow.service.workflows.triggers.webhook_naming import webhook_id_of


@dataclass(frozen=True, slots=True)
class ToldWebhook:
    """A webhook, with its first token if that was made to be told now."""

    webhook: Webhook
    token: str | None = None


def told_webhooks(
    ports: Ports, workflow: StoredWorkflow, scopes: frozenset[Scope]
) -> tuple[ToldWebhook, ...]:
    """Return the webhooks of an active workflow's triggers, as far as a key of these scopes may know them.

    A token is made for each that has none yet: activation itself makes none, so an answer that was lost
    before this moment loses none. Raises `WebhookChanged`.
    """
    if Scope.WEBHOOKS_READ not in scopes:
        return ()
    tell = _with_first_token if Scope.WEBHOOKS_WRITE in scopes else _without_token
    nodes = [each.node_id for each in active_plan(workflow) if isinstance(each, WebhookTrigger)]
    told = (tell(ports, webhook_id_of(workflow.id, node_id)) for node_id in nodes)
    return tuple(each for each in told if each is not None)


def _without_token(ports: Ports, webhook_id: str) -> ToldWebhook | None:
    webhook = ports.webhooks.get(webhook_id)
    return None if webhook is None else ToldWebhook(webhook)


def _with_first_token(ports: Ports, webhook_id: str) -> ToldWebhook | None:
    token = ports.ids.new_token(TOKEN_PREFIX)

    def told() -> ToldWebhook | None:
        current = ports.webhooks.get(webhook_id)
        if current is None or current.has_token:
            return None if current is None else ToldWebhook(current)
        proof = proof_of(token, current.authentication.type)
        later = moment_after(ports.clock, current.updated_at)
        changed = replace(current, proof=proof, updated_at=later)
        if not ports.webhooks.replace(current, changed):
            raise RaceLost
        return ToldWebhook(changed, token)

    return repeated(ports.clock, told, WebhookChanged)
