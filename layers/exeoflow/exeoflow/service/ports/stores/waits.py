"""Port: how many calls of a workspace wait at this moment."""

from datetime import datetime
from typing import Protocol


class Waits(Protocol):
    """Lends each call that waits a place among those of its workspace, of which there are so many."""

    def begin(self, workspace: str, until: datetime) -> str | None:
        """Return the place of one more call, which waits until then; None if as many wait as may.

        A place that nobody gives back, for its function died, is free soon after `until`.
        """
        ...

    def end(self, workspace: str, place: str) -> None:
        """Give the place back."""
        ...
