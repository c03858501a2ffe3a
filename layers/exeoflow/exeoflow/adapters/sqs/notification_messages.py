"""Messages of notifications in their queue: how they are written, and how they are read."""

import json
from dataclasses import asdict

from exeoflow.service.ports.outbox import NotificationMessage


def message_text(message: NotificationMessage) -> str:
    """Write a message; in ASCII, for SQS refuses some characters."""
    return json.dumps(asdict(message))


def message_of(text: str) -> NotificationMessage:
    """Read what `message_text` wrote."""
    return NotificationMessage(**json.loads(text))
