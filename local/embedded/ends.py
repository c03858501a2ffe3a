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
    is_answered: Callable[[str], bool]
    """Tells whether a `respond` node has answered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, list[threading.Event]] = {}
        self._waiting_for_answers: dict[str, list[threading.Event]] = {}

    def await_end(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Sleep until the record is closed, or until the time is over."""
        del attempt
        self._await(self._waiting, execution_id, self._seconds(until))

    def await_response(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Sleep until a `respond` node has answered or the record is closed, or until the time is over."""
        del attempt
        self._await(self._waiting_for_answers, execution_id, self._seconds(until))

    def await_change(self, execution_id: str, attempt: int) -> None:
        """Sleep a moment, or less if the record is closed: a look costs little here."""
        del attempt
        self._await(self._waiting, execution_id, _MOMENT)

    def _seconds(self, until: datetime) -> float:
        return (until - self._clock.now()).total_seconds()

    def _await(self, waiting: dict[str, list[threading.Event]], execution_id: str, seconds: float) -> None:
        is_over = threading.Event()
        with self._lock:
            waiting.setdefault(execution_id, []).append(is_over)
        try:
            # It may have ended, or answered, between the caller's look and now.
            is_told = waiting is self._waiting_for_answers and self.is_answered(execution_id)
            if self.is_running(execution_id) and not is_told:
                is_over.wait(max(0.0, seconds))
        finally:
            with self._lock:
                waiting[execution_id].remove(is_over)
                if not waiting[execution_id]:
                    del waiting[execution_id]

    def tell(self, execution_id: str) -> None:
        """Wake all who wait for the end of this execution, or for its answer."""
        with self._lock:
            for waiting in (self._waiting, self._waiting_for_answers):
                for is_over in waiting.get(execution_id, ()):
                    is_over.set()

    def tell_response(self, execution_id: str) -> None:
        """Wake all who wait for the answer of this execution."""
        with self._lock:
            for is_over in self._waiting_for_answers.get(execution_id, ()):
                is_over.set()
