"""Why a state is not, or not quite, what it was: stable codes, whose words stand in `exeoflow.texts`."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.reasons import Reason, Refused
from exeoflow.importers.status import Status

__all__ = ["REASONS", "Reason", "Refused", "status_of"]

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


def status_of(reasons: Iterable[Reason]) -> Status:
    """How far a state with these reasons means the same: the worst of what each leaves of it."""
    return Status.worst(REASONS[each.code] for each in reasons)
