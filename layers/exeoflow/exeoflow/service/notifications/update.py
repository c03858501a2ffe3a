"""Use case: change a notification."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from exeoflow.errors import NotificationChanged
from exeoflow.model.notification import Notification, NotificationEvent
from exeoflow.service.notifications.create import refuse_faulty_url
from exeoflow.service.notifications.read import get_notification
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.read import get_workflow

_ATTEMPTS: Final = 6
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class NotificationChanges:
    """The fields to change; one that is None keeps its value.

    `workflow_id` counts with `changes_workflow` only, for None is a value of its own there.
    """

    url: str | None = None
    events: frozenset[NotificationEvent] | None = None
    is_enabled: bool | None = None
    changes_workflow: bool = False
    workflow_id: str | None = None

    def apply(self, notification: Notification) -> Notification:
        """Return the notification with these changes."""
        return replace(
            notification,
            url=notification.url if self.url is None else self.url,
            events=notification.events if self.events is None else self.events,
            is_enabled=notification.is_enabled if self.is_enabled is None else self.is_enabled,
            workflow_id=self.workflow_id if self.changes_workflow else notification.workflow_id,
        )


def update_notification(
    ports: Ports, workspace: str, notification_id: str, changes: NotificationChanges
) -> Notification:
    """Store the changed notification; its secret stays. What is on its way goes to the new address.

    Raises `InvalidRequest` for an address that cannot be told, `WorkflowNotFound`, `NotificationNotFound`,
    `NotificationChanged`.
    """
    if changes.url is not None:
        refuse_faulty_url(ports, changes.url)
    if changes.workflow_id is not None:
        get_workflow(ports, workspace, changes.workflow_id)
    for attempt in range(_ATTEMPTS):
        current = get_notification(ports, workspace, notification_id)
        # Later than before even within a millisecond: that is how a change is told from what it changed.
        updated_at = max(ports.clock.now(), current.updated_at + _MILLISECOND)
        changed = replace(changes.apply(current), updated_at=updated_at)
        if ports.notifications.replace(current, changed):
            return changed
        ports.clock.pause(attempt)
    raise NotificationChanged
