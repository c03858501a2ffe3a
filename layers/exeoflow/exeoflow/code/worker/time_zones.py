"""The offsets of time zones as data, for an engine that knows none.

The author names zones in the source or in the data; their names are looked for there, because the engine
cannot ask back while a limit of time is set.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_NAME: Final = re.compile(
    r"\b[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*){1,2}\b|\b(?:CET|EET|EST|GMT|HST|MET|MST|UTC|WET)\b"
)
_MAX_ZONES: Final = 20
# These the engine knows, and looking for changes takes milliseconds.
_WITHOUT_OFFSET: Final = ("UTC", "GMT")
_FROM: Final = datetime(1900, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(2100, 1, 1, tzinfo=UTC)
# Shorter than the shortest time for which a zone has kept an offset.
_STEP: Final = timedelta(days=14)

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
    """Look every fortnight, and where two looks differ, find the second of the change by halves."""
    moment, offset = _FROM, _offset(zone, _FROM)
    yield -(2**53), offset
    while moment < _UNTIL:
        following = moment + _STEP
        later = _offset(zone, following)
        if later != offset:
            change = _change(zone, int(moment.timestamp()), int(following.timestamp()), offset)
            yield change, later
        moment, offset = following, later


def _change(zone: ZoneInfo, before: int, after: int, offset: int) -> int:
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, datetime.fromtimestamp(middle, UTC)) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
