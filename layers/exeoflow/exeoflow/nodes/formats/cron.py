"""Cron expressions: the usual five fields, their nicknames (`@daily`), or the six of AWS.

Sources: crontab(5), and https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
"""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pydantic_core import PydanticCustomError

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of each month in a leap year."""

_TERM = re.compile(r"(?P<first>\*|\w+)(?:-(?P<last>\w+))?(?:/(?P<step>\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CronField:
    """One field: its range, its names (the first of them means `low`) and what AWS allows in it besides."""

    low: int
    high: int
    names: tuple[str, ...] = ()
    special: str = r"(?!)"

    def number(self, text: str) -> int:
        """The number that a term's text means; `ValueError` if it means none."""
        upper = text.upper()
        number = self.low + self.names.index(upper) if upper in self.names else int(text)
        if not self.low <= number <= self.high:
            raise ValueError(text)
        return number

    def numbers(self, text: str) -> frozenset[int]:
        """All numbers that a field's text means; `ValueError` if it is malformed."""
        return frozenset(number for term in text.split(",") for number in self._term(term))

    def _term(self, term: str) -> range:
        match = _TERM.fullmatch(term)
        if match is None or (match["first"] == "*" and match["last"]):
            raise ValueError(term)
        step = int(match["step"] or 1)
        if match["first"] == "*":
            first, last = self.low, self.high
        else:
            first = self.number(match["first"])
            last = self.number(match["last"]) if match["last"] else self.high if match["step"] else first
        if step == 0 or first > last:
            raise ValueError(term)
        return range(first, last + 1, step)


_MINUTE, _HOUR, _MONTH = CronField(0, 59), CronField(0, 23), CronField(1, 12, _MONTHS)
_DAYS: Final = r"L|LW|([1-9]|[12]\d|3[01])W"
_WEEKDAY_OF_MONTH: Final = re.compile(r"(?P<day>[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?P<which>L|#[1-5])")
_USUAL = (
    _MINUTE,
    _HOUR,
    CronField(1, 31, special=_DAYS),
    _MONTH,
    CronField(0, 7, _WEEKDAYS, special=_WEEKDAY_OF_MONTH.pattern),
)
_NICKNAMES: Final = MappingProxyType(
    {
        "@yearly": "0 0 1 1 *",
        "@annually": "0 0 1 1 *",
        "@monthly": "0 0 1 * *",
        "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *",
        "@midnight": "0 0 * * *",
        "@hourly": "0 * * * *",
    }
)
AWS_FIELDS: Final = (
    _MINUTE,
    _HOUR,
    CronField(1, 31, special=rf"\?|{_DAYS}"),
    _MONTH,
    CronField(1, 7, _WEEKDAYS, special=r"\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])"),
    CronField(1970, 2199),
)
"""Minutes, hours, day of the month, month, day of the week (1 is Sunday) and year."""
_MAX_LENGTH: Final = 256 - len("cron()")
"""Scheduler takes 256 characters, with `cron(` and `)` around them."""
_DAY_INDEX, _MONTH_INDEX, _WEEKDAY_INDEX = 2, 3, 4


def check_cron(cron: str) -> str:
    """The expression itself; a custom pydantic error if it is none, is too long or names no day at all."""
    length = len(aws_cron(cron))
    if length > _MAX_LENGTH:
        values = {"length": length, "limit": _MAX_LENGTH}
        raise PydanticCustomError("cron-too-long", "too long for AWS", values)
    return cron


def aws_cron(cron: str) -> str:
    """The six fields of AWS for a cron expression of five or six; a custom pydantic error if it is none.

    In capitals, as AWS describes them, however they were typed.
    """
    texts = _NICKNAMES.get(cron.strip().lower(), cron).upper().split()
    if _has_seconds(texts):
        five = " ".join("*" if text == "?" else text for text in texts[1:6])
        raise PydanticCustomError("cron-seconds", "no seconds", {"five": five[:100]})
    if len(texts) == len(AWS_FIELDS):
        _check_fields(texts, AWS_FIELDS)
        if (texts[_DAY_INDEX] == "?") == (texts[_WEEKDAY_INDEX] == "?"):
            raise PydanticCustomError("cron-question-mark", "one of the days must be ?")
        return " ".join(texts)
    if len(texts) != len(_USUAL):
        raise PydanticCustomError("cron-fields", "five or six fields", {"count": len(texts)})
    _check_fields(texts, _USUAL)
    return _to_six(texts)


def _has_seconds(texts: list[str]) -> bool:
    """Tell the form of Quartz, Spring and n8n, which begins with seconds, from that of AWS.

    That of AWS ends with a year, which is never `?`, and leaves exactly one of the days open by `?`.
    """
    if len(texts) != len(AWS_FIELDS):
        return len(texts) == len(AWS_FIELDS) + 1
    has_year = re.fullmatch(r"\d{4}\S*", texts[-1]) is not None
    return texts[-1] == "?" or ("?" not in texts and not has_year)


def _check_fields(texts: list[str], fields: tuple[CronField, ...]) -> None:
    for position, (text, field) in enumerate(zip(texts, fields, strict=True)):
        if re.fullmatch(field.special, text.upper()):
            continue
        try:
            field.numbers(text)
        except ValueError as fault:
            values = {"position": position + 1, "value": text[:50]}
            raise PydanticCustomError("cron-field", "malformed field", values) from fault
    if re.fullmatch(r"[\d,*/-]+", texts[_DAY_INDEX]):
        days = fields[_DAY_INDEX].numbers(texts[_DAY_INDEX])
        months = _MONTH.numbers(texts[_MONTH_INDEX])
        if min(days) > max(_LONGEST[month - 1] for month in months):
            raise PydanticCustomError("cron-never", "no such day")


def _to_six(texts: list[str]) -> str:
    """AWS counts weekdays from 1 for Sunday, and wants `?` for the day that the other one leaves open."""
    minute, hour, day, month, weekday = texts
    if weekday == "*":
        return f"{minute} {hour} {day} {month} ? *"
    if day != "*":
        raise PydanticCustomError("cron-both-days", "day and weekday")
    special = _WEEKDAY_OF_MONTH.fullmatch(weekday.upper())
    if special is not None:
        number = _USUAL[_WEEKDAY_INDEX].number(special["day"]) % 7
        return f"{minute} {hour} ? {month} {number + 1}{special['which']} *"
    numbers = sorted({number % 7 for number in _USUAL[_WEEKDAY_INDEX].numbers(weekday)})
    names = ",".join(_WEEKDAYS[number] for number in numbers)
    return f"{minute} {hour} ? {month} {names} *"
