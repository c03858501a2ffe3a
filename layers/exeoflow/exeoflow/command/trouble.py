"""What ends a command before its time: one line for a person, and an exit status."""

from typing import Final

FAILED: Final = 1
"""What was asked for is not so: faults in a workflow, a failed run, a difference."""
MISUSED: Final = 2
"""What was asked for cannot be done: no such file, no server, no such name."""


class Trouble(Exception):
    """The command cannot go on; its text says why, and what to do."""

    def __init__(self, message: str, status: int = MISUSED) -> None:
        super().__init__(message)
        self.status = status
