"""Sets of numbers that take room only for what they hold, of which a large graph needs one at every exit.

What is known at an exit is of a few outlets, or of nearly the same ones as at the exit before. So a set is
kept as parts, each of them bits of 1,024 numbers: it takes no room for parts without any of its numbers, and
has those that an operation leaves as they are in common with the set that it was made from.
"""

from collections.abc import Iterable, Iterator, Mapping

from exeoflow.digraph.bits import numbers_in

_WIDTH = 10
"""Parts have two to the power of this many numbers."""

_INSIDE = (1 << _WIDTH) - 1


class NumberSet:
    """A set of numbers from 0 that does not change. Its numbers come in order, the smaller ones first.

    `parts` has the bits of each part that is not empty, by the part's number.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: Mapping[int, int]) -> None:
        self.parts = parts

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "NumberSet":
        """The set of these numbers."""
        parts: dict[int, int] = {}
        current, bits = -1, 0
        for number in numbers:
            part = number >> _WIDTH
            if part != current:  # as seldom: numbers that stand together come together
                if bits:
                    parts[current] = bits
                current, bits = part, parts.get(part, 0)
            bits |= 1 << (number & _INSIDE)
        if not bits:
            return NO_NUMBERS
        parts[current] = bits
        return NumberSet(parts)

    def __contains__(self, number: int) -> bool:
        return bool(self.parts.get(number >> _WIDTH, 0) >> (number & _INSIDE) & 1)

    def __iter__(self) -> Iterator[int]:
        parts = self.parts
        # A list, for what asks mostly takes all numbers, and a generator would wait for each of them.
        return iter(
            [(part << _WIDTH) + number for part in sorted(parts) for number in numbers_in(parts[part])]
        )

    def __len__(self) -> int:
        return sum(map(int.bit_count, self.parts.values()))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def with_numbers(self, numbers: Iterable[int]) -> "NumberSet":
        """These numbers, too."""
        if not numbers:
            return self
        return self | NumberSet.of(numbers)

    def __or__(self, other: "NumberSet") -> "NumberSet":
        mine, others = self.parts, other.parts
        if len(mine) < len(others):
            mine, others = others, mine
        if not others:
            return self if mine is self.parts else other
        parts = dict(mine)
        for part, bits in others.items():
            present = parts.get(part, 0)
            # Sets made from one another have most parts in common.
            if present is not bits:
                parts[part] = present | bits
        return NumberSet(parts)

    def __and__(self, other: "NumberSet") -> "NumberSet":
        mine, others = self.parts, other.parts
        if mine is others or not mine:  # as of many ways that come from one state
            return self
        if len(mine) > len(others):
            mine, others = others, mine
        found: dict[int, int] = {}
        for part, bits in mine.items():
            common = bits & others.get(part, 0)
            if common:
                found[part] = bits if common == bits else common
        return NumberSet(found) if found else NO_NUMBERS

    def __sub__(self, other: "NumberSet") -> "NumberSet":
        mine, others = self.parts, other.parts
        if not mine or not others:  # as every other time
            return self
        found: dict[int, int] = {}
        is_changed = False
        for part, bits in mine.items():
            common = bits & others.get(part, 0)
            if not common:
                found[part] = bits
                continue
            is_changed = True
            if common != bits:
                found[part] = bits ^ common
        if not is_changed:
            return self
        return NumberSet(found) if found else NO_NUMBERS

    def isdisjoint(self, other: "NumberSet") -> bool:
        """Whether no number is in both."""
        mine, others = self.parts, other.parts
        if len(mine) > len(others):
            mine, others = others, mine
        for part, bits in mine.items():  # noqa: SIM110 - most have one part, a generator takes twice as long
            if bits & others.get(part, 0):
                return False
        return True


NO_NUMBERS = NumberSet({})
"""The empty set: whatever an operation leaves empty is this one, which takes no room of its own."""
