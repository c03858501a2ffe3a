"""The offsets of time zones as data, for an engine that knows none.

The author names zones in the source or in the data; their names are looked for there, because the engine
cannot ask back while a limit of time is set.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_NAME: Final = re.compile(
    r"\b[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*){1,2}\b|\b(?:CET|EET|EST|GMT|HST|MET|MST|UTC|WET)\b"
)
_MAX_ZONES: Final = 20
# These the engine knows, and looking for changes takes milliseconds.
_WITHOUT_OFFSET: Final = ("UTC", "GMT")
# Before, every zone keeps the time of its own place.
_FROM: Final = datetime(1844, 1, 1, tzinfo=UTC)
_OFTEN_FROM: Final = datetime(1900, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(2100, 1, 1, tzinfo=UTC)
# Shorter than the shortest time for which a zone has kept an offset, then and since.
_LONG_STEP: Final = timedelta(days=180)
_STEP: Final = timedelta(days=14)
_QUARTER: Final = timedelta(minutes=15)
_SECOND: Final = timedelta(seconds=1)

Offsets = list[tuple[int, int]]


def zones_in(*texts: str) -> dict[str, Offsets]:
    """Return per zone that the texts name the seconds since 1970 from which an offset (in seconds) holds."""
    return {name: list(_offsets(ZoneInfo(name))) for name in named_in(*texts) if name not in _WITHOUT_OFFSET}


def named_in(*texts: str) -> list[str]:
    """Return the zones that the texts name, the first ones if they are many."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _NAME.finditer(text):
            if len(found) < _MAX_ZONES and match.group() not in found and _is_zone(match.group()):
                found[match.group()] = None
    return list(found)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _offsets(zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """Look now and then, and where two looks differ, find the second of the change by halves."""
    looks = [(look, _offset(zone, look)) for look in _looks(zone)]
    yield -(2**53), _seconds(looks[0][1])
    for (start, before), (end, after) in pairwise(looks):
        if before != after:
            change = _change(zone, start, end - start, before)
            yield int(change.replace(tzinfo=UTC).timestamp()), _seconds(after)


def _looks(zone: ZoneInfo) -> Iterator[datetime]:
    first, often = (each.replace(tzinfo=zone) for each in (_FROM, _OFTEN_FROM))
    yield from (first + look * _LONG_STEP for look in range((often - first) // _LONG_STEP + 1))
    yield from (often + look * _STEP for look in range((_UNTIL.replace(tzinfo=zone) - often) // _STEP + 2))


def _change(zone: ZoneInfo, start: datetime, step: timedelta, offset: timedelta | None) -> datetime:
    """The first second in the step from `start` on at which the offset holds no more.

    Nearly every zone changes at a quarter of an hour; seconds are only looked at where it does not.
    """
    quarter = _first_without(zone, start, _QUARTER, step // _QUARTER, offset)
    if _offset(zone, quarter - _SECOND) == offset:
        return quarter
    return _first_without(zone, quarter - _QUARTER, _SECOND, _QUARTER // _SECOND, offset)


def _first_without(
    zone: ZoneInfo, start: datetime, unit: timedelta, count: int, offset: timedelta | None
) -> datetime:
    found = bisect_left(range(count), x=True, key=lambda at: _offset(zone, start + at * unit) != offset)
    return start + found * unit


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    """The offset at a moment that is written in UTC, though it names the zone: as `fromutc` wants it."""
    return zone.fromutc(moment).utcoffset()


def _seconds(offset: timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds())
