"""Queues in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.ports.outbox import NotificationMessage


@dataclass
class FakeOutbox:
    """Keeps what was put, in order."""

    failures: list[str] = field(default_factory=list)
    wakeups: list[tuple[str, int]] = field(default_factory=list)
    notifications: list[NotificationMessage] = field(default_factory=list)

    records: list[ExecutionRecord] = field(default_factory=list)
    parts: list[ChannelEvent] = field(default_factory=list)

    def put_failure(self, execution_id: str) -> None:
        self.failures.append(execution_id)

    def put_wakeup(self, execution_id: str, seconds: int) -> None:
        self.wakeups.append((execution_id, seconds))

    def put_record(self, record: ExecutionRecord) -> None:
        self.records.append(record)

    def put_parts(self, parts: Sequence[ChannelEvent]) -> None:
        self.parts.extend(parts)

    def put_notifications(self, messages: Sequence[NotificationMessage]) -> None:
        self.notifications.extend(messages)
