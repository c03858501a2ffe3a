"""Use case: tell an address outside how an execution ended."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Final

from exeoflow.service.notifications.signing import signed_headers
from exeoflow.service.ports import Ports
from exeoflow.service.ports.outbox import NotificationMessage

# Between attempts, so that a receiver can come back; after the last one the queue gives up. A test compares
# these figures with what people are told (README, docs, API document, alarm).
PAUSES: Final = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)


class AttemptResult(StrEnum):
    """What became of one attempt."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: what became of it, why, and after which pause a refused one is to be made again."""

    result: AttemptResult
    reason: str = ""
    pause: timedelta = timedelta()


def deliver_notification(ports: Ports, message: NotificationMessage, attempt: int) -> Attempt:
    """Make one attempt (from 1). Only an answer of 2xx counts; redirects are not followed.

    A message is dropped whose notification was deleted or switched off meanwhile, or whose receiver says by
    410 that it is gone for good.
    """
    notification = ports.notifications.get(message.workspace, message.notification_id)
    if notification is None or not notification.is_enabled:
        return Attempt(AttemptResult.DROPPED, "nobody wants it any more")
    body = message.body.encode()
    headers = {
        "content-type": "application/json",
        **signed_headers(notification.secret, message.id, ports.clock.now(), body),
    }
    reception = ports.receivers.post(notification.url, headers, body)
    reason = reception.reason or f"answered {reception.status}"
    if reception.is_taken:
        return Attempt(AttemptResult.DELIVERED, reason)
    if reception.status == HTTPStatus.GONE:
        return Attempt(AttemptResult.DROPPED, reason)
    return Attempt(AttemptResult.REFUSED, reason, pause_after(attempt))


def pause_after(attempt: int) -> timedelta:
    """Return the pause after an attempt (from 1); none after the last, for the queue takes it away then."""
    return PAUSES[attempt - 1] if attempt <= len(PAUSES) else timedelta()
