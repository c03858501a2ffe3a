"""Use case: register an address that is told how executions end."""

from dataclasses import dataclass

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest, TooManyNotifications
from exeoflow.model.notification import (
    MAX_NOTIFICATIONS,
    SECRET_PREFIX,
    Notification,
    NotificationEvent,
)
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.read import get_workflow


@dataclass(frozen=True, slots=True)
class NewNotification:
    """What is said of a notification to be created."""

    url: str
    events: frozenset[NotificationEvent] = frozenset(NotificationEvent)
    workflow_id: str | None = None
    is_enabled: bool = True


def create_notification(ports: Ports, workspace: str, new: NewNotification) -> Notification:
    """Store the notification with a new secret, which is to be shown this once.

    Raises `InvalidRequest` for an address that cannot be told, `WorkflowNotFound`, `TooManyNotifications`.
    """
    refuse_faulty_url(ports, new.url)
    if new.workflow_id is not None:
        get_workflow(ports, workspace, new.workflow_id)
    # Two that come at the same moment may both find room: the limit is against floods, not to the letter.
    if len(ports.notifications.of_workspace(workspace)) >= MAX_NOTIFICATIONS:
        raise TooManyNotifications(MAX_NOTIFICATIONS)
    now = ports.clock.now()
    notification = Notification(
        id=ports.ids.new_id("nt"),
        workspace=workspace,
        url=new.url,
        events=new.events,
        workflow_id=new.workflow_id,
        is_enabled=new.is_enabled,
        secret=ports.ids.new_token(SECRET_PREFIX),
        created_at=now,
        updated_at=now,
    )
    ports.notifications.add(notification)
    return notification


def refuse_faulty_url(ports: Ports, url: str) -> None:
    """Raise `InvalidRequest` for an address that cannot be told; whether it is public is seen when it is."""
    rule = ports.receivers.fault_of(url)
    if rule is not None:
        raise InvalidRequest(Diagnostic(rule, "url", values={"field": "url"}))
