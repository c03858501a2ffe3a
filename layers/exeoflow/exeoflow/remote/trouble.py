"""What cannot be done: one line for a person, and the exit status of a command that ends by it."""

from collections.abc import Mapping
from typing import Any, Final

FAILED: Final = 1
"""What was asked for is not so: faults in a workflow, a failed run, a difference."""
MISUSED: Final = 2
"""What was asked for cannot be done: no such file, no server, no such name."""


class Trouble(Exception):
    """The command cannot go on; its text says why, and what to do."""

    def __init__(self, message: str, status: int = MISUSED) -> None:
        super().__init__(message)
        self.status = status


class Refused(Trouble):
    """The API answered with a failure."""

    def __init__(self, status: int, error: Mapping[str, Any]) -> None:
        self.http_status = status
        self.code = str(error.get("code", status))
        self.details = list(error.get("details") or [])
        super().__init__(f"{error.get('message', 'no answer in the form of this API')} ({self.code})")

    @property
    def in_full(self) -> str:
        """The failure with a line for each of its details."""
        lines = (
            f"\n- {each.get('path', '')}: {each['message']} {each.get('hint', '')}" for each in self.details
        )
        return f"{self}{''.join(lines)}"
