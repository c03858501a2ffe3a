"""Use case: change a notification."""

from dataclasses import dataclass, replace

from exeoflow.errors import NotificationChanged
from exeoflow.model.notification import Notification, NotificationEvent
from exeoflow.service.notifications.create import refuse_faulty_url
from exeoflow.service.notifications.read import get_notification
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, moment_after, repeated
from exeoflow.service.workflows.read import get_workflow


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

    def updated() -> Notification:
        current = get_notification(ports, workspace, notification_id)
        changed = replace(changes.apply(current), updated_at=moment_after(ports.clock, current.updated_at))
        if not ports.notifications.replace(current, changed):
            raise RaceLost
        return changed

    return repeated(ports.clock, updated, NotificationChanged)
