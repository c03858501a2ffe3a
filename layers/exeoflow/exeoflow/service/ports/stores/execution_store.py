"""Port: where executions are kept. Every method is atomic: it takes effect wholly or not at all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    Step,
)
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stats import WorkflowStats


class ExecutionStore(Protocol):
    """Keeps the records of executions, and counts them."""

    def add(self, record: ExecutionRecord, check_at: datetime) -> Execution | None:
        """Store a running execution, unless its id is taken: then return the one that has it, store nothing.

        With it is stored that it is a retry, for whoever reads the execution that it repeats.
        `check_at` is when the sweep looks at it first.
        """
        ...

    def add_ended(
        self, record: ExecutionRecord, end: ExecutionEnd, follow_up_at: datetime | None = None
    ) -> None:
        """Store a running record with its end, as `add` and `finish` together; nothing if its id is taken."""
        ...

    def take_slot(self, execution: Execution, limit: int) -> Sequence[str]:
        """Give the execution one of its lane's `limit` slots, also if it has one: nothing is returned.

        If all are taken, return the ids of the executions that have them.
        """
        ...

    def free_slot(self, workspace: str, lane: str, execution_id: str) -> None:
        """Take the slot of an execution back; nothing if it has none."""
        ...

    def enqueue(self, execution: Execution) -> None:
        """Note that a running record waits for its turn; nothing if it is closed or gone."""
        ...

    def dequeue(self, workspace: str, lane: str, execution_id: str) -> None:
        """Note that an execution waits no longer, whatever became of it."""
        ...

    def queued(self, workspace: str, lane: str) -> Sequence[str]:
        """Return the ids of the executions of a lane that wait for their turn, the first one first.

        One that has ended meanwhile is still among them until `dequeue` says otherwise.
        """
        ...

    def count_start(self, workspace: str, workflow_id: str, window: int, forget_at: datetime) -> int:
        """Count a start within the window (a number of the caller's) and return how many there are."""
        ...

    def get(self, execution_id: str) -> ExecutionRecord | None:
        """Return all that is stored of an execution, as of this moment."""
        ...

    def id_of_key(self, key: str) -> str | None:
        """Return the id of the execution that a node started and whose key this is; None if there is none."""
        ...

    def remove(self, execution: Execution) -> None:
        """Take back the record of an execution that never began; nothing if it is not running (any more)."""
        ...

    def finish(self, execution: Execution, end: ExecutionEnd, follow_up_at: datetime | None = None) -> bool:
        """Close a running record; False, and nothing stored, if it is closed or gone.

        With `follow_up_at` it is marked: something is still to follow, and the sweep sees to it from then on.
        """
        ...

    def add_steps(
        self, execution: Execution, steps: Sequence[Step], error: ExecutionError | None = None
    ) -> None:
        """Add the steps of a finished execution that was closed without them, and the `error` they tell."""
        ...

    def list_page(
        self, workspace: str, matching: ExecutionFilter, page: PageRequest, now: datetime
    ) -> Page[Execution]:
        """Return one page, newest first, of what has not outlived its retention at `now`."""
        ...

    def stats(
        self, workspace: str, workflow_id: str, since: date | None, until: date | None, now: datetime
    ) -> WorkflowStats:
        """Return the numbers of a workflow's executions that began within the days (in UTC, both included).

        None stands for no bound; what has outlived its retention at `now` is not among them.
        """
        ...

    def due(self, until: datetime) -> Sequence[str]:
        """Return the ids of some running executions that the sweep should look at, most overdue first."""
        ...

    def follow_ups_due(self, until: datetime) -> Sequence[str]:
        """Return the ids of some marked executions that the sweep should see to, most overdue first."""
        ...

    def end_follow_up(self, execution_id: str) -> None:
        """Remove the mark of an execution: all that follows from its end is under way."""
        ...

    def postpone_follow_up(self, execution_id: str, check_at: datetime) -> None:
        """Say when the sweep should look again at a marked execution; nothing if it is not marked."""
        ...

    def postpone(self, execution_id: str, check_at: datetime) -> None:
        """Say when the sweep should look again at an execution; nothing if it is not running (any more)."""
        ...
