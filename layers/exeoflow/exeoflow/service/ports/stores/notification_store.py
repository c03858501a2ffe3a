"""Port: where notifications are kept. Every method is atomic: it takes effect wholly or not at all."""

from collections.abc import Sequence
from typing import Protocol

from exeoflow.model.notification import Notification


class NotificationStore(Protocol):
    """Keeps the notifications of each workspace."""

    def add(self, notification: Notification) -> None:
        """Store a new notification."""
        ...

    def get(self, workspace: str, notification_id: str) -> Notification | None:
        """Return a notification, as of this moment."""
        ...

    def replace(self, previous: Notification, notification: Notification) -> bool:
        """Store a changed notification; False, and nothing stored, if `previous` is no longer stored."""
        ...

    def remove(self, notification: Notification) -> None:
        """Remove a notification; nothing if it is gone."""
        ...

    def of_workspace(self, workspace: str) -> Sequence[Notification]:
        """Return all notifications of a workspace, newest first, as of this moment."""
        ...
