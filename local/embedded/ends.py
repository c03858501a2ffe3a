"""The ends of executions as news within this process."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from exeoflow.service.ports.clock import Clock

_MOMENT: Final = 0.1


class LocalEnds:
    """Wakes who waits for an end at the moment when its record is closed: the port `Ends`."""

    is_running: Callable[[str], bool]
    """Tells whether a record is not closed; the store that is asked is also the one that tells."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, list[threading.Event]] = {}

    def await_end(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Sleep until the record is closed, or until the time is over."""
        del attempt
        self._await(execution_id, (until - self._clock.now()).total_seconds())

    def await_change(self, execution_id: str, attempt: int) -> None:
        """Sleep a moment, or less if the record is closed: a look costs little here."""
        del attempt
        self._await(execution_id, _MOMENT)

    def _await(self, execution_id: str, seconds: float) -> None:
        is_over = threading.Event()
        with self._lock:
            self._waiting.setdefault(execution_id, []).append(is_over)
        try:
            # It may have ended between the caller's look and now.
            if self.is_running(execution_id):
                is_over.wait(max(0.0, seconds))
        finally:
            with self._lock:
                waiting = self._waiting[execution_id]
                waiting.remove(is_over)
                if not waiting:
                    del self._waiting[execution_id]

    def tell(self, execution_id: str) -> None:
        """Wake all who wait for this execution."""
        with self._lock:
            for is_over in self._waiting.get(execution_id, ()):
                is_over.set()
