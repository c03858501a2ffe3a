"""One run in virtual time, its tasks answered by whoever asks for it: no thread, no server, no disk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final, TypeAlias

from local.embedded.engine.definitions import Machine
from local.embedded.engine.interface import Call, Environment, Evaluate, TaskResult
from local.embedded.engine.interpreter import Run
from local.embedded.stores.rows import milliseconds
from local.jsonata.evaluation import evaluate

_START: Final = milliseconds(datetime(2024, 1, 20, 10, tzinfo=UTC))

Answer: TypeAlias = tuple[float, TaskResult]
"""After how many seconds a task answers, and what."""
Tasks: TypeAlias = Callable[[str, Call], Answer]
"""Answers the call of a state; one that waits for a token is answered with it."""


class Stalled(Exception):
    """Nothing is due any more, and the run has not ended."""


@dataclass(slots=True)
class VirtualTime:
    """A clock in Unix milliseconds, and what is to happen when."""

    now: int = _START
    _due: list[tuple[int, int, Callable[[], object]]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def after(self, seconds: float, action: Callable[[], object]) -> None:
        """Do something when so many seconds have passed."""
        heappush(self._due, (self.now + round(seconds * 1000), next(self._order), action))

    def go_on(self, wake_at: int | None) -> bool:
        """Come to what is due next, but not beyond `wake_at`; False if there is nothing."""
        if not self._due and wake_at is None:
            return False
        if wake_at is not None and (not self._due or wake_at < self._due[0][0]):
            self.now = max(self.now, wake_at)
            return True
        self.now, _, action = heappop(self._due)
        action()
        return True


def run_in_virtual_time(  # noqa: PLR0913  what a world is made of
    machine: Machine,
    data: Any,
    tasks: Tasks,
    *,
    context: Mapping[str, Any],
    evaluate: Evaluate = evaluate,
    time: VirtualTime | None = None,
) -> Run:
    """Run a machine to its end and return the run; raises `Stalled` where it waits for ever."""
    clock = time or VirtualTime()
    numbers = count()  # A late answer to a state must not answer a later one of its scope.
    environment = Environment(
        context, lambda: clock.now, lambda scope: f"token-{scope}-{next(numbers)}", evaluate
    )
    run = Run(machine, environment)
    run.limit(clock.now)
    run.begin(data)
    while run.end is None:
        run.advance()
        calls, run.calls = run.calls, []
        for call in calls:
            _make(run, call, tasks, clock)
        if run.ready or run.end is not None:
            continue
        if not clock.go_on(run.wake_at()):
            raise Stalled
        run.wake()
    return run


def _make(run: Run, call: Call, tasks: Tasks, clock: VirtualTime) -> None:
    seconds, outcome = tasks(run.scopes[call.scope].state, call)
    token = call.token
    if token is None:
        clock.after(seconds, lambda: run.complete(call.scope, call.number, outcome))
    else:
        clock.after(seconds, lambda: run.answer(token, outcome))
