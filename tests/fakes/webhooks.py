"""Webhooks in memory, and how their callers sign."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import KeysNotFetched
from exeoflow.model.json import Json
from exeoflow.model.webhooks.path import parts_of, shape_of
from exeoflow.model.webhooks.signature import OWN_RULE
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.service.webhooks.signatures import sign


def own_signature(token: str, time: str, body: bytes) -> str:
    """Sign a body as our own header has it, without the time."""
    return sign(OWN_RULE, token, time.encode() + b"." + body)


@dataclass
class FakeWebhookStore:
    """Keeps webhooks by id, and by webhook and signature the delivery that each signature was used for."""

    webhooks: dict[str, Webhook] = field(default_factory=dict)
    signatures: dict[tuple[str, str], str] = field(default_factory=dict)
    calls: dict[tuple[str, int], int] = field(default_factory=dict)
    responses: dict[str, Json] = field(default_factory=dict)

    def _is_path_free(self, webhook: Webhook) -> bool:
        path = webhook.settings.path
        return path is None or all(
            shape_of(other.settings.path or "") != shape_of(path)
            for other in self.of_workspace(webhook.workspace)
            if other.id != webhook.id
        )

    def at_path(self, workspace: str, first: str) -> Sequence[Webhook]:
        return [
            webhook
            for webhook in self.of_workspace(workspace)
            if parts_of(webhook.settings.path or "")[:1] == [first]
        ]

    def add(self, webhook: Webhook) -> bool:
        return self._is_path_free(webhook) and self.webhooks.setdefault(webhook.id, webhook) is webhook

    def get(self, webhook_id: str) -> Webhook | None:
        return self.webhooks.get(webhook_id)

    def replace(self, previous: Webhook, webhook: Webhook) -> bool:
        if self.webhooks.get(previous.id) != previous or not self._is_path_free(webhook):
            return False
        self.webhooks[webhook.id] = webhook
        return True

    def remove(self, webhook: Webhook) -> None:
        self.webhooks.pop(webhook.id, None)

    def of_workspace(self, workspace: str) -> Sequence[Webhook]:
        found = [webhook for webhook in self.webhooks.values() if webhook.workspace == workspace]
        return sorted(found, key=lambda webhook: (webhook.created_at, webhook.id), reverse=True)

    def count_call(self, webhook: Webhook, window: int, forget_at: datetime) -> int:
        del forget_at
        place = (webhook.id, window)
        self.calls[place] = self.calls.get(place, 0) + 1
        return self.calls[place]

    def use_signature(self, webhook: Webhook, signature: str, delivery: str, forget_at: datetime) -> bool:
        del forget_at
        return self.signatures.setdefault((webhook.id, signature), delivery) == delivery

    def response_to(self, execution_id: str) -> Json:
        return self.responses.get(execution_id)


@dataclass
class FakeKeySets:
    """The sets of keys by address; `asked` notes for each question whether it was for a new key."""

    sets: dict[str, Json] = field(default_factory=dict)
    renewed: dict[str, Json] = field(default_factory=dict)
    asked: list[bool] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)

    def certificate(self, url: str) -> str:
        return str(self.key_set(url))

    def visit(self, url: str) -> None:
        self.key_set(url)
        self.visited.append(url)

    def key_set(self, url: str, *, is_renewed: bool = False) -> Json:
        self.asked.append(is_renewed)
        found = self.renewed.get(url, self.sets.get(url)) if is_renewed else self.sets.get(url)
        if found is None:
            raise KeysNotFetched(Diagnostic("webhook-keys-unavailable", "", values={"reason": "down"}))
        return found
