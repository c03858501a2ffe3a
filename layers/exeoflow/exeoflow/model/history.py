"""The history of an execution: the events that Step Functions keeps, reduced to what steps are made of."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

MOST_DATA_BYTES: Final = 64 * 1024 * 1024
"""The data of one history that are held: it may have gigabytes, and values take several times the room."""


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event. `kind` is its type as AWS names it (`TaskStateEntered`); `previous` is 0 for the first.

    `state` is set for states entered and left, `error` and `cause` for failures, `index` for items.
    `data` is JSON text, where histories are read with it: the input of what is entered, the output of what is
    left, succeeds or ends; `is_cut` says that there were data that nobody holds. A state that is left without
    any puts out its task's answer, or else its input.
    """

    id: int
    previous: int
    kind: str
    at: datetime
    state: str | None = None
    error: str | None = None
    cause: str | None = None
    data: str | None = None
    index: int | None = None
    is_cut: bool = False


def within_room(events: Iterable[HistoryEvent], taken: int = 0) -> Iterator[HistoryEvent]:
    """Cut the data from where there is no more room for them; `taken` is what earlier events fill."""
    for event in events:
        taken += size_of(event)
        # Also those for which there would be room again: behind what is not known nothing is.
        yield event if taken <= MOST_DATA_BYTES else without_data(event)


def without_data(event: HistoryEvent) -> HistoryEvent:
    """Return the event with its data cut, if it has any."""
    return event if event.data is None else replace(event, data=None, is_cut=True)


def size_of(event: HistoryEvent) -> int:
    """Return the bytes of memory that an event's data fill."""
    return 0 if event.data is None else sys.getsizeof(event.data)
