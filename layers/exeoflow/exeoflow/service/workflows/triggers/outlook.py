"""When the schedules of a workflow fire next, and which never will again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.model.trigger import ScheduleTrigger
from exeoflow.service.workflows.triggers.plan import trigger_plan

_RATE: Final = re.compile(r"rate\((\d+) (minute|hour|day)s\)")
_UNITS: Final = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to come of a workflow. `next_run` is None if no schedule fires any more.

    It is not known (`is_known`) without a schedule, and where a rate without a `start` decides: EventBridge
    Scheduler counts it from the moment at which it was told of it.
    """

    is_known: bool = False
    next_run: datetime | None = None
    warnings: tuple[Diagnostic, ...] = ()


def outlook_of(workflow: StoredWorkflow, now: datetime) -> Outlook:
    """Look ahead from `now`; while the workflow is inactive, no run is to come."""
    schedules = [each for each in trigger_plan(workflow.graph) if isinstance(each, ScheduleTrigger)]
    if not schedules:
        return Outlook()
    counted = [each for each in schedules if not begins_when_placed(each)]
    times = [next_time(each, now) for each in counted]
    over = {each.node_id for each, time in zip(counted, times, strict=True) if time is None}
    over |= {each.node_id for each in schedules if each.end is not None and each.end <= now}
    is_known = len(counted) == len(schedules) and workflow.status is WorkflowStatus.ACTIVE
    next_run = min((time for time in times if time is not None), default=None)
    return Outlook(is_known, next_run, tuple(_warnings(workflow, over)))


def _warnings(workflow: StoredWorkflow, over: set[str]) -> Iterator[Diagnostic]:
    for position, node in enumerate(workflow.graph.nodes):
        if node["id"] in over:
            yield Diagnostic("schedule-over", f"nodes[{position}].config", str(node["id"]))


def begins_when_placed(trigger: ScheduleTrigger) -> bool:
    """Whether it counts from the moment at which EventBridge Scheduler was told of it, which nobody knows."""
    return trigger.start is None and trigger.expression.startswith("rate(")


def next_time(trigger: ScheduleTrigger, now: datetime) -> datetime | None:
    """Return the first planned time after `now`; a rate must have a `start`, from which it counts."""
    after = now if trigger.start is None else max(now, trigger.start - timedelta.resolution)
    rate = _RATE.fullmatch(trigger.expression)
    if rate and trigger.start is not None:
        interval = int(rate[1]) * _UNITS[rate[2]]
        passed = (after - trigger.start) // interval + 1
        found = trigger.start + passed * interval
        return found if trigger.end is None or found <= trigger.end else None
    # Not at the top: most workflows that are shown have no schedule.
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from exeoflow.nodes.formats.cron_times import Cron  # noqa: PLC0415

    return Cron.parse(trigger.expression).next_after(after, ZoneInfo(trigger.timezone), trigger.end)
