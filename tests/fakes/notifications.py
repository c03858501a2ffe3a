"""Notifications in memory, and receivers that answer what a test says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exeoflow.model.notification import Notification
from exeoflow.service.ports.receivers import Reception


@dataclass
class FakeNotificationStore:
    """Keeps notifications by id."""

    notifications: dict[str, Notification] = field(default_factory=dict)

    def add(self, notification: Notification) -> None:
        self.notifications[notification.id] = notification

    def get(self, workspace: str, notification_id: str) -> Notification | None:
        found = self.notifications.get(notification_id)
        return found if found is not None and found.workspace == workspace else None

    def replace(self, previous: Notification, notification: Notification) -> bool:
        if self.notifications.get(previous.id) != previous:
            return False
        self.notifications[notification.id] = notification
        return True

    def remove(self, notification: Notification) -> None:
        self.notifications.pop(notification.id, None)

    def of_workspace(self, workspace: str) -> Sequence[Notification]:
        found = [each for each in self.notifications.values() if each.workspace == workspace]
        return sorted(found, key=lambda each: each.id, reverse=True)


@dataclass(frozen=True)
class Posted:
    """One message that was sent."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class FakeReceivers:
    """Takes what is sent, and answers with `reception`; an address without TLS breaks a rule."""

    reception: Reception = field(default_factory=lambda: Reception(200))
    posted: list[Posted] = field(default_factory=list)

    def fault_of(self, url: str) -> str | None:
        return None if url.startswith("https://") else "address-not-https"

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Reception:
        self.posted.append(Posted(url, headers, body))
        return self.reception
