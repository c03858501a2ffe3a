"""Use case: start a workflow for the times at which a schedule of it would have fired."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import ExeoflowError, TriggerUnknown, WorkflowInactive
from exeoflow.model.execution import Execution, TriggerKind
from exeoflow.model.workflows.stored_workflow import Graph, WorkflowStatus
from exeoflow.model.workflows.trigger import ScheduleTrigger
from exeoflow.service.executions.starting.start_by_event import Occurrence, start_by_event
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.triggers.plan import trigger_plan
from exeoflow.service.workflows.triggers.schedule_times import begins_when_placed, times_after

MOST_AT_ONCE: Final = 100
# A function is answered for after 29 s.
_TIME: Final = timedelta(seconds=20)
FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The first year that a cron expression can name, of which a start need not load the nodes."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A planned time, and the execution that stands for it, or why there is none."""

    planned: datetime
    execution: Execution | None = None
    error: ExeoflowError | None = None


@dataclass(frozen=True, slots=True)
class Backfill:
    """The times that were seen to; `next_from` is where another call goes on, None if all are."""

    filled: tuple[Filled, ...]
    next_from: datetime | None


@dataclass(frozen=True, slots=True)
class PastTimes:
    """The times of which schedule are meant (None: of the only one), and until when (None: until now)."""

    since: datetime
    until: datetime | None = None
    node_id: str | None = None


def backfill_workflow(ports: Ports, workspace: str, workflow_id: str, meant: PastTimes) -> Backfill:
    """Start an execution for each planned time that is meant, the oldest first, at most until now.

    A time for which the schedule has started one is not started again: what stands for it is returned.
    Raises `WorkflowNotFound`, `WorkflowInactive`, `TriggerUnknown`.
    """
    workflow = get_workflow(ports, workspace, workflow_id)
    if workflow.status is not WorkflowStatus.ACTIVE:
        raise WorkflowInactive
    trigger = _schedule(workflow.graph, meant.node_id)
    now = ports.clock.now()
    end = now if meant.until is None else min(meant.until, now)
    filled: list[Filled] = []
    for planned in _times(trigger, meant.since, end):
        if len(filled) == MOST_AT_ONCE or ports.clock.now() - now > _TIME:
            return Backfill(tuple(filled), planned)
        filled.append(_filled(ports, workspace, workflow_id, trigger.node_id, planned))
    return Backfill(tuple(filled), None)


def _schedule(graph: Graph, node_id: str | None) -> ScheduleTrigger:
    schedules = [each for each in trigger_plan(graph) if isinstance(each, ScheduleTrigger)]
    countable = [each for each in schedules if not begins_when_placed(each)]
    found = [each for each in countable if node_id in {None, each.node_id}]
    if not found:
        known = ", ".join(f"'{each.node_id}'" for each in countable)
        raise TriggerUnknown(
            Diagnostic("field-choice", "trigger", values={"field": "trigger", "expected": known or "-"})
        )
    return found[0]


def _times(trigger: ScheduleTrigger, since: datetime, until: datetime) -> Iterator[datetime]:
    before = max(since, FIRST) - timedelta.resolution
    return takewhile(lambda planned: planned <= until, times_after(trigger, before))


def _filled(ports: Ports, workspace: str, workflow_id: str, node_id: str, planned: datetime) -> Filled:
    # Written as Scheduler writes it, so that a time is told to be the same.
    moment = planned.strftime("%Y-%m-%dT%H:%M:%SZ")
    occurrence = Occurrence(
        workspace, workflow_id, TriggerKind.SCHEDULE, moment, {"scheduled_at": moment}, node_id
    )
    try:
        return Filled(planned, start_by_event(ports, occurrence))
    except ExeoflowError as error:
        return Filled(planned, error=error)
