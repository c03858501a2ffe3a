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
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.read import get_workflow


@dataclass(frozen=True, slots=True)
class NewNotification:
    """What is said of a notification to be created."""

    url: str
    events: frozenset[NotificationEvent] = frozenset(NotificationEvent)
    workflow_id: str | None = None
    is_enabled: bool = True


def create_notification(
    ports: Ports, workspace: str, new: NewNotification, request: IdempotentRequest | None = None
) -> Notification:
    """Store the notification with a new secret, which is to be shown this once, or to the same `request`.

    Raises `InvalidRequest` for an address that cannot be told, `WorkflowNotFound`, `TooManyNotifications`,
    and `IdempotencyKeyReused`.
    """
    refuse_faulty_url(ports, new.url)
    if new.workflow_id is not None:
        get_workflow(ports, workspace, new.workflow_id)
    attempt = attempt_of(ports, workspace, "create_notification", request)
    notification = Notification(
        id=attempt.ids.new_id("nt"),
        workspace=workspace,
        url=new.url,
        events=new.events,
        workflow_id=new.workflow_id,
        is_enabled=new.is_enabled,
        secret=attempt.ids.new_token(SECRET_PREFIX),
        created_at=attempt.begun_at,
        updated_at=attempt.begun_at,
    )
    if not attempt.is_done:
        _add(ports, notification)
        finished(ports, attempt)
    return notification


def _add(ports: Ports, notification: Notification) -> None:
    """Store the notification unless an attempt before this one did; there must be room for it."""
    stored = ports.notifications.of_workspace(notification.workspace)
    if any(each.id == notification.id for each in stored):
        return
    # Two that come at the same moment may both find room: the limit is against floods, not to the letter.
    if len(stored) >= MAX_NOTIFICATIONS:
        raise TooManyNotifications(MAX_NOTIFICATIONS)
    ports.notifications.add(notification)


def refuse_faulty_url(ports: Ports, url: str) -> None:
    """Raise `InvalidRequest` for an address that cannot be told; whether it is public is seen when it is."""
    rule = ports.receivers.fault_of(url)
    if rule is not None:
        raise InvalidRequest(Diagnostic(rule, "url", values={"field": "url"}))
