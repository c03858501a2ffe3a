"""Why a state is not, or not quite, what it was: stable codes, whose words stand in `exeoflow.texts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exeoflow.importers.status import Status

REASONS: Final[Mapping[str, Status]] = MappingProxyType(
    {
        # What a state calls
        "resource-name": Status.APPROXIMATED,
        "result-form": Status.APPROXIMATED,
        "credential-needed": Status.APPROXIMATED,
        "integration": Status.UNSUPPORTED,
        "pattern": Status.UNSUPPORTED,
        # How it goes on when it fails
        "retriers": Status.APPROXIMATED,
        "error-form": Status.APPROXIMATED,
        # What it reads
        "context": Status.APPROXIMATED,
        "context-unknown": Status.UNSUPPORTED,
        "expression": Status.UNSUPPORTED,
        "variable-in-loop": Status.UNSUPPORTED,
        "variable-lost": Status.UNSUPPORTED,
        # What is left of it
        "field-left-out": Status.APPROXIMATED,
        "field": Status.UNSUPPORTED,
        "distributed": Status.APPROXIMATED,
        "state-odd": Status.UNSUPPORTED,
        "never-reached": Status.APPROXIMATED,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; what is `given` fills its text."""

    code: str
    given: tuple[tuple[str, str], ...] = ()

    @property
    def status(self) -> Status:
        """What a state with it is at best."""
        return REASONS[self.code]


class Refused(Exception):
    """A state has no counterpart: it becomes a placeholder."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, tuple(values.items()))
