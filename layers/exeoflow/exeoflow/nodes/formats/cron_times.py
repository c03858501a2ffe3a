"""Cron expressions of EventBridge Scheduler: `cron(minutes hours day-of-month month day-of-week year)`.

Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
"""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Final, Self
from zoneinfo import ZoneInfo

from exeoflow.nodes.formats.cron import AWS_FIELDS

_MINUTES, _HOURS, _DAYS, _MONTHS, _WEEKDAYS, _YEARS = AWS_FIELDS
_ANY: Final = frozenset("*?")
_SATURDAY: Final = 7
_DAY: Final = timedelta(days=1)
# Every day that a field can name comes again within eight years: that of a leap year around 2100.
_LOOKED_AT: Final = 9 * 366

DayTest = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Cron:
    """When a schedule fires, in the local time of its zone."""

    minutes: frozenset[int]
    hours: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    day_tests: tuple[DayTest, ...]

    @classmethod
    def parse(cls, expression: str) -> Self:
        """Read `cron(...)`; raise ValueError if it is none."""
        if not (expression.startswith("cron(") and expression.endswith(")")):
            raise ValueError(f"no cron expression: {expression}")
        minutes, hours, day_of_month, month, day_of_week, year = expression[5:-1].split()
        return cls(
            minutes=_MINUTES.numbers(minutes),
            hours=_HOURS.numbers(hours),
            months=_MONTHS.numbers(month),
            years=_YEARS.numbers(year),
            day_tests=(_day_of_month(day_of_month), _day_of_week(day_of_week)),
        )

    def fires_at(self, moment: datetime) -> bool:
        """Whether the schedule fires in this minute.

        `moment` is in the zone of the schedule: a time that daylight saving skips never comes, and the second
        of two equal ones (fold) does not count.
        """
        return (
            moment.fold == 0
            and moment.minute in self.minutes
            and moment.hour in self.hours
            and moment.month in self.months
            and moment.year in self.years
            and all(test(moment.date()) for test in self.day_tests)
        )

    def next_after(self, moment: datetime, zone: ZoneInfo, until: datetime | None) -> datetime | None:
        """Return the first time later than `moment` and not later than `until`, in UTC; None without one."""
        day = moment.astimezone(zone).date()
        for _ in range(_LOOKED_AT):
            if day.year not in self.years:
                later = [year for year in self.years if year > day.year]
                if not later:
                    return None
                day = date(min(later), 1, 1)
            for planned in self._times_of(day, zone):
                if until is not None and planned > until:
                    return None
                if planned > moment:
                    return planned
            day += _DAY
        return None

    def _times_of(self, day: date, zone: ZoneInfo) -> Iterator[datetime]:
        if day.month not in self.months or not all(test(day) for test in self.day_tests):
            return
        for hour, minute in product(sorted(self.hours), sorted(self.minutes)):
            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
            planned = local.astimezone(UTC)
            # What a clock skips, an hour, a half or a day, comes back as another time.
            if planned.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
                yield planned


def _day_of_month(field: str) -> DayTest:
    if field in _ANY:
        return _always
    if field == "L":
        return lambda day: day == _last_of_month(day)
    if field == "LW":
        return lambda day: day == _nearest_weekday(_last_of_month(day))
    if field.endswith("W"):
        number = int(field[:-1])
        return lambda day: day == _nearest_weekday(day.replace(day=min(number, _last_of_month(day).day)))
    days = _DAYS.numbers(field)
    return lambda day: day.day in days


def _day_of_week(field: str) -> DayTest:
    if field in _ANY:
        return _always
    if field == "L":
        return lambda day: _weekday(day) == _SATURDAY
    if field.endswith("L"):
        last = _WEEKDAYS.number(field[:-1])
        return lambda day: _weekday(day) == last and (day + timedelta(days=7)).month != day.month
    if "#" in field:
        name, _, position = field.partition("#")
        weekday, nth = _WEEKDAYS.number(name), int(position)
        return lambda day: _weekday(day) == weekday and (day.day - 1) // 7 + 1 == nth
    days = _WEEKDAYS.numbers(field)
    return lambda day: _weekday(day) in days


def _always(_day: date) -> bool:
    return True


def _weekday(day: date) -> int:
    """Return 1 for Sunday to 7 for Saturday."""
    return day.isoweekday() % 7 + 1


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _nearest_weekday(day: date) -> date:
    """Return the working day nearest to `day` within its month."""
    match day.isoweekday():
        case 6:
            return day - timedelta(days=1) if day.day > 1 else day + timedelta(days=2)
        case 7:
            is_last = day == _last_of_month(day)
            return day - timedelta(days=2) if is_last else day + timedelta(days=1)
    return day
