"""The event buses of the embedded stack: events reach the template's rules and the workflows' triggers.

Deliveries are made in the background.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from exeoflow.adapters.event_bridge.patterns import Matches, pattern_of
from exeoflow.model.json import JsonObject
from exeoflow.service.ports.announcements import SOURCE
from local.embedded.engine.pool import Pool
from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.events.envelope import new_event
from local.events.invocation import is_invoked
from local.functions import FunctionError, FunctionTable, Invocable
from local.place import STACK_NAME

DEFAULT_BUS: Final = "default"
_DELIVERIES_AT_ONCE: Final = 8

Event = Mapping[str, Any]


class EmbeddedBus:
    """Delivers events to functions."""

    def __init__(
        self,
        functions: FunctionTable,
        triggers: SqliteTriggerPlaces,
        starter: str,
        log: Callable[[str], None],
    ) -> None:
        self._functions = functions
        self._triggers = triggers
        self._starter = starter
        self._log = log
        self._rules: list[tuple[Matches, Invocable]] = [
            (pattern_of(rule.pattern), function)
            for function in functions.all
            for rule in function.declared.rules
        ]
        self._pool = Pool("event", _DELIVERIES_AT_ONCE, lambda fault: log(f"an event was lost: {fault!r}"))
        self.beyond: Callable[[str, Event], None] | None = None
        """Where rules are that were put from outside, once there are any."""

    def put(self, bus: str, event: Event, delivered: Callable[[], None] | None = None) -> None:
        """Deliver an event; `delivered` is called when the template's rules have been served.

        Their functions are called at once by whoever puts the event, for they are quick; only what they do
        not take is tried again in the background.
        """
        self.hear(bus, event, delivered)
        if self.beyond is not None:
            self.beyond(bus, event)

    def hear(self, bus: str, event: Event, delivered: Callable[[], None] | None = None) -> None:
        """Deliver an event to all but the rules that were put from outside."""
        for placed in list(self._triggers.patterns.values()):
            if placed.matches(event):
                said = {**placed.said, "is_own_bus": bus == STACK_NAME, "event": event}
                self.invoke(self._starter, said)
        if bus != DEFAULT_BUS:
            return
        missed = [
            function for matches, function in self._rules if matches(event) and not _takes(function, event)
        ]
        if missed:
            self._pool.submit(lambda: self._deliver(missed, event, delivered))
        elif delivered is not None:
            delivered()

    def invoke(self, function_arn: str, event: Any) -> None:
        """Invoke a function in the background."""
        function = self._functions.find(function_arn)
        if function is None:
            self._log(f"no function {function_arn}: its event is dropped")
        else:
            self._pool.submit(lambda: is_invoked(function, event, self._log))

    def start(self) -> None:
        """Threads begin with the first delivery."""

    def close(self) -> None:
        """Finish the deliveries that are under way and drop the others."""
        self._pool.close()

    def _deliver(
        self, functions: list[Invocable], event: Event, delivered: Callable[[], None] | None
    ) -> None:
        outcomes = [is_invoked(function, event, self._log) for function in functions]
        if all(outcomes) and delivered is not None:
            delivered()


def _takes(function: Invocable, event: Event) -> bool:
    try:
        function.invoke(event)
    except FunctionError:
        return False
    return True


class BusAnnouncements:
    """The port `Announcements` on one bus."""

    def __init__(self, bus: EmbeddedBus, name: str) -> None:
        self._bus = bus
        self._name = name

    def announce(self, detail_type: str, detail: JsonObject) -> None:
        """Put the event."""
        self._bus.put(self._name, new_event(SOURCE, detail_type, detail))
