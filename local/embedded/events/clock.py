"""Fires the schedules of workflows by the clock.

What was planned while the server did not run is not made up for.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from local.embedded.events.trigger_places import SqliteTriggerPlaces

_TICK_SECONDS: Final = 0.5
_SCHEDULED_TIME: Final = "scheduled_at"


class TriggerClock:
    """One thread that invokes the starter at the planned times."""

    def __init__(
        self, triggers: SqliteTriggerPlaces, invoke: Callable[[Any], None], log: Callable[[str], None]
    ) -> None:
        self._triggers = triggers
        self._invoke = invoke
        self._log = log
        self._last = datetime.now(UTC)
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="clock")

    def start(self) -> None:
        """Begin to fire."""
        self._thread.start()

    def close(self) -> None:
        """Stop firing."""
        self._is_closing.set()
        self._thread.join()

    def tick(self, now: datetime) -> None:
        """Fire what was planned since the last tick, up to `now`.

        Where the clock was set back it goes on from there: a time that comes twice starts nothing twice.
        """
        last, self._last = self._last, now
        for name, schedule in list(self._triggers.schedules.items()):
            try:
                for planned in schedule.plan.between(last, now):
                    moment = planned.strftime("%Y-%m-%dT%H:%M:%SZ")
                    self._invoke({**schedule.said, _SCHEDULED_TIME: moment})
            except ValueError as error:
                self._log(f"schedule {name} cannot fire: {error}")

    def _run(self) -> None:
        while not self._is_closing.wait(_TICK_SECONDS):
            self.tick(datetime.now(UTC))
