"""Fires the schedules of workflows by the clock, and makes up for what they missed where they ask for it.

Up to which moment all was fired is kept, a little behind, so that what a killed process had under way is
fired again: each planned time starts once, however often it is fired.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from exeoflow.errors import Unavailable
from local.embedded.events.trigger_places import PlacedSchedule, SqliteTriggerPlaces
from local.embedded.stores.rows import milliseconds, moment_of, writing
from local.events.ticking import TickingClock, missed_until

_SCHEDULED_TIME: Final = "scheduled_at"
_KEPT_EVERY: Final = timedelta(minutes=1)
_KEPT_BEHIND: Final = timedelta(minutes=5)


class TriggerClock(TickingClock):
    """Invokes the starter at the planned times."""

    def __init__(
        self,
        triggers: SqliteTriggerPlaces,
        invoke: Callable[[Any], None],
        log: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._triggers = triggers
        self._invoke = invoke
        self._log = log
        self._kept: datetime | None = None

    def _run(self) -> None:
        # Here, for thousands of schedules may have missed weeks, and nobody shall wait for that.
        kept = self._fired_until()
        if kept is not None:
            self._make_up(kept, datetime.now(UTC))
        super()._run()

    def _fired_until(self) -> datetime | None:
        try:
            kept = self._triggers.database.rows("SELECT fired_until FROM clock")
        except Unavailable as error:
            self._log(f"what schedules missed is not known: {error!r}")
            return None
        return moment_of(kept[0][0]) if kept else None

    def _fire(self, after: datetime, until: datetime) -> None:
        fired_from = missed_until(after, until)
        self._make_up(after, fired_from)
        self._fire_each(lambda schedule: schedule.plan.between(fired_from, until))
        self._keep(until)

    def _make_up(self, after: datetime, until: datetime) -> None:
        if after < until:
            self._fire_each(lambda schedule: schedule.missed(after, until))

    def _fire_each(self, times_of: Callable[[PlacedSchedule], Iterable[datetime]]) -> None:
        for name, schedule in list(self._triggers.schedules.items()):
            try:
                for planned in times_of(schedule):
                    moment = planned.strftime("%Y-%m-%dT%H:%M:%SZ")
                    self._invoke({**schedule.said, _SCHEDULED_TIME: moment})
            except (ValueError, OverflowError) as error:
                self._log(f"schedule {name} cannot fire: {error}")

    def _keep(self, fired_until: datetime) -> None:
        if self._kept is not None and timedelta() <= fired_until - self._kept < _KEPT_EVERY:
            return
        self._kept = fired_until
        kept = milliseconds(fired_until - _KEPT_BEHIND)
        try:
            with writing(self._triggers.database) as connection:
                connection.execute("INSERT OR REPLACE INTO clock VALUES (0, ?)", (kept,))
        except Unavailable as error:
            # A full disk must not stop the clock; the next minute tries again.
            self._log(f"up to when schedules have fired is not kept: {error!r}")
