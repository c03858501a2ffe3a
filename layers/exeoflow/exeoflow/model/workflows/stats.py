"""What the executions of one workflow tell together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from exeoflow.model.durations import Durations
from exeoflow.model.execution import Execution, ExecutionStatus


@dataclass(frozen=True, slots=True)
class WorkflowStats:
    """Numbers of the executions that began from `first_day` to `last_day`, in UTC and both included.

    `by_day` has the days on which some began. `durations` are those of the successful ones: a failure may
    take no time at all, or all of its limit.
    """

    first_day: date
    last_day: date
    by_day: Mapping[date, Mapping[ExecutionStatus, int]] = field(default_factory=dict)
    durations: Durations = field(default_factory=Durations)
    last_run: Execution | None = None

    @property
    def by_status(self) -> Mapping[ExecutionStatus, int]:
        """How many have each status, of all days together."""
        return {status: self.count(status) for status in ExecutionStatus}

    def count(self, status: ExecutionStatus) -> int:
        """Return how many have this status."""
        return sum(sizes.get(status, 0) for sizes in self.by_day.values())

    @property
    def runs(self) -> int:
        """How many there are, those that still run included."""
        return sum(self.by_status.values())

    @property
    def failure_rate(self) -> float | None:
        """The share of failures in what ended by itself; None if nothing did."""
        failed = self.count(ExecutionStatus.FAILED)
        ended = failed + self.count(ExecutionStatus.SUCCESS)
        return failed / ended if ended else None
