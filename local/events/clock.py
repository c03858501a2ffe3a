"""Fires the schedules of EventBridge Scheduler by the clock; moto only keeps them."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from moto.scheduler.models import Schedule, scheduler_backends

from local.events.planned_times import Plan
from local.events.ticking import TickingClock, missed_until
from local.place import ACCOUNT_ID, REGION

Invoke = Callable[[str, Any], None]


class SchedulerClock(TickingClock):
    """Hands the input of each schedule to `invoke` at its planned times."""

    def __init__(self, invoke: Invoke, log: Callable[[str], None]) -> None:
        super().__init__()
        self._invoke = invoke
        self._log = log

    def _fire(self, after: datetime, until: datetime) -> None:
        fired_from = missed_until(after, until)
        for schedule in list(_schedules()):
            try:
                for planned in _plan(schedule).between(fired_from, until):
                    self._invoke(schedule.target["Arn"], scheduled_input(schedule, planned))
            except (ValueError, OverflowError) as error:
                self._log(f"schedule {schedule.name} cannot fire: {error}")


def scheduled_input(schedule: Schedule, planned: datetime) -> Any:
    """Return the input of a schedule's target with the context that Scheduler puts in.

    Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
    """
    context = {
        "schedule-arn": schedule.arn,
        "scheduled-time": planned.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "execution-id": str(uuid.uuid4()),
        "attempt-number": "1",
    }
    text = schedule.target.get("Input") or "{}"
    for name, value in context.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return json.loads(text)


def _schedules() -> Iterator[Schedule]:
    for group in list(scheduler_backends[ACCOUNT_ID][REGION].schedule_groups.values()):
        for schedule in list(group.schedules.values()):
            if schedule.state != "DISABLED":
                yield schedule


def _plan(schedule: Schedule) -> Plan:
    return Plan(
        expression=schedule.schedule_expression,
        timezone=schedule.schedule_expression_timezone,
        created=datetime.fromtimestamp(schedule.creation_date, UTC),
        start=_moment(schedule.start_date),
        end=_moment(schedule.end_date),
    )


def _moment(value: Any) -> datetime | None:
    match value:
        case None | "":
            return None
        case int() | float():
            return datetime.fromtimestamp(value, UTC)
    return datetime.fromisoformat(str(value)).astimezone(UTC)
