"""Queues in memory."""

from dataclasses import dataclass, field


@dataclass
class FakeOutbox:
    """Keeps what was put, in order."""

    failures: list[str] = field(default_factory=list)

    def put_failure(self, execution_id: str) -> None:
        self.failures.append(execution_id)
