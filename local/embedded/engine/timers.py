"""Any number of alarms on one thread, which sleeps until the next is due."""

import threading
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final

# The clock may be set meanwhile, and a laptop may have slept: so often the time is looked at anew.
_LONGEST_SLEEP_SECONDS: Final = 5.0


class Timers:
    """Calls `ring` with the name of each alarm when its moment (Unix milliseconds) has come."""

    def __init__(self, now: Callable[[], int], ring: Callable[[str], None]) -> None:
        self._now = now
        self._ring = ring
        self._alarms: list[tuple[int, str]] = []
        self._changed = threading.Condition()
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="timers")

    def start(self) -> None:
        """Begin to ring."""
        self._thread.start()

    def set(self, at: int, name: str) -> None:
        """Ring once at a moment, or a little later."""
        with self._changed:
            heappush(self._alarms, (at, name))
            if self._alarms[0] == (at, name):
                self._changed.notify()

    def close(self) -> None:
        """Stop ringing."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while (due := self._due()) is not None:
            for name in due:
                self._ring(name)

    def _due(self) -> list[str] | None:
        with self._changed:
            if self._is_closing:
                return None
            self._changed.wait(self._pause())
            due = []
            while self._alarms and self._alarms[0][0] <= self._now():
                due.append(heappop(self._alarms)[1])
            return due

    def _pause(self) -> float:
        if not self._alarms:
            return _LONGEST_SLEEP_SECONDS
        return min(max((self._alarms[0][0] - self._now()) / 1000, 0.0), _LONGEST_SLEEP_SECONDS)
