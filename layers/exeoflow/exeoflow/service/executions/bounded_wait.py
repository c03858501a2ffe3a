"""A call that waits: so long, and only while no more of its workspace wait than may.

In AWS each holds an instance of a function for its time, of which an account has so many for everybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from exeoflow.errors import ExeoflowError
from exeoflow.service.ports import Ports


@dataclass
class BoundedWait:
    """A wait until `until`. It takes a place among others when it first goes on, for most need not wait."""

    ports: Ports
    workspace: str
    until: datetime
    place: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether its time is."""
        return self.ports.clock.now() >= self.until

    def goes_on(self) -> bool:
        """Tell whether it may; False if as many wait as may, or if nobody can tell."""
        if self.place is None:
            # What was started is started, and its caller had better hear of it than of this failure.
            with suppress(ExeoflowError):
                self.place = self.ports.waits.begin(self.workspace, self.until)
        return self.place is not None


@contextmanager
def bounded_wait(ports: Ports, workspace: str, seconds: int) -> Iterator[BoundedWait]:
    """Lend a wait of so many seconds."""
    wait = BoundedWait(ports, workspace, ports.clock.now() + timedelta(seconds=seconds))
    try:
        yield wait
    finally:
        if wait.place is not None:
            # What is not given back is free soon after its time.
            with suppress(ExeoflowError):
                ports.waits.end(workspace, wait.place)
