"""The messages that tell of an end: one for each notification that it concerns."""

from collections.abc import Iterable
from typing import Final

from exeoflow.model import json
from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.identifiers import derived_id
from exeoflow.model.notification import Notification, event_of
from exeoflow.service.notifications.end_report import end_report
from exeoflow.service.ports.outbox import NotificationMessage

# Ten messages must fit into one call of SQS, and who wants the whole cause reads the execution.
MAX_CAUSE: Final = 1_000


def messages_of(
    notifications: Iterable[Notification], record: ExecutionRecord
) -> tuple[NotificationMessage, ...]:
    """Return what is to be told of an execution that ended, the same every time."""
    return tuple(_message(each, record) for each in notifications if each.concerns(record.execution))


def _message(notification: Notification, record: ExecutionRecord) -> NotificationMessage:
    report = end_report(record, MAX_CAUSE)
    message_id = derived_id("msg", notification.id, record.execution.id)
    content = {
        "id": message_id,
        "type": event_of(record.execution.status),
        "created_at": report["finished_at"],
        "data": report,
    }
    return NotificationMessage(message_id, notification.workspace, notification.id, json.write(content))
