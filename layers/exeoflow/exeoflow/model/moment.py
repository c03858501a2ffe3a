"""Moments in time: UTC with milliseconds, written so that text order is time order."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Write ISO 8601 with milliseconds and `Z`.

    >>> to_text(datetime(2024, 1, 20, 10, tzinfo=UTC))
    '2024-01-20T10:00:00.000Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote, or any ISO 8601; a time without zone is UTC. Raises `ValueError`."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def milliseconds_between(start: datetime, end: datetime) -> int:
    """Whole milliseconds, as shown times would give them."""
    return round(end.timestamp() * 1000) - round(start.timestamp() * 1000)


def from_seconds(seconds: float) -> datetime:
    """Read Unix seconds."""
    return datetime.fromtimestamp(seconds, UTC)
