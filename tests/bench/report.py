"""Tables of measurements as text."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One table; the first column is aligned to the left, the others to the right."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """Return the table as lines."""
        table = [list(self.columns), *map(list, self.rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [self._line(row, widths) for row in table]
        return "\n".join([self.title, "-" * len(self.title), *lines])

    @staticmethod
    def _line(row: Sequence[str], widths: Sequence[int]) -> str:
        first, *rest = (
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return "  ".join([first, *rest]).rstrip()


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of `work` in milliseconds."""
    return statistics.median(seconds(work) for _ in range(rounds)) * 1000


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
