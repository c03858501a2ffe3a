"""What a webhook of its own path, or of a trigger's node, must agree with."""

from dataclasses import replace

from exeoflow.errors import WebhookChanged, WebhookPathTaken
from exeoflow.model.webhooks.path import parts_of, shape_of
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.model.workflows.trigger import WebhookTrigger
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, moment_after, repeated
from exeoflow.service.workflows.triggers.webhook_naming import configured


def check_path(ports: Ports, webhook: Webhook) -> None:
    """Raise `WebhookPathTaken` if another webhook of the workspace has a path of the same shape."""
    path = webhook.settings.path
    if path is None:
        return
    for other in ports.webhooks.at_path(webhook.workspace, parts_of(path)[0]):
        if other.id != webhook.id and shape_of(other.settings.path or "") == shape_of(path):
            raise WebhookPathTaken(path)


def settle_webhook(ports: Ports, wanted: Webhook, trigger: WebhookTrigger) -> bool:
    """Make the webhook of a trigger what its node says; True if there was none.

    Raises `WebhookPathTaken`, `WebhookChanged`.
    """

    def settled() -> bool:
        current = ports.webhooks.get(wanted.id)
        changed = wanted if current is None else configured(current, trigger)
        if changed == current:
            return False
        check_path(ports, changed)
        if current is None:
            is_done = ports.webhooks.add(wanted)
        else:
            later = moment_after(ports.clock, current.updated_at)
            is_done = ports.webhooks.replace(current, replace(changed, updated_at=later))
        if not is_done:
            raise RaceLost
        return current is None

    return repeated(ports.clock, settled, WebhookChanged)
