"""A thread that fires, twice a second, what was planned since the last time.

What was planned while the server did not run is missed, and what was planned while the machine slept, or in
the time that its clock was set forward: a clock that begins in 1970 must not start millions.
"""

import threading
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from typing import Final

_TICK_SECONDS: Final = 0.5
# A busy machine is late by less; what is longer ago has been slept through.
_LONGEST_DELAY: Final = timedelta(minutes=5)


def missed_until(after: datetime, until: datetime) -> datetime:
    """Return up to when what was planned later than `after` was missed: it is too late to fire it now."""
    return max(after, until - _LONGEST_DELAY)


class TickingClock(ABC):
    """Knows up to which moment everything was fired."""

    def __init__(self) -> None:
        self._last = datetime.now(UTC)
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="clock")

    def start(self) -> None:
        """Begin to fire."""
        self._thread.start()

    def close(self) -> None:
        """Stop firing."""
        self._is_closing.set()
        self._thread.join()

    def tick(self, now: datetime) -> None:
        """Fire what was planned since the last tick, up to `now`.

        Where the clock was set back it goes on from there.
        """
        last, self._last = self._last, now
        self._fire(last, now)

    @abstractmethod
    def _fire(self, after: datetime, until: datetime) -> None:
        """Fire what was planned later than `after` and not later than `until`, but for what was missed."""

    def _run(self) -> None:
        while not self._is_closing.wait(_TICK_SECONDS):
            self.tick(datetime.now(UTC))
