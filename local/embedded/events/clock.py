"""Fires the schedules of workflows by the clock."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.events.ticking import TickingClock

_SCHEDULED_TIME: Final = "scheduled_at"


class TriggerClock(TickingClock):
    """Invokes the starter at the planned times."""

    def __init__(
        self, triggers: SqliteTriggerPlaces, invoke: Callable[[Any], None], log: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._triggers = triggers
        self._invoke = invoke
        self._log = log

    def _fire(self, after: datetime, until: datetime) -> None:
        for name, schedule in list(self._triggers.schedules.items()):
            try:
                for planned in schedule.plan.between(after, until):
                    moment = planned.strftime("%Y-%m-%dT%H:%M:%SZ")
                    self._invoke({**schedule.said, _SCHEDULED_TIME: moment})
            except ValueError as error:
                self._log(f"schedule {name} cannot fire: {error}")
