"""Port: the queues that carry on what follows from an execution's end, and what is too much for a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.workflows.trigger import ChannelEvent


@dataclass(frozen=True, slots=True)
class NotificationMessage:
    """What is to be sent to the address of a notification; `id` tells it from every other message.

    The body is made once, so that each attempt sends the same bytes.
    """

    id: str
    workspace: str
    notification_id: str
    body: str


class Outbox(Protocol):
    """Puts messages, which arrive at least once. Any method raises `Unavailable`."""

    def put_failure(self, execution_id: str) -> None:
        """Ask for the start of the error workflow of a failed execution."""
        ...

    def put_wakeup(self, execution_id: str, seconds: int) -> None:
        """Ask for the begin of an execution that waits, after so many seconds (up to 900)."""
        ...

    def put_record(self, record: ExecutionRecord) -> None:
        """Ask for the storing of the record of an execution that is over.

        Raises `Unavailable` also for one that no message can hold.
        """
        ...

    def put_parts(self, parts: Sequence[ChannelEvent]) -> None:
        """Ask for the starts of those that listen for an event, part by part.

        Where it raises, some parts may have been put.
        """
        ...

    def put_notifications(self, messages: Sequence[NotificationMessage]) -> None:
        """Ask for the delivery of messages."""
        ...


class Redelivery(Protocol):
    """Puts off messages that were received and not taken."""

    def postpone(self, receipt: str, pause: timedelta) -> None:
        """Hide a received message for so long from now on.

        Raises `Unavailable`; the queue's own pause holds then.
        """
        ...
