"""Notifications in SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass

from exeoflow.model.notification import Notification, NotificationEvent
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, writing
from local.state.database import Database


@dataclass(frozen=True)
class SqliteNotificationStore:
    """Keeps a document per notification."""

    database: Database

    def add(self, notification: Notification) -> None:
        """Insert the notification."""
        with writing(self.database) as connection:
            connection.execute(
                "INSERT INTO notifications VALUES (?, ?, ?)",
                (notification.workspace, notification.id, _document(notification)),
            )

    def get(self, workspace: str, notification_id: str) -> Notification | None:
        """Read one row."""
        rows = self.database.rows(
            "SELECT document FROM notifications WHERE workspace = ? AND id = ?", workspace, notification_id
        )
        return _notification_of(rows[0][0]) if rows else None

    def replace(self, previous: Notification, notification: Notification) -> bool:
        """Change the row if it holds what is expected."""
        with writing(self.database) as connection:
            changed = connection.execute(
                "UPDATE notifications SET document = ? WHERE workspace = ? AND id = ? AND document = ?",
                (_document(notification), previous.workspace, previous.id, _document(previous)),
            )
            return bool(changed.rowcount)

    def remove(self, notification: Notification) -> None:
        """Delete the row."""
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM notifications WHERE workspace = ? AND id = ?",
                (notification.workspace, notification.id),
            )

    def of_workspace(self, workspace: str) -> Sequence[Notification]:
        """Read all rows of a workspace; ids sort by time."""
        rows = self.database.rows(
            "SELECT document FROM notifications WHERE workspace = ? ORDER BY id DESC", workspace
        )
        return [_notification_of(document) for (document,) in rows]


def _document(notification: Notification) -> str:
    return json_text(
        {
            "id": notification.id,
            "workspace": notification.workspace,
            "url": notification.url,
            "events": sorted(notification.events),
            "workflow_id": notification.workflow_id,
            "is_enabled": notification.is_enabled,
            "secret": notification.secret,
            "created_at": milliseconds(notification.created_at),
            "updated_at": milliseconds(notification.updated_at),
        }
    )


def _notification_of(document: str) -> Notification:
    content = json_of(document)
    return Notification(
        **content
        | {
            "events": frozenset(map(NotificationEvent, content["events"])),
            "created_at": moment_of(content["created_at"]),
            "updated_at": moment_of(content["updated_at"]),
        }
    )
