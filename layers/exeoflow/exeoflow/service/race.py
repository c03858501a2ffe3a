"""Changes of what is stored although others change it too: who loses the race looks again and starts over."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, TypeVar

from exeoflow.errors import Conflict
from exeoflow.service.ports.clock import Clock

_ATTEMPTS: Final = 6
_MILLISECOND: Final = timedelta(milliseconds=1)

Changed = TypeVar("Changed")


class RaceLost(Exception):
    """Another stored a change first."""


def repeated(clock: Clock, change: Callable[[], Changed], lost: type[Conflict]) -> Changed:
    """Return what `change` returns, which reads anew each time and raises `RaceLost` if another was faster.

    Raises `lost` when others are faster again and again.
    """
    for attempt in range(_ATTEMPTS):
        with suppress(RaceLost):
            return change()
        clock.pause(attempt)
    raise lost


def moment_after(clock: Clock, previous: datetime) -> datetime:
    """Return this moment, but later than `previous` even within a millisecond.

    By it a change is told from what it changed.
    """
    return max(clock.now(), previous + _MILLISECOND)
