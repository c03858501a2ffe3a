"""Sets of small numbers as the bits of one integer.

Copies share it, and what two sets have in common costs a few machine words: so a set for each vertex of a
large graph costs next to nothing where a set of objects would take time and memory that grow with its square.
"""

from collections.abc import Iterable, Iterator


def bits_of(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def numbers_in(bits: int) -> Iterator[int]:
    """The numbers of a set, the smaller ones first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
