"""How long executions took, as a histogram of fixed size: it can be added to, and merged, without being read.

The buckets are those of HDR Histogram (http://hdrhistogram.org), in whole milliseconds: each power of two is
cut into 32 of equal width, and below 64 every millisecond has its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_PRECISION_BITS: Final = 5
_BUCKETS_PER_POWER: Final = 2**_PRECISION_BITS


@dataclass(frozen=True, slots=True)
class Durations:
    """How many durations fell into each bucket, and the sum of them all in milliseconds."""

    total: int = 0
    buckets: Mapping[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many durations there are."""
        return sum(self.buckets.values())

    @property
    def average(self) -> int | None:
        """The exact mean, rounded to milliseconds; None without durations."""
        count = self.count
        return (2 * self.total + count) // (2 * count) if count else None

    def percentile(self, percent: int) -> int | None:
        """Return the least duration that so many per cent do not exceed, within a 64th of it.

        A bucket is as wide as a 32nd of its least value at most, and stands for its middle.

        >>> Durations(51, {1: 1, 50: 1}).percentile(50)
        1
        """
        rank = -(-self.count * percent // 100)
        passed = 0
        for bucket in sorted(self.buckets):
            passed += self.buckets[bucket]
            if passed >= rank:
                return _middle_of(bucket)
        return None


def bucket_of(milliseconds: int) -> int:
    """Return the bucket of a duration; two clocks may tell one below zero, which counts as zero.

    >>> bucket_of(63), bucket_of(64), bucket_of(65), bucket_of(66)
    (63, 64, 64, 65)
    """
    value = max(milliseconds, 0)
    shift = max(value.bit_length() - _PRECISION_BITS - 1, 0)
    return shift * _BUCKETS_PER_POWER + (value >> shift)


def _middle_of(bucket: int) -> int:
    shift = max(bucket // _BUCKETS_PER_POWER - 1, 0)
    least = (bucket - shift * _BUCKETS_PER_POWER) << shift
    return least + ((1 << shift) - 1) // 2
