"""The default event bus of the local stack: events that match a rule of the template invoke its function.

moto's own rules reach only queues and logs.
"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from moto.events.models import EventPattern

from local.functions import FunctionError, FunctionTable, Invocable

_TRIES: Final = 3  # Lambda tries an asynchronous invocation twice more
_PAUSE_SECONDS: Final = 0.2

Event = Mapping[str, Any]


class EventBus:
    """Delivers events to functions in the background."""

    def __init__(self, functions: FunctionTable, on_failure: Callable[[str], None]) -> None:
        self._targets = [
            (EventPattern(None, dict(rule.pattern)), function)
            for function in functions.all
            for rule in function.declared.rules
        ]
        self._on_failure = on_failure
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="event")

    def put(self, event: Event, delivered: Callable[[], None] = lambda: None) -> None:
        """Deliver `event` to every function with a matching rule; call `delivered` when all have taken it."""
        targets = [function for pattern, function in self._targets if pattern.matches_event(dict(event))]
        self._pool.submit(self._deliver, targets, event, delivered)

    def close(self) -> None:
        """Finish the deliveries that are under way and drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, targets: list[Invocable], event: Event, delivered: Callable[[], None]) -> None:
        outcomes = [self._invoke(function, event) for function in targets]
        if all(outcomes):
            delivered()

    def _invoke(self, function: Invocable, event: Event) -> bool:
        for attempt in range(1, _TRIES + 1):
            try:
                function.invoke(event)
            except FunctionError as error:
                if attempt == _TRIES:
                    self._on_failure(f"{function.declared.name} failed {_TRIES} times: {error}")
                time.sleep(_PAUSE_SECONDS)
            else:
                return True
        return False
