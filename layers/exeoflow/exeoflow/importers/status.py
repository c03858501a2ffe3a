"""How far what is imported means the same."""

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """How far a node or a state means the same as where it is from."""

    EXACT = "exact"
    APPROXIMATED = "approximated"
    UNSUPPORTED = "unsupported"

    @classmethod
    def worst(cls, statuses: Iterable["Status"]) -> "Status":
        """The one that says least; exact if there is none."""
        found = set(statuses)
        return next((each for each in reversed(cls) if each in found), cls.EXACT)
