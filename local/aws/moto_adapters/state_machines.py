"""Gaps: in moto versions do not start, machines vanish with the process, and no execution reports its end.

Besides, a task token can be used again and again there.

`LocalStateMachines` takes the place of moto's backend. It starts versions, keeps machines and executions in
a journal before a request is answered, and reports every change of status. Definitions are not validated:
that is the compiler's.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

import moto.stepfunctions.parser.models as parser_models
from moto.core.base_backend import BackendDict
from moto.core.exceptions import AWSError
from moto.stepfunctions.exceptions import ExecutionAlreadyExists, ExecutionDoesNotExist, InvalidExecutionInput
from moto.stepfunctions.models import StateMachine, StateMachineVersion, StepFunctionBackend
from moto.stepfunctions.parser.api import ExecutionStatus, HistoryEventType
from moto.stepfunctions.parser.asl.eval.callback.callback import (
    CallbackOutcome,
    CallbackOutcomeFailure,
    CallbackOutcomeSuccess,
)
from moto.stepfunctions.parser.models import StepFunctionsParserBackend

from local.aws.moto_adapters.executions import ExecutionRecord, HistoryEvent, RunningExecution, timestamp
from local.aws.replacement import replaced


class StateMachineAlreadyExistsError(AWSError):  # type: ignore[misc]
    """CreateStateMachine with the name of a state machine that is not the same."""

    TYPE = "StateMachineAlreadyExists"
    STATUS = 400


class TaskTimedOutError(AWSError):  # type: ignore[misc]
    """An answer for a task that nothing waits for (any more)."""

    TYPE = "TaskTimedOut"
    STATUS = 400


class MachineJournal(Protocol):
    """Where state machines and executions are kept; every write is durable when it returns."""

    def write_machine(self, machine: StateMachine) -> None:
        """Keep a state machine with its versions."""

    def delete_machine(self, arn: str) -> None:
        """Forget a state machine."""

    def machines(self, backend: StepFunctionBackend) -> Sequence[StateMachine]:
        """Return what is kept."""

    def write_execution(self, record: ExecutionRecord, events: Sequence[HistoryEvent] = ()) -> None:
        """Keep an execution as it is now, and more events of its history."""

    def find_execution(self, arn: str) -> ExecutionRecord | None:
        """Return an execution, or None."""

    def executions_of(self, machine_arn: str) -> Sequence[ExecutionRecord]:
        """Return the executions of a state machine, the latest first."""

    def running_executions(self) -> Sequence[ExecutionRecord]:
        """Return what was running when it was last written."""

    def history(self, arn: str) -> list[HistoryEvent]:
        """Return the events of an execution as far as they are kept."""


StatusListener = Callable[[ExecutionRecord], None]


class LocalStateMachines(StepFunctionsParserBackend):  # type: ignore[misc]
    """State machines and executions of one region."""

    journal: MachineJournal
    on_status: StatusListener

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self._running: dict[str, RunningExecution] = {}
        self._written_events: dict[str, int] = {}
        self._changing = threading.RLock()

    def open(self, journal: MachineJournal, on_status: StatusListener) -> None:
        """Begin with what `journal` keeps; executions that were running when it was left have failed."""
        self.journal = journal
        self.on_status = on_status
        self.state_machines = list(journal.machines(self))
        for record in journal.running_executions():
            journal.write_execution(*_interrupted(record, journal.history(record.arn)))

    def close(self) -> None:
        """Leave what runs as it is in the journal, and end its threads."""
        with self._changing:
            executions = list(self._running.values())
            self._running.clear()
        for execution in executions:
            execution.abandon()

    # state machines

    def create_state_machine(self, name: str, definition: str, roleArn: str, **options: Any) -> StateMachine:  # noqa: N803
        """Create a state machine; the same one again is the existing one, another of that name is refused."""
        json.loads(definition)
        existing = self._revision_by_name(name)
        if existing and (existing.definition, existing.roleArn) != (definition, roleArn):
            raise StateMachineAlreadyExistsError(f"State Machine Already Exists: '{existing.arn}'")
        machine = StepFunctionBackend.create_state_machine(self, name, definition, roleArn, **options)
        self.journal.write_machine(machine)
        return machine

    def update_state_machine(self, arn: str, *arguments: Any, **options: Any) -> StateMachine:
        """Change a state machine, and publish a version of it if asked."""
        machine = StepFunctionBackend.update_state_machine(self, arn, *arguments, **options)
        self.journal.write_machine(machine)
        return machine

    def delete_state_machine(self, arn: str) -> None:
        """Delete a state machine and end its executions, as AWS does at their next transition."""
        super().delete_state_machine(arn)
        self.journal.delete_machine(arn)
        for execution in list(self._running.values()):
            if execution.record.machine_arn == arn:
                self.stop_execution(execution.record.arn)

    def publish_version(self, arn: str, description: str | None) -> StateMachineVersion:
        """Publish the state machine as it is; unchanged since the latest version, it is that one."""
        machine = self.describe_state_machine(arn)
        latest = machine.latest_version
        if latest is None or (latest.definition, latest.roleArn) != (machine.definition, machine.roleArn):
            machine.publish(description)
            self.journal.write_machine(machine)
        return machine.latest_version

    def delete_version(self, version_arn: str) -> None:
        """Delete a version; one that does not exist is as good as deleted."""
        arn, _, number = version_arn.rpartition(":")
        machine = self.describe_state_machine(arn)
        if machine.versions.pop(int(number), None):
            self.journal.write_machine(machine)

    # executions

    def start_execution(
        self,
        state_machine_arn: str,
        name: str | None = None,
        execution_input: str | None = None,
        trace_header: str | None = None,  # noqa: ARG002  as moto calls it
    ) -> ExecutionRecord:
        """Start a state machine or one of its versions; the same start again is the running execution."""
        machine = self.describe_state_machine(state_machine_arn)
        record = self._new_record(machine, name or str(uuid.uuid4()), execution_input or "{}")
        with self._changing:
            known = self.journal.find_execution(record.arn)
            if known and known.is_running and known.input == record.input:
                return known
            if known:
                raise ExecutionAlreadyExists(f"Execution Already Exists: '{record.arn}'")
            self.journal.write_execution(record)
            execution = RunningExecution(record, machine, self._end)
            self._running[record.arn] = execution
        self.on_status(record)
        execution.start()
        return record

    def stop_execution(
        self, execution_arn: str, error: str | None = None, cause: str | None = None
    ) -> ExecutionRecord:
        """End an execution at once; one that has ended stays as it is."""
        record = self.describe_execution(execution_arn)
        with self._changing:
            execution = self._running.pop(execution_arn, None)
            if execution is None:
                return self.describe_execution(execution_arn)
            ended = record.ended(ExecutionStatus.ABORTED, error=error, cause=cause)
            abortion = {"type": HistoryEventType.ExecutionAborted.value, "previousEventId": 0}
            details = {name: text for name, text in (("error", error), ("cause", cause)) if text}
            self._write_end(execution, ended, {**abortion, "executionAbortedEventDetails": details})
        execution.abandon()
        self.on_status(ended)
        return ended

    def describe_execution(self, execution_arn: str) -> ExecutionRecord:
        """Return an execution, running or ended."""
        self._validate_execution_arn(execution_arn)
        record = self.journal.find_execution(execution_arn)
        if record is None:
            raise ExecutionDoesNotExist(f"Execution Does Not Exist: '{execution_arn}'")
        return record

    def list_executions(
        self,
        state_machine_arn: str,
        status_filter: str | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> tuple[list[ExecutionRecord], str | None]:
        """Return a page of the executions of a state machine, the latest first."""
        found = [
            record
            for record in self.journal.executions_of(state_machine_arn)
            if status_filter in {None, record.status}
        ]
        start, size = int(next_token or 0), max_results or 100
        more = str(start + size) if start + size < len(found) else None
        return found[start : start + size], more

    def get_execution_history(self, execution_arn: str) -> dict[str, Any]:
        """Return all events of an execution, the earliest first."""
        self.describe_execution(execution_arn)
        execution = self._running.get(execution_arn)
        return {"events": execution.events() if execution else self.journal.history(execution_arn)}

    def write_running_histories(self) -> None:
        """Keep the new events of what runs, so that a killed server can tell how far an execution came."""
        for arn, execution in list(self._running.items()):
            with self._changing:
                if arn in self._running:
                    self.journal.write_execution(execution.record, self._new_events(execution))

    # task tokens

    def send_task_success(self, task_token: str, outcome: str) -> None:
        """Let the task that waits with this token succeed with `outcome`, its output as JSON."""
        self._answer(CallbackOutcomeSuccess(task_token, outcome))

    def send_task_failure(self, task_token: str, error: str | None = None, cause: str | None = None) -> None:
        """Let the task that waits with this token fail."""
        self._answer(CallbackOutcomeFailure(task_token, error, cause))

    def _answer(self, outcome: CallbackOutcome) -> None:
        workers = (execution.exec_worker for execution in self._get_executions())
        pools = [worker.env.callback_pool_manager for worker in workers if worker.env]
        task = next((found for pool in pools if (found := pool.get(outcome.callback_id))), None)
        if task is None or task._notify_event.is_set():
            raise TaskTimedOutError("Task Timed Out: 'Provided task does not exist anymore'")
        task.notify(outcome)

    def _get_executions(self, execution_status: ExecutionStatus | None = None) -> list[RunningExecution]:  # noqa: ARG002
        """Return the executions that may hold a task token."""
        return [execution for execution in list(self._running.values()) if execution.exec_worker]

    def _new_record(self, machine: StateMachine, name: str, execution_input: str) -> ExecutionRecord:
        self._validate_name(name)
        try:
            json.loads(execution_input)
        except ValueError as error:
            raise InvalidExecutionInput(f"Invalid State Machine Execution Input: '{error}'") from error
        is_version = isinstance(machine, StateMachineVersion)
        machine_arn = machine.source_arn if is_version else machine.arn
        arn = f"{machine_arn.replace(':stateMachine:', ':execution:')}:{name}"
        version_arn = machine.arn if is_version else None
        return ExecutionRecord(arn, machine_arn, version_arn, execution_input, timestamp())

    def _end(self, execution: RunningExecution) -> None:
        with self._changing:
            if execution.record.arn not in self._running:
                return  # stopped before
            ended = execution.ended_record()
            self._write_end(execution, ended)
            # Last: what cannot be written is reported once more, as a failure of the execution.
            del self._running[execution.record.arn]
        self.on_status(ended)

    def _write_end(
        self, execution: RunningExecution, ended: ExecutionRecord, last_event: HistoryEvent | None = None
    ) -> None:
        events = self._new_events(execution)
        if last_event:
            events.append(_numbered(last_event, self._written_events[ended.arn] + 1))
        self.journal.write_execution(ended, events)
        del self._written_events[ended.arn]

    def _new_events(self, execution: RunningExecution) -> list[HistoryEvent]:
        events = execution.events()
        new = events[self._written_events.get(execution.record.arn, 0) :]
        self._written_events[execution.record.arn] = len(events)
        return new


def _interrupted(
    record: ExecutionRecord, history: Sequence[HistoryEvent]
) -> tuple[ExecutionRecord, list[HistoryEvent]]:
    """Return the truth about an execution whose process has died: it failed, as far as its history goes."""
    cause = "The local server was stopped while this execution was running."
    ended = record.ended(ExecutionStatus.FAILED, error="Local.Interrupted", cause=cause)
    last = history[-1]["id"] if history else 0
    failure = {
        "type": HistoryEventType.ExecutionFailed.value,
        "previousEventId": last,
        "executionFailedEventDetails": {"error": ended.error, "cause": cause},
    }
    return ended, [_numbered(failure, last + 1)]


def _numbered(event: HistoryEvent, number: int) -> HistoryEvent:
    return {**event, "id": number, "timestamp": timestamp()}


@contextmanager
def durable_state_machines(
    journal: MachineJournal, on_status: StatusListener, account_id: str, region: str
) -> Iterator[LocalStateMachines]:
    """Let state machines outlive the process in `journal`; `on_status` hears of every start and end."""
    backends = BackendDict(LocalStateMachines, "stepfunctions")
    backend: LocalStateMachines = backends[account_id][region]
    backend.open(journal, on_status)
    with ExitStack() as stack:
        stack.enter_context(replaced(parser_models, "stepfunctions_parser_backends", backends))
        try:
            yield backend
        finally:
            backend.close()
