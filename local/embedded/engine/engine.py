"""Runs machines, many at once, so that a stop of the process loses nothing that was committed.

A run is owned by one thread at a time (its slot's lock). Whoever brings news, a start, an answer, a timer,
the end of a task, goes on with the run on the spot for a short while and commits; what is left goes to a few
worker threads. Tasks are called only after the commit that says so.
"""

import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from exeoflow.errors import Unavailable
from exeoflow.model import json
from exeoflow.model.identifiers import derived_id
from local.embedded.engine.clock import SteadyClock
from local.embedded.engine.definitions import DefinitionError, Machine, read_definition
from local.embedded.engine.errors import RUNTIME
from local.embedded.engine.interface import Call, Environment, Evaluate, Failure, Success, TaskResult
from local.embedded.engine.interpreter import MOST_BYTES_HERE, Run
from local.embedded.engine.journal import RUNNING, Journal, RunRecord, Stored
from local.embedded.engine.pool import Pool
from local.embedded.engine.scopes import Scope
from local.embedded.engine.timers import Timers
from local.embedded.stores.rows import json_of, json_text

_SLICE_SECONDS: Final = 0.05
# Between commits of a run that calls nothing: what is lost by a kill is computed again.
_COMMIT_SECONDS: Final = 0.5
_WORKERS: Final = 4
_TASKS_AT_ONCE: Final = 64
_PARSED_DEFINITIONS: Final = 512
_TRY_AGAIN_MS: Final = 1_000
START_EXECUTION: Final = "arn:aws:states:::states:startExecution"
_AND_WAIT: Final = ".sync:2"

T = TypeVar("T")


class MachineMissing(Exception):
    """There is no such version to start."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the engine is given: `call` makes a task's call on a thread that may wait."""

    call: Callable[[RunRecord, Call], TaskResult]
    evaluate: Evaluate
    on_status: Callable[[RunRecord], None]
    """Hears of every start and end."""
    log: Callable[[str], None]
    most_bytes: int = MOST_BYTES_HERE


@dataclass(frozen=True, slots=True)
class Names:
    """How machines and runs are called outside."""

    machine_prefix: str
    """The ARN of a state machine up to the workflow's id."""

    def machine(self, workflow_id: str) -> str:
        """Return the ARN of a workflow's machine."""
        return f"{self.machine_prefix}{workflow_id}"

    def run(self, workflow_id: str, run_id: str) -> str:
        """Return the ARN of an execution."""
        return f"{self.machine(workflow_id).replace(':stateMachine:', ':execution:', 1)}:{run_id}"


@dataclass(slots=True, eq=False)
class _Slot:
    """A run that has not ended; `run` is None until something happens in it after a restart."""

    record: RunRecord
    run: Run | None = None
    stored: Stored = field(default_factory=Stored)
    lock: threading.RLock = field(default_factory=threading.RLock)
    over: threading.Event = field(default_factory=threading.Event)
    committed_at: float = 0.0
    alarm: int | None = None
    """When the timers ring for it next."""


class Engine:
    """All runs of one database."""

    def __init__(self, journal: Journal, names: Names, surroundings: Surroundings) -> None:
        self.journal = journal
        self.names = names
        self._around = surroundings
        self._clock = SteadyClock()
        self._slots: dict[str, _Slot] = {}
        self._children: defaultdict[str, set[str]] = defaultdict(set)
        """The runs that tasks of a run wait for."""
        self._machines: dict[tuple[str, int], Machine] = {}
        self._recent: deque[tuple[str, int]] = deque()
        self._workers = Pool("engine", _WORKERS, self._note_fault)
        self._tasks = Pool("task", _TASKS_AT_ONCE, self._note_fault)
        self._timers = Timers(self._clock.now, self._ring)

    @property
    def most_bytes(self) -> int:
        """How large a value may be that a run is given or hands on."""
        return self._around.most_bytes

    def start(self) -> None:
        """Go on with all that had not ended."""
        for record in self.journal.running():
            self._add(_Slot(record))
        self._timers.start()
        for slot in list(self._slots.values()):
            if not slot.record.is_idle:
                self._submit(slot)
            elif slot.record.wake_at is not None:
                self._set_alarm(slot, slot.record.wake_at)

    def close(self) -> None:
        """Wait a little for what is under way, and leave everything as it was committed last."""
        self._timers.close()
        self._tasks.close()
        self._workers.close()
        slots, self._slots = self._slots, {}  # what comes later finds nothing to change
        for slot in slots.values():
            with slot.lock:
                slot.run = None
            slot.over.set()

    # what the outside asks

    def begin(self, workflow_id: str, version: int, run_id: str, text: str) -> bool:
        """Start a run with a JSON text; False if there was one of this id before. Raises `MachineMissing`."""
        json.read(text)
        if not self.journal.is_startable(workflow_id, version):
            raise MachineMissing
        record = RunRecord(run_id, workflow_id, version, RUNNING, self._clock.now(), input=text)
        return self._begun(record)

    def await_end(self, run_id: str, seconds: float) -> None:
        """Sleep until the run has ended or the engine closes, for so long at most."""
        slot = self._slots.get(run_id)
        if slot is not None:
            slot.over.wait(seconds)

    def _begun(self, record: RunRecord) -> bool:
        slot = _Slot(record)
        if not self.journal.begin(record):
            return False
        self._add(slot)
        self._around.on_status(record)
        self._submit(slot)
        return True

    def stop(self, run_id: str, error: str | None = None, cause: str | None = None) -> None:
        """End a run at once; nothing if it is over or unknown."""
        slot = self._slots.get(run_id)
        if slot is not None:
            self._act(slot, lambda run: run.abort(error, cause))

    def stop_all(self, workflow_id: str) -> None:
        """End all runs of a workflow."""
        for record in self.journal.running(workflow_id):
            self.stop(record.id)

    def answer(self, token: str, outcome: TaskResult) -> bool:
        """Answer a task that waits; False if nothing waits with this token."""
        slot = self._slots.get(token.partition(".")[0])
        return slot is not None and bool(self._act(slot, lambda run: run.answer(token, outcome)))

    def events(self, run_id: str) -> list[Any]:
        """Return all events of a run so far."""
        slot = self._slots.get(run_id)
        if slot is None:
            return list(self.journal.events(run_id))
        with slot.lock:
            new = [] if slot.run is None else slot.run.history.new
            return [*self.journal.events(run_id), *new]

    # how runs go on

    def _add(self, slot: _Slot) -> None:
        self._slots[slot.record.id] = slot
        if slot.record.parent is not None:
            self._children[json_of(slot.record.parent)[0]].add(slot.record.id)

    def _submit(self, slot: _Slot) -> None:
        self._workers.submit(lambda: self._act(slot, _nothing))

    def _ring(self, run_id: str) -> None:
        slot = self._slots.get(run_id)
        if slot is not None:
            slot.alarm = None
            self._workers.submit(lambda: self._act(slot, lambda run: run.wake()))

    def _act(self, slot: _Slot, news: Callable[[Run], T]) -> T | None:
        """Bring news to a run, go on with it for a while, and commit; None if it has ended meanwhile."""
        with slot.lock:
            if slot.record.id not in self._slots:
                return None
            run = slot.run or self._load(slot)
            answer = self._guarded(slot, run, lambda: self._went_on(run, news))
            if (
                news is not _nothing
                or run.calls
                or run.end
                or not run.ready
                or time.monotonic() - slot.committed_at > _COMMIT_SECONDS
            ):
                self._commit(slot, run)
            calls, run.calls = run.calls, []
            wake_at, is_ready = run.wake_at(), bool(run.ready)
        if not slot.record.is_running:
            self._end(slot)
            return answer
        if wake_at is not None:
            self._set_alarm(slot, wake_at)
        for call in calls:
            self._make(slot.record, call)
        if is_ready:
            self._submit(slot)
        return answer

    def _set_alarm(self, slot: _Slot, at: int) -> None:
        if slot.alarm is None or at < slot.alarm:
            slot.alarm = at
            self._timers.set(at, slot.record.id)

    def _went_on(self, run: Run, news: Callable[[Run], T]) -> T:
        answer = news(run)
        until = time.monotonic() + _SLICE_SECONDS
        run.advance(lambda: bool(run.calls) or time.monotonic() > until)
        return answer

    def _guarded(self, slot: _Slot, run: Run, action: Callable[[], T]) -> T | None:
        """Do something in a run; a fault of the engine ends this run and no other."""
        try:
            return action()
        except Exception as fault:  # noqa: BLE001  whatever it is, the run must end
            self._around.log(f"execution {slot.record.id}: the engine failed: {fault!r}")
            run.fail(RUNTIME, f"{type(fault).__name__}: {fault}")
            return None

    def _commit(self, slot: _Slot, run: Run) -> None:
        try:
            slot.record = self.journal.commit(slot.record, run, slot.stored)
        except Unavailable:
            self._set_alarm(slot, self._clock.now() + _TRY_AGAIN_MS)
            raise
        slot.committed_at = time.monotonic()

    def _end(self, slot: _Slot) -> None:
        record = slot.record
        if self._slots.pop(record.id, None) is None:
            return
        slot.over.set()
        self._around.on_status(record)
        # What nobody waits for any more is stopped, as Step Functions stops what `.sync` has started.
        for child in self._children.pop(record.id, ()):
            self.stop(child)
        if record.parent is not None:
            self._tell_parent(record, record.parent)

    def _load(self, slot: _Slot) -> Run:
        record = slot.record
        slot.run = run = Run(_NO_MACHINE, self._environment(record))
        slot.committed_at = time.monotonic()
        self._guarded(slot, run, lambda: self._put_in_place(slot, run))
        return run

    def _put_in_place(self, slot: _Slot, run: Run) -> None:
        record = slot.record
        try:
            run.machine = self._machine(record.workflow_id, record.version)
        except DefinitionError as error:
            run.fail(RUNTIME, str(error))
            return
        run.limit(record.started_at)
        if self.journal.restore(record, run, slot.stored):
            run.resume(lambda scope: self._goes_on(record, scope))
        else:
            run.begin(json_of(record.input))

    def _machine(self, workflow_id: str, version: int) -> Machine:
        key = (workflow_id, version)
        machine = self._machines.get(key)
        if machine is None:
            text = self.journal.definition(*key)
            if text is None:
                raise DefinitionError("The version of the state machine is gone.")
            machine = self._machines[key] = read_definition(text)
            self._recent.append(key)
            if len(self._recent) > _PARSED_DEFINITIONS:
                self._machines.pop(self._recent.popleft(), None)
        return machine

    def _environment(self, record: RunRecord) -> Environment:
        arn = self.names.machine(record.workflow_id)
        context = {
            "Execution": {
                "Id": self.names.run(record.workflow_id, record.id),
                "Input": json_of(record.input),
                "Name": record.id,
                "RoleArn": "",
                "StartTime": record.started_text,
                "RedriveCount": 0,
            },
            "StateMachine": {"Id": arn, "Name": arn.rpartition(":")[2]},
        }
        return Environment(
            context,
            self._clock.now,
            lambda _scope: f"{record.id}.{secrets.token_urlsafe(32)}",
            self._around.evaluate,
            self._around.most_bytes,
        )

    # tasks

    def _make(self, record: RunRecord, call: Call) -> None:
        if call.resource.startswith(START_EXECUTION):
            self._tasks.submit(lambda: self._start_another(record, call))
        else:
            self._tasks.submit(lambda: self._complete(record.id, call, self._outcome(record, call)))

    def _outcome(self, record: RunRecord, call: Call) -> TaskResult:
        try:
            return self._around.call(record, call)
        except Exception as fault:  # noqa: BLE001  whatever a task raises is its failure
            self._around.log(f"execution {record.id}: {call.resource} failed: {fault!r}")
            return Failure(RUNTIME, f"{type(fault).__name__}: {fault}")

    def _complete(self, run_id: str, call: Call, outcome: TaskResult) -> None:
        slot = self._slots.get(run_id)
        if slot is not None:
            self._act(slot, lambda run: run.complete(call.scope, call.number, outcome))

    def _start_another(self, record: RunRecord, call: Call) -> None:
        """Start the execution of another workflow, and let the task wait for its end or not."""
        try:
            outcome = self._started(record, call)
        except Exception as fault:  # noqa: BLE001  a full disk, for example: the task must not wait for ever
            outcome = Failure(RUNTIME, f"The execution could not be started: {fault!r}")
        if outcome is not None:
            self._complete(record.id, call, outcome)

    def _started(self, record: RunRecord, call: Call) -> TaskResult | None:
        """Start the other execution; None if its end will be the outcome."""
        arn = str(call.arguments.get("StateMachineArn", ""))
        workflow_id = arn.removeprefix(self.names.machine_prefix)
        version = self.journal.latest(workflow_id) if arn != workflow_id else None
        if version is None:
            error = "StepFunctions.StateMachineDoesNotExistException"
            return Failure(error, f"State Machine Does Not Exist: '{arn}'")
        begun_by = _call_text(record.id, call.scope, call.number)
        waits = call.resource.endswith(_AND_WAIT)
        child = RunRecord(
            str(call.arguments.get("Name") or derived_id("exec", begun_by)),
            workflow_id,
            version,
            RUNNING,
            self._clock.now(),
            parent=begun_by if waits else None,
            input=json.write(call.arguments.get("Input", {})),
            begun_by=begun_by,
        )
        if not self._begun(child):
            error = "StepFunctions.ExecutionAlreadyExistsException"
            return Failure(error, f"Execution Already Exists: '{self.names.run(workflow_id, child.id)}'")
        if waits:
            return None
        arn = self.names.run(workflow_id, child.id)
        return Success({"ExecutionArn": arn, "StartDate": child.started_text})

    def _tell_parent(self, record: RunRecord, parent: str) -> None:
        run_id, scope, number = json_of(parent)
        slot = self._slots.get(run_id)
        if slot is not None:
            outcome = self._outcome_of(record)
            self._workers.submit(
                lambda: self._act(slot, lambda run: run.complete(scope, number, outcome)) and None
            )

    def _outcome_of(self, record: RunRecord) -> TaskResult:
        """Return what a task that waited for another execution gets of its end."""
        described = {
            "ExecutionArn": self.names.run(record.workflow_id, record.id),
            "StateMachineArn": self.names.machine(record.workflow_id),
            "Name": record.id,
            "Status": record.status,
            "StartDate": record.started_text,
            "Input": json_of(record.input),
        }
        if record.status == "SUCCEEDED":
            return Success({**described, "Output": json_of(record.output or "null")})
        described |= {"Error": record.error, "Cause": record.cause}
        return Failure("States.TaskFailed", json.write(described))

    def _goes_on(self, record: RunRecord, scope: Scope) -> bool | None:
        """Tell whether what a task began before a stop of the process still runs; None: it began nothing."""
        if not scope.definition.resource.startswith(START_EXECUTION):
            return False
        child = self.journal.begun_by(_call_text(record.id, scope.id, scope.call))
        if child is None:
            return None
        if scope.definition.resource.endswith(_AND_WAIT) and not child.is_running and child.parent:
            self._tell_parent(child, child.parent)
        return scope.definition.resource.endswith(_AND_WAIT)

    def _note_fault(self, fault: BaseException) -> None:
        if not isinstance(fault, Unavailable):
            self._around.log(f"the engine failed: {fault!r}")


_NO_MACHINE: Final = Machine("", {})


def _nothing(_run: Run) -> None:
    """Bring no news: just go on."""


def _call_text(run_id: str, scope: int, number: int) -> str:
    return json_text([run_id, scope, number])
