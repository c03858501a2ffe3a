"""Duties: work on the items of many workspaces, none of which may stop the others.

Items of all duties are taken in turn, so that no duty waits for the backlog of another. What fails is
reported and put back with a pause that grows with its age; where AWS does not answer again and again, the
duty rests.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from exeoflow.errors import ExeoflowError, Unavailable
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from datetime import datetime

SHORTEST_PAUSE: Final = timedelta(minutes=5)
LONGEST_PAUSE: Final = timedelta(hours=1)
# Younger trouble passes by itself: a quota has room again, a service answers again.
_LASTING: Final = timedelta(hours=1)
# Each of them took three tries of some seconds; what is behind them would fare no better.
_REFUSALS_IN_A_ROW: Final = 5

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Duty(Generic[Item]):
    """One kind of work: `find` the items that are due, `settle` one, or `put_back` until a moment.

    `begun_at` tells since when an item waits, `id_of` names it in logs.
    """

    name: str
    find: Callable[[], Sequence[Item]]
    settle: Callable[[Item], None]
    id_of: Callable[[Item], str]
    begun_at: "Callable[[Item], datetime]"
    put_back: "Callable[[Item, datetime], None]"


@dataclass(frozen=True, slots=True)
class Setback:
    """An item that could not be settled, or a duty whose items could not be found (`item` is empty).

    `is_lasting` says that it will hardly pass by itself.
    """

    duty: str
    item: str
    error: Exception
    is_lasting: bool

    @property
    def reason(self) -> str:
        """The code of one of our errors, the class of any other."""
        return self.error.code if isinstance(self.error, ExeoflowError) else type(self.error).__name__


@dataclass(frozen=True, slots=True)
class Report:
    """How many items of each duty were settled, and what was not."""

    settled: Mapping[str, int]
    setbacks: tuple[Setback, ...]


def perform(duties: Sequence[Duty[Any]], clock: Clock, has_time: Callable[[], bool]) -> Report:
    """Settle what is due, as long as `has_time` says so; the rest is due again next time."""
    rounds = [_Round(duty, clock) for duty in duties]
    waiting = deque(rounds)
    while waiting and has_time():
        current = waiting.popleft()
        if current.goes_on():
            waiting.append(current)
    return Report(
        {each.duty.name: each.settled for each in rounds},
        tuple(setback for each in rounds for setback in each.setbacks),
    )


def pause_after(age: timedelta, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """Return the pause before the next look at something so old: half its age again, within bounds."""
    return min(max(age / 2, SHORTEST_PAUSE), longest)


@dataclass
class _Round(Generic[Item]):
    duty: Duty[Item]
    clock: Clock
    items: deque[Item] | None = None
    settled: int = 0
    setbacks: list[Setback] = field(default_factory=list)
    refusals: int = 0

    def goes_on(self) -> bool:
        """Settle the next item; False if there is none, or no use in it."""
        if self.items is None:
            self.items = deque(self._found())
        if not self.items or self.refusals == _REFUSALS_IN_A_ROW:
            return False
        self._settle(self.items.popleft())
        return True

    def _found(self) -> Sequence[Item]:
        try:
            return self.duty.find()
        except Exception as error:  # noqa: BLE001  (the other duties go on, and the report tells)
            self.setbacks.append(Setback(self.duty.name, "", error, is_lasting=False))
            return ()

    def _settle(self, item: Item) -> None:
        try:
            self.duty.settle(item)
        except Exception as error:  # noqa: BLE001  (a fault of one item, whatever it is, is none of the others')
            self.refusals = self.refusals + 1 if isinstance(error, Unavailable) else 0
            self._put_back(item, error)
        else:
            self.refusals = 0
            self.settled += 1

    def _put_back(self, item: Item, error: Exception) -> None:
        now, age = self.clock.now(), None
        # Whatever makes an item unreadable does so here as well: it then comes last.
        with suppress(Exception):
            age = now - self.duty.begun_at(item)
        is_lasting = age is None or age >= _LASTING
        self.setbacks.append(Setback(self.duty.name, self.duty.id_of(item), error, is_lasting))
        # What cannot be put back is due again at once, which is no worse.
        with suppress(Exception):
            self.duty.put_back(item, now + (LONGEST_PAUSE if age is None else pause_after(age)))
