"""Sets of small numbers as the bits of one integer.

Copies share it, and what two sets have in common costs a few machine words: so a set for each vertex of a
large graph costs next to nothing where a set of objects would take time and memory that grow with its square.
"""

from collections.abc import Iterable


def bits_of(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def numbers_in(bits: int) -> list[int]:
    """The numbers of a set, the smaller ones first."""
    found = []
    # The largest first: what is left becomes shorter each time, and finding the largest one looks at no bits.
    while bits:
        number = bits.bit_length() - 1
        found.append(number)
        bits ^= 1 << number
    found.reverse()
    return found
