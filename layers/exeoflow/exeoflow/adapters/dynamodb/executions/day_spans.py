"""Spans of time, cut at the borders of days: whole days are counted, only parts of days must be looked at."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from exeoflow.adapters.dynamodb.executions.daily_numbers import Days

END_OF_TIME: Final = datetime.max.replace(tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_MILLISECOND: Final = timedelta(milliseconds=1)
_NO_DAYS: Final = (date.max, date.min)

Span = tuple[datetime, datetime]


def cut_by_days(since: datetime, until: datetime) -> tuple[Days, list[Span]]:
    """Return the whole days within a span, in UTC, and what is left of it at its ends.

    Both bounds belong to the span, moments have milliseconds. If there is no whole day, the last is before
    the first.

    >>> days, rests = cut_by_days(datetime(2024, 1, 20, tzinfo=UTC), datetime(2024, 1, 22, 10, tzinfo=UTC))
    >>> [day.day for day in days], [(start.day, end.hour) for start, end in rests]
    ([20, 21], [(22, 10)])
    """
    first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    is_whole_first, is_whole_last = since == _start_of(first), until >= _end_of(last)
    if first == last:
        return ((first, last), []) if is_whole_first and is_whole_last else (_NO_DAYS, [(since, until)])
    rests = []
    if not is_whole_first:
        rests.append((since, _end_of(first)))
        first += _DAY
    if not is_whole_last:
        rests.append((_start_of(last), until))
        last -= _DAY
    return (first, last), rests


def span_of(day: date) -> Span:
    """Return the span of a whole day."""
    return _start_of(day), _end_of(day)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _end_of(day: date) -> datetime:
    return _start_of(day) + (_DAY - _MILLISECOND)
