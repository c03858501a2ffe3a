"""The addresses of webhooks: by id, or by a path of their own within the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from exeoflow.errors import WebhookNotFound
from exeoflow.model.webhooks.path import matched, parts_of, precedence
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.read import find_webhook

_ID: Final = "wh_"


@dataclass(frozen=True, slots=True)
class CalledAddress:
    """Which webhook was called, what stood behind its id or workspace, and its parameters' values there."""

    webhook: Webhook
    path: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_path(self) -> bool:
        """Whether there is something to be told of the path."""
        return bool(self.path) or self.webhook.settings.path is not None


def called_address(ports: Ports, first: str, rest: str) -> CalledAddress:
    """Find the webhook of an address: `first` is its id or its workspace, `rest` what follows.

    Slashes at the end count for nothing. Behind an id there may be anything unless the webhook has a path of
    its own. Raises `WebhookNotFound`.
    """
    path = "/".join(parts_of(rest))
    if not first.startswith(_ID):
        return _at_path(ports, first, path)
    webhook = find_webhook(ports, first)
    own = webhook.settings.path
    if own is None or not path:
        return CalledAddress(webhook, path)
    parameters = matched(own, path)
    if parameters is None:
        raise WebhookNotFound
    return CalledAddress(webhook, path, parameters)


def _at_path(ports: Ports, workspace: str, path: str) -> CalledAddress:
    if not path:
        raise WebhookNotFound
    found = [
        (precedence(own), CalledAddress(webhook, path, parameters))
        for webhook in ports.webhooks.at_path(workspace, parts_of(path)[0])
        if (own := webhook.settings.path) is not None and (parameters := matched(own, path)) is not None
    ]
    if not found:
        raise WebhookNotFound
    return min(found, key=lambda each: each[0])[1]
