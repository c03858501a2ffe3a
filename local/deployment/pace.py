"""Keeps calls below what AWS refills."""

import time
from collections.abc import Callable


class Pace:
    """A bucket of `burst` calls at once that refills by `per_second`, as AWS's own does."""

    def __init__(
        self,
        per_second: float,
        burst: int = 1,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 1 / per_second
        self._burst = burst
        self._now = now
        self._sleep = sleep
        self._full_at = now()

    def wait(self) -> None:
        """Return when the next call may be made."""
        now = self._now()
        self._full_at = max(self._full_at, now) + self._interval
        excess = self._full_at - now - self._burst * self._interval
        # A few nanoseconds of rounding are no reason to sleep.
        if excess > self._interval / 1000:
            self._sleep(excess)
