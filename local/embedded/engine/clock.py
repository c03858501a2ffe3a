"""The time of the engine: that of the machine, but never backwards."""

import threading
import time


class SteadyClock:
    """Tells Unix milliseconds. Where the machine's clock is set back, time goes on from where it was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead = self._difference()

    def now(self) -> int:
        """Return this moment."""
        with self._lock:
            self._ahead = max(self._ahead, self._difference())
            return (self._ahead + time.monotonic_ns()) // 1_000_000

    @staticmethod
    def _difference() -> int:
        """Return by how much the clock that people set is ahead of the one that only counts."""
        return time.time_ns() - time.monotonic_ns()
