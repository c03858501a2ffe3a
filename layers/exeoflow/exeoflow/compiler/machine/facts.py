"""What is known of outlets where a state is left."""

from collections.abc import Iterator
from dataclasses import dataclass

from exeoflow.digraph import numbers_in


@dataclass(frozen=True, slots=True)
class Facts:
    """The outlets that may have fired and whose targets are not all over, and those that have for certain.

    Sets as bits, for many exits know much of the same outlets.
    """

    possible: int = 0
    certain: int = 0

    def __contains__(self, outlet: int) -> bool:
        """Whether the outlet may have fired."""
        return bool(self.possible >> outlet & 1)

    def has_fired(self, outlet: int) -> bool:
        """Whether the outlet has fired for certain."""
        return bool(self.certain >> outlet & 1)

    def among(self, outlets: int) -> "Facts":
        """What is known of these outlets, given as bits."""
        return Facts(self.possible & outlets, self.certain & outlets)

    def without(self, outlets: int) -> "Facts":
        """What is known of all other outlets."""
        return self.among(~outlets)

    def fired(self, outlets: int) -> "Facts":
        """The same with outlets of which it is known now that they have fired."""
        return Facts(self.possible | outlets, self.certain | outlets)

    def perhaps_fired(self, outlets: int) -> "Facts":
        """The same with outlets that may have fired, whatever was known of them."""
        return Facts(self.possible | outlets, self.certain & ~outlets)

    def joined(self, other: "Facts") -> "Facts":
        """What is known here, and there of other outlets."""
        return Facts(self.possible | other.possible, self.certain | other.certain)

    def outlets(self) -> Iterator[int]:
        """The outlets that may have fired, the smaller ones first."""
        return numbers_in(self.possible)


NOTHING_KNOWN = Facts()
