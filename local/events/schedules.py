"""Fires the template's schedules, which moto keeps but never fires.

A schedule of EventBridge counts from the moment it is made; here, from the start of the server.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.events.envelope import new_event
from local.events.planned_times import rate_seconds
from local.functions import FunctionError, FunctionTable, Invocable
from local.template import Schedule


def scheduled_event(schedule: Schedule) -> dict[str, Any]:
    """Return the event with which EventBridge invokes the target of a schedule."""
    region, account = schedule.arn.split(":")[3:5]
    return new_event(
        "aws.events", "Scheduled Event", {}, account=account, region=region, resources=[schedule.arn]
    )


@dataclass(slots=True)
class _Entry:
    schedule: Schedule
    function: Invocable
    interval: int
    due: float


class Schedules:
    """One thread that invokes each scheduled function when its time has come."""

    def __init__(self, functions: FunctionTable, on_failure: Callable[[str], None]) -> None:
        now = time.monotonic()
        self._entries = [
            _Entry(
                schedule, function, rate_seconds(schedule.expression), now + rate_seconds(schedule.expression)
            )
            for function in functions.all
            for schedule in function.declared.schedules
        ]
        self._on_failure = on_failure
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="schedules")

    def start(self) -> None:
        """Begin to fire."""
        if self._entries:
            self._thread.start()

    def close(self) -> None:
        """Stop firing and wait for what is under way."""
        self._is_closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._is_closing.wait(max(0.0, self._next_due() - time.monotonic())):
            entry = min(self._entries, key=lambda candidate: candidate.due)
            entry.due += entry.interval
            try:
                entry.function.invoke(scheduled_event(entry.schedule))
            except FunctionError as error:
                self._on_failure(f"{entry.function.declared.name} failed: {error}")

    def _next_due(self) -> float:
        return min(entry.due for entry in self._entries)
