"""Calls that wait, in this process: nobody waits longer than it lives."""

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from exeoflow.service.ports.clock import Clock

_GRACE: Final = timedelta(seconds=5)


@dataclass
class LocalWaits:
    """Counts the calls of each workspace; `most` may wait at once."""

    most: int
    clock: Clock
    _ends: defaultdict[str, dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))
    _begun: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, workspace: str, until: datetime) -> str | None:
        """Note when the call ends, if there is room."""
        now = self.clock.now()
        with self._lock:
            ends = self._ends[workspace] = {
                place: end for place, end in self._ends[workspace].items() if end > now
            }
            if len(ends) >= self.most:
                return None
            self._begun += 1
            place = str(self._begun)
            ends[place] = until + _GRACE
            return place

    def end(self, workspace: str, place: str) -> None:
        """Forget the call."""
        with self._lock:
            self._ends[workspace].pop(place, None)
            if not self._ends[workspace]:
                del self._ends[workspace]
