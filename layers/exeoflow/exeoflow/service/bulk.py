"""Do the same to many, one after the other, and report what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from exeoflow.errors import ExeoflowError
from exeoflow.service.ports.clock import Clock

MOST_AT_ONCE: Final = 100
# A function is answered for after 29 s.
_TIME: Final = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of one; `error` is None if it is done."""

    id: str
    error: ExeoflowError | None = None


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What became of `matched`; those that no `results` tell of are left for another call."""

    matched: int
    results: tuple[BulkResult, ...]

    @property
    def remaining(self) -> int:
        """How many were not looked at."""
        return self.matched - len(self.results)


def in_bulk(clock: Clock, ids: Sequence[str], matched: int, act: Callable[[str], object]) -> BulkReport:
    """Act on one after the other as long as there is time; a refusal of one keeps none of the others."""
    until = clock.now() + _TIME
    results: list[BulkResult] = []
    for each in ids:
        if clock.now() > until:
            break
        try:
            act(each)
        except ExeoflowError as error:
            results.append(BulkResult(each, error))
        else:
            results.append(BulkResult(each))
    return BulkReport(matched, tuple(results))


def nothing(_: str) -> None:
    """Act on nothing, to see what would be acted on."""
