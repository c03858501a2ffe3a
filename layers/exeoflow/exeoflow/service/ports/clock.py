"""Ports to time and chance, so that use cases can be tested without either."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, in UTC with milliseconds."""

    def now(self) -> datetime:
        """Return this moment."""
        ...

    def pause(self, attempt: int) -> None:
        """Wait a moment before the attempt after `attempt` (from 0), longer each time and never in step."""
        ...


class IdSource(Protocol):
    """Makes ids that nobody can guess."""

    def new_id(self, prefix: str) -> str:
        """Return an id like `wf_...`; later ones sort after earlier ones."""
        ...

    def new_token(self, prefix: str) -> str:
        """Return a secret like `whsec_...`, much longer than an id."""
        ...
