"""How many events Step Functions writes into an execution's history; more than 25,000 end the execution."""

from dataclasses import dataclass
from typing import Final

from tests.oracle.errors import WorkflowError

MOST_EVENTS: Final = 25_000
EXECUTION_STARTED_AND_ENDED: Final = 2
ATTEMPT_OF_TASK: Final = 3
"""TaskScheduled, TaskStarted and TaskSucceeded, TaskFailed or TaskTimedOut; a TaskSubmitted if it waits."""
STARTED_AND_ENDED: Final = 2
"""MapStateStarted and MapStateSucceeded; likewise for a Parallel and for each iteration of a Map."""


@dataclass
class History:
    """The number of events so far."""

    events: int = EXECUTION_STARTED_AND_ENDED
    limit: int = MOST_EVENTS

    def note(self, events: int) -> None:
        """Count further events; raises `WorkflowError` beyond the limit, which nothing catches."""
        self.events += events
        if self.events > self.limit:
            raise WorkflowError("States.Runtime", f"more than {self.limit} events")
