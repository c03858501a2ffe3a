"""Moments in named time zones: read, moved by the calendar, and put back into a zone.

A moment is a `datetime` with a zone. Years, months, weeks and days are counted by the clock on the wall,
hours and shorter by time that passes; a time that a zone leaves out in spring is the one an hour later.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exeoflow.transformation.errors import DataInvalid, RequestInvalid

CALENDAR_UNITS: Final = ("years", "months", "weeks", "days")
CLOCK_UNITS: Final = ("hours", "minutes", "seconds", "milliseconds")
STARTS: Final = ("year", "quarter", "month", "week", "day", "hour", "minute", "second")
_MONTHS: Final = 12
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
# A year alone, or a date without hyphens, is no number of milliseconds.
_NUMBER: Final = re.compile(r"-?\d{9,15}(?:\.\d+)?|0")


def zone_of(name: object) -> ZoneInfo:
    """Return the zone of an IANA name; raises RequestInvalid."""
    try:
        if isinstance(name, str):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise RequestInvalid("timezone must be a name such as Europe/Berlin")


def moment_of(value: object, zone: ZoneInfo) -> datetime:
    """Read a timestamp (ISO 8601; without an offset it is of the zone) or milliseconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DataInvalid("a date must be a timestamp, or milliseconds since 1970")
    try:
        if not isinstance(value, str) or _NUMBER.fullmatch(value.strip()):
            return (_EPOCH + timedelta(milliseconds=float(value))).astimezone(zone)
        read = datetime.fromisoformat(value.strip())
    except (ValueError, OverflowError):
        raise DataInvalid("it is no timestamp such as 2026-07-01T12:00:00+02:00; give its pattern") from None
    return placed(read, zone)


def placed(read: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment in the zone; without an offset it is what the clocks of the zone show."""
    try:
        aware = read if read.tzinfo is not None else read.replace(tzinfo=zone)
        return aware.astimezone(UTC).astimezone(zone)
    except (OverflowError, ValueError):
        raise DataInvalid("the date lies beyond the years 1 to 9999") from None


def moved(moment: datetime, amounts: Mapping[str, Any]) -> datetime:
    """Return the moment with the amounts of units added; raises RequestInvalid for other units."""
    for unit, amount in amounts.items():
        is_number = isinstance(amount, int | float) and not isinstance(amount, bool)
        if unit not in CALENDAR_UNITS + CLOCK_UNITS or not is_number:
            raise RequestInvalid(f"add must hold numbers of {', '.join(CALENDAR_UNITS + CLOCK_UNITS)}")
        if unit in CALENDAR_UNITS and amount != int(amount):
            raise RequestInvalid(f"{unit} must be a whole number")
    try:
        return _moved(moment, amounts)
    except (OverflowError, ValueError):
        raise DataInvalid("the date lies beyond the years 1 to 9999") from None


def _moved(moment: datetime, amounts: Mapping[str, Any]) -> datetime:
    months = int(_MONTHS * amounts.get("years", 0) + amounts.get("months", 0))
    days = int(7 * amounts.get("weeks", 0) + amounts.get("days", 0))
    shifted = _in_month(moment, months) + timedelta(days=days)
    # Through UTC, so that a time that does not exist becomes one that does.
    exact = shifted.astimezone(UTC) + timedelta(**{unit: amounts.get(unit, 0) for unit in CLOCK_UNITS})
    return exact.astimezone(moment.tzinfo)


def _in_month(moment: datetime, months: int) -> datetime:
    """The same day some months later, the last one of the month where that is shorter."""
    year, month = divmod(moment.year * _MONTHS + moment.month - 1 + months, _MONTHS)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def start_of(moment: datetime, unit: object) -> datetime:
    """Return where the year, month, week (Monday), day ... of the moment begins; raises RequestInvalid."""
    if unit not in STARTS:
        raise RequestInvalid(f"start_of must be one of {', '.join(STARTS)}")
    fields = {"microsecond": 0}
    if unit != "second":
        fields["second"] = 0
    if unit not in ("minute", "second"):
        fields["minute"] = 0
    if unit not in ("hour", "minute", "second"):
        fields["hour"] = 0
    begun = moment.replace(**fields)  # type: ignore[arg-type]
    match unit:
        case "year":
            begun = begun.replace(month=1, day=1)
        case "quarter":
            begun = begun.replace(month=begun.month - (begun.month - 1) % 3, day=1)
        case "month":
            begun = begun.replace(day=1)
        case "week":
            begun -= timedelta(days=begun.weekday())
    return begun.astimezone(UTC).astimezone(moment.tzinfo)
