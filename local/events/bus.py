"""The default event bus of the local stack, and the invocations that events, rules and schedules cause.

The template's rules are matched here; rules that were put at run time are moto's.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from moto.events.models import EventPattern, Rule

from local.events.invocation import is_invoked
from local.functions import FunctionTable, Invocable

Event = Mapping[str, Any]


class EventBus:
    """Delivers events to functions in the background."""

    def __init__(
        self,
        functions: FunctionTable,
        on_failure: Callable[[str], None],
        put_rules: Callable[[], list[Rule]] = list,
    ) -> None:
        self._functions = functions
        self._targets = [
            (EventPattern(None, dict(rule.pattern)), function)
            for function in functions.all
            for rule in function.declared.rules
        ]
        self._put_rules = put_rules
        self._on_failure = on_failure
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="event")

    def put(self, event: Event, delivered: Callable[[], None] = lambda: None) -> None:
        """Deliver `event` to every function with a matching rule.

        `delivered` is called when the functions of the template's rules have taken it.
        """
        targets = [function for pattern, function in self._targets if pattern.matches_event(dict(event))]
        self._pool.submit(self._deliver, targets, event, delivered)
        for rule in self._put_rules():
            rule.send_to_targets(dict(event))

    def invoke(self, function_arn: str, event: Any) -> None:
        """Invoke the target of a rule or schedule in the background."""
        function = self._functions.find(function_arn)
        if function is None:
            self._on_failure(f"no function {function_arn}: its event is dropped")
        else:
            self._pool.submit(is_invoked, function, event, self._on_failure)

    def close(self) -> None:
        """Finish the deliveries that are under way and drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, targets: list[Invocable], event: Event, delivered: Callable[[], None]) -> None:
        outcomes = [is_invoked(function, event, self._on_failure) for function in targets]
        if all(outcomes):
            delivered()
