"""When one schedule fires."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from exeoflow.model.workflows.trigger import ScheduleTrigger

_RATE: Final = re.compile(r"rate\((\d+) (minute|hour|day)s\)")
_UNITS: Final = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}


def is_rate(trigger: ScheduleTrigger) -> bool:
    """Whether it counts from a moment, and does not look at the calendar."""
    return trigger.expression.startswith("rate(")


def begins_when_placed(trigger: ScheduleTrigger) -> bool:
    """Whether it counts from the moment at which EventBridge Scheduler was told of it, which nobody knows."""
    return is_rate(trigger) and trigger.start is None


def times_after(trigger: ScheduleTrigger, now: datetime) -> Iterator[datetime]:
    """Yield the planned times after `now`, without end if the schedule has none."""
    planned = next_time(trigger, now)
    while planned is not None:
        yield planned
        planned = next_time(trigger, planned)


def next_time(trigger: ScheduleTrigger, now: datetime) -> datetime | None:
    """Return the first planned time after `now`; a rate must have a `start`, from which it counts."""
    try:
        return _planned_after(trigger, now)
    except OverflowError:
        return None  # it would be after the year 9999


def _planned_after(trigger: ScheduleTrigger, now: datetime) -> datetime | None:
    start = trigger.start
    after = start - timedelta.resolution if start is not None and start > now else now
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
