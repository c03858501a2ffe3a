"""Moments in time: UTC with milliseconds, written so that text order is time order."""

from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def write(moment: datetime) -> str:
    """Write ISO 8601 with milliseconds and `Z`.

    >>> write(datetime(2024, 1, 20, 10, tzinfo=UTC))
    '2024-01-20T10:00:00.000Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> datetime:
    """Read what `write` wrote, or any ISO 8601; a time without zone is UTC. Raises `ValueError`."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"in UTC it lies beyond the years 1 to 9999: {text}") from error


def milliseconds_between(start: datetime, end: datetime) -> int:
    """Return the whole milliseconds between two moments as `write` shows them.

    >>> milliseconds_between(from_seconds(0.0009), from_seconds(0.0021))
    2
    """
    return (end - _EPOCH) // _MILLISECOND - (start - _EPOCH) // _MILLISECOND


def from_seconds(seconds: float) -> datetime:
    """Read Unix seconds."""
    return datetime.fromtimestamp(seconds, UTC)
