"""Time that moves when told, and ids that count."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from exeoflow.model.identifiers import sortable_id


@dataclass
class FakeClock:
    """Stands still until a test moves it; waiting moves nothing and is remembered."""

    moment: datetime = datetime(2024, 1, 20, 10, tzinfo=UTC)
    pauses: list[int] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the moment that the test set."""
        return self.moment

    def pause(self, attempt: int) -> None:
        """Remember that somebody waited."""
        self.pauses.append(attempt)

    def advance(self, **duration: float) -> None:
        """Let time pass: `advance(minutes=5)`."""
        self.moment += timedelta(**duration)


@dataclass
class CountingIds:
    """Makes one id after the other."""

    count: int = 0

    def new_id(self, prefix: str) -> str:
        """Return the next id."""
        self.count += 1
        return sortable_id(prefix, 0, self.count)

    def new_token(self, prefix: str) -> str:
        """Return the next secret."""
        return self.new_id(prefix)
