"""Why what is imported is not, or not quite, what it was: stable codes, whose words importers have."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; what is `given` fills its text."""

    code: str
    given: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> Mapping[str, str]:
        """What fills the placeholders of its text."""
        return dict(self.given)


class Refused(Exception):
    """A node or a state has no counterpart: it becomes a placeholder."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, tuple(values.items()))
