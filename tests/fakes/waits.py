"""Calls that wait, in memory."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from exeoflow.service.ports.clock import Clock


@dataclass
class FakeWaits:
    """Remembers who waits where."""

    clock: Clock
    most: int = 2
    places: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def begin(self, workspace: str, until: datetime) -> str | None:
        ends = [end for (of, _), end in self.places.items() if of == workspace and end > self.clock.now()]
        if len(ends) >= self.most:
            return None
        place = str(len(self.places))
        self.places[workspace, place] = until + timedelta(seconds=5)
        return place

    def end(self, workspace: str, place: str) -> None:
        self.places[workspace, place] = self.clock.now()
