"""Tables of measurements as text."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One table; columns of numbers are aligned to the right."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """Return the table as lines."""
        columns = [_aligned(column) for column in zip(self.columns, *self.rows, strict=True)]
        lines = ["  ".join(cells).rstrip() for cells in zip(*columns, strict=True)]
        return "\n".join([self.title, "-" * len(self.title), *lines])


def _aligned(column: Sequence[str]) -> list[str]:
    _, *cells = column
    width = max(map(len, column))
    is_number = all(cell[:1].isdigit() or cell == "-" for cell in cells)
    return [cell.rjust(width) if is_number else cell.ljust(width) for cell in column]


def median_ms(
    work: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Return the median time of `work` in milliseconds, by `clock`."""
    return statistics.median(seconds(work, clock) for _ in range(rounds)) * 1000


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long `work` takes once, by `clock`."""
    started = clock()
    work()
    return clock() - started
