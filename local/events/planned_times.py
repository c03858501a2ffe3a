"""The times at which a schedule of EventBridge Scheduler fires."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from exeoflow.nodes.formats.cron_times import Cron

_RATE: Final = re.compile(r"rate\((\d+) (second|minute|hour|day)s?\)")
_AT: Final = re.compile(r"at\((\S+)\)")
_SECONDS: Final[Mapping[str, int]] = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides about the times; `created` is the first time of a rate without a start."""

    expression: str
    timezone: str
    created: datetime
    start: datetime | None = None
    end: datetime | None = None

    def between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """Yield the planned times later than `after` and not later than `until`, in UTC."""
        if self.start is not None and self.start > until:
            return
        first = after if self.start is None or self.start <= after else self.start - timedelta.resolution
        last = min(until, self.end) if self.end else until
        if self.expression.startswith("cron("):
            yield from self._cron_times(first, last)
        elif self.expression.startswith("at("):
            yield from self._single_time(first, last)
        else:
            yield from self._rate_times(first, last)

    def _cron_times(self, after: datetime, until: datetime) -> Iterator[datetime]:
        moment = after.astimezone(UTC).replace(second=0, microsecond=0) + _MINUTE
        if moment > until:  # asked twice a second, it is so nearly always
            return
        cron, zone = Cron.parse(self.expression), ZoneInfo(self.timezone)
        while moment <= until:
            if cron.fires_at(moment.astimezone(zone)):
                yield moment
            moment += _MINUTE

    def _single_time(self, after: datetime, until: datetime) -> Iterator[datetime]:
        found = _AT.fullmatch(self.expression)
        if found:
            moment = datetime.fromisoformat(found[1]).replace(tzinfo=ZoneInfo(self.timezone)).astimezone(UTC)
            if after < moment <= until:
                yield moment

    def _rate_times(self, after: datetime, until: datetime) -> Iterator[datetime]:
        interval = timedelta(seconds=rate_seconds(self.expression))
        origin = self.start or self.created
        passed = max(0, (after - origin) // interval)
        moment = origin + passed * interval
        while moment <= until:
            if moment > after:
                yield moment
            moment += interval


def rate_seconds(expression: str) -> int:
    """Return the seconds of a rate expression such as `rate(5 minutes)`; raise ValueError for any other."""
    found = _RATE.fullmatch(expression)
    if not found or int(found[1]) == 0:
        raise ValueError(f"no rate expression: {expression}")
    return int(found[1]) * _SECONDS[found[2]]
