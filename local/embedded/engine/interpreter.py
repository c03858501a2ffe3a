"""What one run of a machine does. It knows no thread, no clock and no disk.

In: `advance`, `wake`, `complete` and `answer`. Out: the calls that are to be made, the events, what has
changed since the last look, and the end. Assign and Output of a state are both evaluated with the variables
as they were when it was entered.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Final

from exeoflow.model import json, moment
from local.embedded.engine.definitions import Exit, Machine, State
from local.embedded.engine.errors import (
    EVALUATION,
    INTERRUPTED,
    NO_CHOICE,
    TIMEOUT,
    TOO_LARGE,
    StateFailed,
    is_named,
)
from local.embedded.engine.history import Data, History
from local.embedded.engine.interface import Call, Changes, End, Environment, Failure, Success, TaskResult
from local.embedded.engine.scopes import Inner, Phase, Scope
from local.embedded.stores.rows import milliseconds, moment_of
from local.jsonata.evaluation import EvaluationError

MOST_BYTES_HERE: Final = 64 * 1024 * 1024
"""What one machine does: enough for lists of many, little enough for its memory."""
_MOST_SECONDS: Final = 99_999_999
# Step Functions runs about so many iterations of a Map side by side.
_MOST_AT_ONCE: Final = 40


class Run:
    """One execution of a machine."""

    def __init__(self, machine: Machine, environment: Environment) -> None:
        self.machine = machine
        self.end: End | None = None
        self.history = History()
        self.scopes: dict[int, Scope] = {}
        self.ready: deque[Scope] = deque()
        self.calls: list[Call] = []
        self.changes = Changes()
        self.last_scope = 0
        self.deadline: int | None = None
        self._environment = environment

    def limit(self, started_at: int) -> None:
        """Let the run end when its machine's time, counted from its start, is over."""
        if self.machine.timeout is not None:
            self.deadline = started_at + self.machine.timeout * 1000

    def begin(self, data: Any) -> None:
        """Enter the first state."""
        started = self.history.note("ExecutionStarted", 0, self._environment.now())
        root = self._new_scope(self.machine, None, 0, None)
        root.previous = started
        self._guarded(root, lambda: self._enter(root, self.machine.start, data, (data,)))

    def advance(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Run states until nothing can go on by itself, or `is_over`."""
        while self.ready and self.end is None:
            scope = self.ready.popleft()
            if scope.id in self.scopes and scope.phase is Phase.READY:
                self._guarded(scope, lambda scope=scope: self._execute(scope))  # type: ignore[misc]
            if is_over():
                return

    def wake_at(self) -> int | None:
        """Return when something happens by itself next."""
        moments = [scope.wake_at for scope in self.scopes.values() if scope.wake_at is not None]
        return min(moments if self.deadline is None else [*moments, self.deadline], default=None)

    def wake(self) -> None:
        """Do what is due by now."""
        now = self._environment.now()
        due = [scope for scope in self.scopes.values() if scope.wake_at is not None and scope.wake_at <= now]
        for scope in sorted(due, key=lambda scope: (scope.wake_at, scope.id)):
            if scope.id in self.scopes and self.end is None:
                self._wake(scope)
        if self.deadline is not None and self.deadline <= now:
            self._time_out(now)

    def complete(self, scope_id: int, number: int, outcome: TaskResult) -> None:
        """Take the answer to a call; one that comes too late is nothing."""
        scope = self.scopes.get(scope_id)
        if self.end is not None or scope is None or scope.phase is not Phase.TASK or scope.call != number:
            return
        if isinstance(outcome, Success) and scope.definition.waits_for_token:
            scope.phase = Phase.TOKEN
            self._note(scope, "TaskSubmitted")
            self.changes.scopes.add(scope)
            return
        self._guarded(scope, lambda: self._finish_task(scope, outcome))

    def answer(self, token: str, outcome: TaskResult) -> bool:
        """Take the answer with a token; False if nothing waits with it."""
        scope = next((each for each in self.scopes.values() if each.token == token), None)
        if self.end is not None or scope is None or scope.phase not in {Phase.TASK, Phase.TOKEN}:
            return False
        self._guarded(scope, lambda: self._finish_task(scope, outcome))
        return True

    def abort(self, error: str | None = None, cause: str | None = None) -> None:
        """End the run from outside."""
        if self.end is None:
            self.history.note("ExecutionAborted", 0, self._environment.now(), error=error, cause=cause)
            self._over(End("ABORTED", self._environment.now(), None, error, cause))

    def _time_out(self, now: int) -> None:
        if self.end is None:
            cause = f"The execution took longer than {self.machine.timeout} seconds."
            self.history.note("ExecutionTimedOut", 0, now, error=TIMEOUT, cause=cause)
            self._over(End("TIMED_OUT", now, None, TIMEOUT, cause))

    def fail(self, error: str, cause: str) -> None:
        """End the run because of a fault of the engine itself; no state catches that."""
        if self.end is None:
            now = self._environment.now()
            self.history.note("ExecutionFailed", self.history.last, now, error=error, cause=cause)
            self._over(End("FAILED", now, None, error, cause))

    def resume(self, goes_on: Callable[[Scope], bool | None]) -> None:
        """Go on after a stop of the process, with the calls that were under way.

        `goes_on` tells of a call whether what it began still runs; None: it surely began nothing. A call that
        waits for a token may be made again: with the same token, for people may have been asked already, and
        at once, for they may answer at once. Any other failed.
        """
        for scope in list(self.scopes.values()):
            if scope.phase is not Phase.TASK or scope.id not in self.scopes or self.end is not None:
                continue
            is_running = None if scope.definition.waits_for_token else goes_on(scope)
            if is_running is None:
                self._guarded(scope, lambda scope=scope: self._call(scope, scope.definition))  # type: ignore[misc]
            elif not is_running:
                cause = "The server was stopped while this task was under way; it may have taken effect."
                self.complete(scope.id, scope.call, Failure(INTERRUPTED, cause))

    def is_idle(self) -> bool:
        """Tell whether nothing happens before `wake_at`, or an answer with a token."""
        return not any(scope.phase in {Phase.READY, Phase.TASK} for scope in self.scopes.values())

    # states

    def _execute(self, scope: Scope) -> None:
        state = scope.definition
        match state.type:
            case "Pass" | "Succeed":
                self._leave(scope, state.exit, scope.input)
            case "Choice":
                self._leave(scope, self._chosen(scope, state), scope.input)
            case "Wait":
                self._wait(scope, self._awaited(scope, state))
            case "Fail":
                raise StateFailed(self._text(scope, "Error"), self._text(scope, "Cause"))
            case "Task":
                self._call(scope, state)
            case _:
                self._begin_inner(scope, state)

    def _chosen(self, scope: Scope, state: State) -> Exit:
        for rule in state.rules:
            holds = rule.condition(self._reader(scope))
            if not isinstance(holds, bool):
                raise StateFailed(EVALUATION, f"A condition of '{state.name}' is {holds!r}, no boolean.")
            if holds:
                return rule.exit
        if state.default is None:
            raise StateFailed(NO_CHOICE, f"No choice of '{state.name}' matches.")
        return state.default

    def _awaited(self, scope: Scope, state: State) -> int:
        """Return the moment until which a Wait lasts."""
        if state.seconds is not None:
            seconds = self._number(scope, state.seconds(self._reader(scope)), least=0)
            return self._environment.now() + seconds * 1000
        text = state.timestamp(self._reader(scope)) if state.timestamp else None
        try:
            return milliseconds(moment.read(text))  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            raise StateFailed(
                EVALUATION, f"'{state.name}' waits until {text!r}, which is no time."
            ) from error

    def _wait(self, scope: Scope, until: int) -> None:
        if until <= self._environment.now():
            self._leave(scope, scope.definition.exit, scope.input)
            return
        scope.phase, scope.wake_at = Phase.WAITING, until
        self.changes.scopes.add(scope)

    def _text(self, scope: Scope, field_name: str) -> str:
        template = getattr(scope.definition, field_name.lower())
        text = "" if template is None else template(self._reader(scope))
        if not isinstance(text, str):
            raise StateFailed(EVALUATION, f"{field_name} of '{scope.state}' is {text!r}, no string.")
        return text

    def _number(self, scope: Scope, value: Any, *, least: int) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _MOST_SECONDS:
            raise StateFailed(EVALUATION, f"A number of '{scope.state}' is {value!r}.")
        return value

    def _call(self, scope: Scope, state: State) -> None:
        scope.call += 1
        if state.waits_for_token and scope.token is None:
            scope.token = self._environment.new_token(scope.id)
        reader = self._reader(scope)
        arguments = scope.input if state.arguments is None else state.arguments(reader)
        self._check_size(arguments, f"what '{scope.state}' sends")
        scope.wake_at = None
        if state.timeout is not None:
            seconds = self._number(scope, state.timeout(reader), least=1)
            scope.wake_at = self._environment.now() + seconds * 1000
        scope.phase = Phase.TASK
        self._note(scope, "TaskScheduled")
        self._note(scope, "TaskStarted")
        self.changes.scopes.add(scope)
        self.calls.append(
            Call(scope.id, scope.call, sum(scope.retries), state.resource, arguments, scope.token)
        )

    def _finish_task(self, scope: Scope, outcome: TaskResult) -> None:
        scope.phase, scope.wake_at, scope.token = Phase.READY, None, None
        if isinstance(outcome, Failure):
            kind = "TaskTimedOut" if outcome.error == TIMEOUT else "TaskFailed"
            self._note(scope, kind, error=outcome.error, cause=outcome.cause)
            raise StateFailed(outcome.error, outcome.cause)
        self._check_size(outcome.output, f"what '{scope.state}' is answered")
        self._note(scope, "TaskSucceeded", data=(outcome.output,))
        self._leave(scope, scope.definition.exit, outcome.output, result=outcome.output)

    def _begin_inner(self, scope: Scope, state: State) -> None:
        if state.type == "Map":
            items = scope.input if state.items is None else state.items(self._reader(scope))
            if not isinstance(items, list):
                raise StateFailed(EVALUATION, f"Items of '{state.name}' is no array.")
            limit = 0
            if state.concurrency is not None:
                limit = self._number(scope, state.concurrency(self._reader(scope)), least=0)
            scope.inner = Inner(len(items), min(limit or _MOST_AT_ONCE, _MOST_AT_ONCE), items)
        else:
            scope.inner = Inner(len(state.inner), len(state.inner))
            if state.arguments is not None:
                scope.inner.items = [state.arguments(self._reader(scope))] * len(state.inner)
        scope.phase = Phase.INNER
        self._note(scope, f"{state.type}StateStarted")
        scope.inner.previous = scope.previous
        self.changes.scopes.add(scope)
        self.changes.begun.add(scope)
        self._continue_inner(scope, scope.inner)

    def _continue_inner(self, scope: Scope, inner: Inner) -> None:
        """Begin as many branches or iterations as may run, or go on when all are over."""
        state = scope.definition
        while inner.next < inner.count and len(inner.running) < inner.limit:
            index, inner.next = inner.next, inner.next + 1
            self._begin_one(scope, inner, state, index)
            if scope.inner is not inner or self.end is not None:
                return  # the first state of an iteration failed, and all others with it
        if inner.next == inner.count and not inner.running:
            results = [inner.results[index] for index in range(inner.count)]
            self._end_inner(scope)
            self._note(scope, f"{state.type}StateSucceeded")
            scope.phase = Phase.READY
            self._guarded(scope, lambda: self._leave(scope, state.exit, results, result=results))

    def _begin_one(self, scope: Scope, inner: Inner, state: State, index: int) -> None:
        is_map = state.type == "Map"
        item = None if inner.items is None else inner.items[index]
        child = self._new_scope(state.inner[0] if is_map else state.inner[index], scope, index, item)
        inner.running[index] = child
        child.previous = inner.previous
        if is_map:
            self._note(child, "MapIterationStarted", state=state.name, data=(index,))
        data = scope.input if inner.items is None else item

        def enter() -> None:
            selected = data if state.selector is None else state.selector(self._reader(child, of=scope))
            self._enter(child, child.machine.start, selected, (selected,))

        self._guarded(child, enter)

    # transitions

    def _enter(self, scope: Scope, name: str, data: Any, given: Data = None) -> None:
        """Enter a state; `given` is its input where no event before has said it."""
        self.history.check()
        scope.state, scope.input, scope.phase = name, data, Phase.READY
        scope.retries, scope.token, scope.wake_at = [], None, None
        scope.entered_at = self._environment.now()
        self._note(scope, f"{scope.definition.type}StateEntered", state=name, data=given)
        self.changes.scopes.add(scope)
        self.ready.append(scope)

    def _leave(self, scope: Scope, leaving: Exit, default: Any, **more: Any) -> None:
        """Leave a state: all is evaluated with the variables as they were at its entry."""
        reader = self._reader(scope, **more)
        assigned = {} if leaving.assign is None else leaving.assign(reader)
        output = default if leaving.output is None else leaving.output(reader)
        if assigned:
            self._check_size(assigned, f"what '{scope.state}' keeps in variables")
        if output is not scope.input:
            self._check_size(output, f"what '{scope.state}' puts out")
        noted = more.get("result", more) if scope.definition.type == "Task" else scope.input
        changed = None if output is noted else (output,)
        self._note(scope, f"{scope.definition.type}StateExited", state=scope.state, data=changed)
        scope.variables.update(assigned)
        if leaving.next is not None:
            self._enter(scope, leaving.next, output)
        elif scope.parent is None:
            now = self._environment.now()
            text = json.write(output)
            self.history.note("ExecutionSucceeded", scope.previous, now, data=(output,))
            self._over(End("SUCCEEDED", now, text))
        else:
            self._finish_one(scope, scope.parent, output)

    def _finish_one(self, scope: Scope, parent: Scope, output: Any) -> None:
        inner = parent.inner
        if inner is None:
            return
        if parent.definition.type == "Map":
            self._note(scope, "MapIterationSucceeded", state=parent.state)
        parent.previous = scope.previous
        del inner.running[scope.index]
        inner.results[scope.index] = output
        self._forget(scope)
        self.changes.results.append((parent.id, scope.index, output))
        self.changes.scopes.add(parent)
        self._continue_inner(parent, inner)

    def _guarded(self, scope: Scope, action: Callable[[], None]) -> None:
        """Do something of a state; what fails is tried again, caught, or ends the scope."""
        try:
            action()
        except StateFailed as failure:
            self._fail(scope, failure)

    def _fail(self, scope: Scope, failure: StateFailed) -> None:
        state = scope.machine.states.get(scope.state)
        if failure.error == EVALUATION:
            self._note(scope, "EvaluationFailed", error=failure.error, cause=failure.cause)
        if scope.inner is not None:
            self._end_inner(scope)
        if state is not None:
            if self._is_tried_again(scope, state, failure):
                return
            for catcher in state.catch:
                if is_named(failure.error, catcher.errors):
                    self._catch(scope, catcher.exit, failure)
                    return
        self._fail_finally(scope, failure)

    def _is_tried_again(self, scope: Scope, state: State, failure: StateFailed) -> bool:
        scope.retries = scope.retries or [0] * len(state.retry)
        for index, retrier in enumerate(state.retry):
            if not is_named(failure.error, retrier.errors):
                continue
            retries = scope.retries[index]
            if retries >= retrier.max_attempts:
                return False
            scope.retries[index] += 1
            scope.phase = Phase.WAITING
            scope.wake_at = self._environment.now() + round(retrier.pause(retries) * 1000)
            self.changes.scopes.add(scope)
            return True
        return False

    def _catch(self, scope: Scope, leaving: Exit, failure: StateFailed) -> None:
        caught = {"Error": failure.error} | ({"Cause": failure.cause} if failure.cause else {})
        try:
            self._leave(scope, leaving, caught, errorOutput=caught)
        except StateFailed as another:
            self._fail_finally(scope, another)

    def _fail_finally(self, scope: Scope, failure: StateFailed) -> None:
        parent = scope.parent
        if parent is None:
            now = self._environment.now()
            self.history.note(
                "ExecutionFailed", scope.previous, now, error=failure.error, cause=failure.cause
            )
            self._over(End("FAILED", now, None, failure.error, failure.cause))
            return
        type_ = parent.definition.type
        if type_ == "Map":
            self._note(scope, "MapIterationFailed", state=parent.state)
        parent.previous = scope.previous
        self._end_inner(parent)
        self._note(parent, f"{type_}StateFailed", error=failure.error, cause=failure.cause)
        self._fail(parent, failure)

    def _end_inner(self, scope: Scope) -> None:
        """Let everything inside a state be over, where it stands."""
        inner, scope.inner = scope.inner, None
        if inner is None:
            return
        for child in list(inner.running.values()):
            self._end_inner(child)
            self._forget(child)
        self.changes.scopes.add(scope)
        self.changes.results.append((scope.id, -1, None))

    def _wake(self, scope: Scope) -> None:
        if scope.phase in {Phase.TASK, Phase.TOKEN}:
            self._guarded(scope, lambda: self._finish_task(scope, Failure(TIMEOUT)))
            return
        scope.wake_at, scope.phase = None, Phase.READY
        self.changes.scopes.add(scope)
        if scope.definition.type == "Wait":
            self._guarded(scope, lambda: self._leave(scope, scope.definition.exit, scope.input))
        else:
            self.ready.append(scope)

    def _over(self, end: End) -> None:
        self.end = end
        self.scopes.clear()
        self.ready.clear()
        self.calls.clear()
        self.changes = Changes()

    # small things

    def _new_scope(self, machine: Machine, parent: Scope | None, index: int, item: Any) -> Scope:
        self.last_scope += 1
        scope = Scope(self.last_scope, machine, parent, index, item)
        self.scopes[scope.id] = scope
        return scope

    def _forget(self, scope: Scope) -> None:
        self.scopes.pop(scope.id, None)
        self.changes.scopes.discard(scope)
        self.changes.gone.append(scope.id)

    def _note(self, scope: Scope, kind: str, **details: Any) -> None:
        scope.previous = self.history.note(kind, scope.previous, self._environment.now(), **details)

    def _reader(self, scope: Scope, of: Scope | None = None, **more: Any) -> Callable[[str], Any]:
        """Return what evaluates an expression of a state; `of` has the input, where that is not `scope`."""
        source = of or scope
        variables = source.visible()
        states = {"input": source.input, **more}

        def read(text: str) -> Any:
            # The context is large and seldom read.
            seen = {**states, "context": self._context(scope)} if "context" in text else states
            try:
                return self._environment.evaluate(text, {**variables, "states": seen})
            except EvaluationError as error:
                raise StateFailed(EVALUATION, str(error)) from error

        return read

    def _check_size(self, value: Any, what: str) -> None:
        """Raise `StateFailed` for what is larger than may be handed on."""
        most = self._environment.most_bytes
        match value:
            case None | bool() | int() | float():
                return
            case str() if len(value) * 4 < most:
                return
        size = len(json.write(value).encode("utf-8", "surrogatepass"))
        if size > most:
            raise StateFailed(
                TOO_LARGE, f"{what[0].upper()}{what[1:]} has {size:,} bytes; {most:,} are allowed."
            )

    def _context(self, scope: Scope) -> dict[str, Any]:
        entered = moment.write(moment_of(scope.entered_at))
        state = {"Name": scope.state, "EnteredTime": entered, "RetryCount": sum(scope.retries)}
        context = {**self._environment.context, "State": state}
        if scope.token is not None:
            context["Task"] = {"Token": scope.token}
        for outer in _outwards(scope):
            if outer.parent is not None and outer.parent.definition.type == "Map":
                context["Map"] = {"Item": {"Index": outer.index, "Value": outer.item}}
                break
        return context


def _outwards(scope: Scope) -> Iterator[Scope]:
    inner: Scope | None = scope
    while inner is not None:
        yield inner
        inner = inner.parent
