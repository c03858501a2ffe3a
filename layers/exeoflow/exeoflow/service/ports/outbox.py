"""Port: the queues that carry on what follows from the end of an execution."""

from collections.abc import Sequence
from typing import Protocol

from exeoflow.service.notifications.message import NotificationMessage


class Outbox(Protocol):
    """Puts messages, which arrive at least once. Any method raises `Unavailable`."""

    def put_failure(self, execution_id: str) -> None:
        """Ask for the start of the error workflow of a failed execution."""
        ...

    def put_notifications(self, messages: Sequence[NotificationMessage]) -> None:
        """Ask for the delivery of messages."""
        ...
