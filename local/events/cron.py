"""Cron expressions of EventBridge Scheduler: `cron(minutes hours day-of-month month day-of-week year)`.

Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
"""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Self

_MONTHS: Final = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
_DAYS: Final = {
    name: number for number, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), 1)
}
_ANY: Final = frozenset("*?")
_SATURDAY: Final = 7

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
            minutes=_numbers(minutes, range(60)),
            hours=_numbers(hours, range(24)),
            months=_numbers(month, range(1, 13), _MONTHS),
            years=_numbers(year, range(1970, 2200)),
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


def _numbers(field: str, span: range, names: Mapping[str, int] | None = None) -> frozenset[int]:
    found: set[int] = set()
    for part in field.split(","):
        bounds, _, step = part.partition("/")
        if bounds in _ANY:
            first, last = span[0], span[-1]
        else:
            low, is_span, high = bounds.partition("-")
            first = _number(low, names)
            last = _number(high, names) if is_span else (span[-1] if step else first)
        found.update(range(first, last + 1, int(step or 1)))
    if not found <= set(span):
        raise ValueError(f"{field} is not within {span[0]} and {span[-1]}")
    return frozenset(found)


def _number(text: str, names: Mapping[str, int] | None) -> int:
    return (names or {}).get(text.upper()) or int(text)


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
    days = _numbers(field, range(1, 32))
    return lambda day: day.day in days


def _day_of_week(field: str) -> DayTest:
    if field in _ANY:
        return _always
    if field == "L":
        return lambda day: _weekday(day) == _SATURDAY
    if field.endswith("L"):
        last = _number(field[:-1], _DAYS)
        return lambda day: _weekday(day) == last and (day + timedelta(days=7)).month != day.month
    if "#" in field:
        name, _, position = field.partition("#")
        weekday, nth = _number(name, _DAYS), int(position)
        return lambda day: _weekday(day) == weekday and (day.day - 1) // 7 + 1 == nth
    days = _numbers(field, range(1, 8), _DAYS)
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
