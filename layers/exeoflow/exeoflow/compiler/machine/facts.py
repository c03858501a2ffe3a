"""What is known of ports where a state is left."""

from collections.abc import Iterator
from dataclasses import dataclass

from exeoflow.digraph import numbers_in


@dataclass(frozen=True, slots=True)
class Facts:
    """The ports that may have fired and whose targets are not all over, and those that have for certain.

    Sets as bits, for many exits know much of the same ports.
    """

    possible: int = 0
    certain: int = 0

    def __contains__(self, port: int) -> bool:
        """Whether the port may have fired."""
        return bool(self.possible >> port & 1)

    def has_fired(self, port: int) -> bool:
        """Whether the port has fired for certain."""
        return bool(self.certain >> port & 1)

    def among(self, ports: int) -> "Facts":
        """What is known of these ports, given as bits."""
        return Facts(self.possible & ports, self.certain & ports)

    def without(self, ports: int) -> "Facts":
        """What is known of all other ports."""
        return self.among(~ports)

    def fired(self, ports: int) -> "Facts":
        """The same with ports of which it is known now that they have fired."""
        return Facts(self.possible | ports, self.certain | ports)

    def perhaps_fired(self, ports: int) -> "Facts":
        """The same with ports that may have fired, whatever was known of them."""
        return Facts(self.possible | ports, self.certain & ~ports)

    def joined(self, other: "Facts") -> "Facts":
        """What is known here, and there of other ports."""
        return Facts(self.possible | other.possible, self.certain | other.certain)

    def ports(self) -> Iterator[int]:
        """The ports that may have fired, the smaller ones first."""
        return numbers_in(self.possible)


NOTHING_KNOWN = Facts()
