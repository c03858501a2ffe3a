"""Port: where webhooks are kept. Every method is atomic: it takes effect wholly or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from exeoflow.model.json import Json
from exeoflow.model.webhooks.webhook import Webhook


class WebhookStore(Protocol):
    """Keeps webhooks, the signatures that were used to call them, and the answers to their calls."""

    def add(self, webhook: Webhook) -> bool:
        """Store a new webhook; False, and nothing stored, if its id is taken, or its path by another one."""
        ...

    def get(self, webhook_id: str) -> Webhook | None:
        """Return a webhook of whatever workspace, as of this moment."""
        ...

    def replace(self, previous: Webhook, webhook: Webhook) -> bool:
        """Store a changed webhook; False, and nothing stored, if `previous` is no longer what is stored.

        Likewise if another one of the workspace has its path.
        """
        ...

    def remove(self, webhook: Webhook) -> None:
        """Remove a webhook; nothing if it is gone."""
        ...

    def of_workspace(self, workspace: str) -> Sequence[Webhook]:
        """Return all webhooks of a workspace, newest first."""
        ...

    def at_path(self, workspace: str, first: str) -> Sequence[Webhook]:
        """Return the webhooks of a workspace whose own path begins with this part."""
        ...

    def count_call(self, webhook: Webhook, window: int, forget_at: datetime) -> int:
        """Count a call within a window of time; return how many there are now. Forgotten at `forget_at`.

        `window` is any whole number: each has a count of its own.
        """
        ...

    def use_signature(self, webhook: Webhook, signature: str, delivery: str, forget_at: datetime) -> bool:
        """Note that a signature was used for a delivery; False if it was used for another one before.

        It is remembered until `forget_at`.
        """
        ...

    def response_to(self, execution_id: str) -> Json:
        """Return what a `respond` node of an execution has said as of this moment; None if none has yet.

        Its machine stores that by itself; it is there for an hour at least.
        """
        ...
