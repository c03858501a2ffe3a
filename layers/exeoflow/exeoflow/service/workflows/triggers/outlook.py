"""When the schedules of a workflow fire next, and which never will again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus, WorkflowSummary
from exeoflow.model.workflows.trigger import ScheduleTrigger
from exeoflow.service.workflows.triggers.plan import trigger_plan
from exeoflow.service.workflows.triggers.schedule_times import begins_when_placed, times_after

_TOLD: Final = 5
"""So many times of each schedule are told."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The next planned times of one schedule, soonest first; None where nobody knows them."""

    node_id: str
    times: tuple[datetime, ...] | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to come of a workflow: a timetable per schedule, none while it is inactive.

    Nobody knows the times of a rate without a `start`: EventBridge Scheduler counts it from the moment at
    which it was told of it.
    """

    timetables: tuple[Timetable, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is known when a schedule starts the workflow next."""
        return bool(self.timetables) and all(each.times is not None for each in self.timetables)

    @property
    def next_run(self) -> datetime | None:
        """The first of all times; None if no schedule fires any more."""
        return min((time for each in self.timetables for time in each.times or ()), default=None)


def outlook_of(workflow: StoredWorkflow, now: datetime) -> Outlook:
    """Look ahead from `now`; while the workflow is inactive, no run is to come."""
    schedules = _schedules_of(workflow.graph)
    timetables = _timetables(schedules, now, _TOLD)
    over = {each.node_id for each in timetables if each.times == ()}
    over |= {each.node_id for each in schedules if each.is_over(now)}
    warnings = tuple(_warnings(workflow, over))
    return Outlook(timetables if workflow.status is WorkflowStatus.ACTIVE else (), warnings)


def outlook_in_a_list(workflow: WorkflowSummary, now: datetime) -> Outlook:
    """Look ahead no further than to the next time of each schedule."""
    if workflow.status is not WorkflowStatus.ACTIVE:
        return Outlook()
    return Outlook(_timetables(_schedules_of(Graph(workflow.schedules)), now, 1))


def _schedules_of(graph: Graph) -> list[ScheduleTrigger]:
    return [each for each in trigger_plan(graph) if isinstance(each, ScheduleTrigger)]


def _timetables(schedules: Iterable[ScheduleTrigger], now: datetime, many: int) -> tuple[Timetable, ...]:
    return tuple(Timetable(each.node_id, _times_told(each, now, many)) for each in schedules)


def _times_told(trigger: ScheduleTrigger, now: datetime, many: int) -> tuple[datetime, ...] | None:
    return None if begins_when_placed(trigger) else tuple(islice(times_after(trigger, now), many))


def _warnings(workflow: StoredWorkflow, over: set[str]) -> Iterator[Diagnostic]:
    for position, node in enumerate(workflow.graph.nodes):
        if node["id"] in over:
            yield Diagnostic("schedule-over", f"nodes[{position}].config", str(node["id"]))
