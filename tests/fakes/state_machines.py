"""State machines in memory: they remember what was started and end when a test says so."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from exeoflow.errors import StartRefused, StartsThrottled, StateMachineMissing
from exeoflow.model.execution import ExecutionEnd, ExecutionError, ExecutionStatus
from exeoflow.model.history import HistoryEvent
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.resource_names import OwnResources, Place
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.state_machines import MachineVersion, Run, Sighting

_ANYWHERE = Place("[a-z-]+", "[^:/]*", "[0-9]*")

_ENDS = {
    ExecutionStatus.SUCCESS: "ExecutionSucceeded",
    ExecutionStatus.FAILED: "ExecutionFailed",
    ExecutionStatus.CANCELLED: "ExecutionAborted",
}


@dataclass
class FakeRun:
    """One execution: what it was started with, and its end once it has one."""

    version_arn: str
    input: Json
    end: ExecutionEnd | None = None


@dataclass
class FakeStateMachines:
    """Machines by workflow id, each a list of published definitions; runs by execution id."""

    clock: Clock
    versions: dict[str, list[JsonObject]] = field(default_factory=dict)
    runs: dict[str, FakeRun] = field(default_factory=dict)
    refuses_starts: bool = False
    is_throttled: bool = False
    waiting: dict[str, str] = field(default_factory=dict)
    """The execution that waits with each task token."""
    answers: dict[str, list[HistoryEvent]] = field(default_factory=dict)
    """What the tasks of each execution were told."""
    run_ends: ExecutionStatus = ExecutionStatus.SUCCESS
    """How runs that are waited for end."""
    publications: int = 0
    is_strict: bool = False
    """Whether names of resources must begin with the workspace's prefix."""
    filling: str = "arn:ask"
    """What stands for the function that asks, in the place of its placeholder."""

    @property
    def filling_hash(self) -> str:
        return f"hash of {self.filling}"

    @property
    def most_input_bytes(self) -> int:
        return 262_144

    def fill(self, workspace: str, definition: JsonObject) -> JsonObject:
        del workspace
        text = json.dumps(definition).replace("${RequestApprovalFunctionArn}", self.filling)
        filled: JsonObject = json.loads(text)
        return filled

    def own_resources(self, workspace: str) -> OwnResources:
        if not self.is_strict:
            return OwnResources("", _ANYWHERE)
        return OwnResources(f"for-workflows-{workspace}-", Place("aws", "eu-central-1", "123456789012"))

    def publish(self, version: MachineVersion) -> str:
        self.publications += 1
        versions = self.versions.setdefault(version.workflow_id, [])
        versions.append(version.definition)
        return f"arn:{version.workflow_id}:{len(versions)}"

    def delete(self, workflow_id: str) -> None:
        self.versions.pop(workflow_id, None)

    def start(self, version_arn: str, execution_id: str, text: str) -> None:
        if self.refuses_starts:
            raise StartRefused
        if self.is_throttled:
            raise StartsThrottled
        _, workflow_id, number = version_arn.split(":")
        if len(self.versions.get(workflow_id, [])) < int(number):
            raise StateMachineMissing
        self.runs.setdefault(execution_id, FakeRun(version_arn, json.loads(text)))

    def run(self, version_arn: str, execution_id: str, text: str) -> Run:
        self.start(version_arn, execution_id, text)
        self.end(execution_id, self.run_ends, self.runs[execution_id].input)
        end = self.runs[execution_id].end
        assert end is not None
        return Run(end)

    def stop(self, workflow_id: str, execution_id: str) -> None:
        del workflow_id
        if execution_id in self.runs and self.runs[execution_id].end is None:
            self.end(execution_id, ExecutionStatus.CANCELLED)

    def finish_task(self, task_token: str, output: str) -> bool:
        return self._answer(task_token, HistoryEvent(5, 2, "TaskSucceeded", self.clock.now(), data=output))

    def fail_task(self, task_token: str, error: str, cause: str) -> bool:
        event = HistoryEvent(5, 2, "TaskFailed", self.clock.now(), error=error, cause=cause)
        return self._answer(task_token, event)

    def _answer(self, task_token: str, event: HistoryEvent) -> bool:
        execution_id = self.waiting.pop(task_token, None)
        if execution_id is None:
            return False
        self.answers.setdefault(execution_id, []).append(event)
        return True

    def find(self, workflow_id: str, execution_id: str) -> Sighting:
        del workflow_id
        run = self.runs.get(execution_id)
        return Sighting(is_known=run is not None, end=None if run is None else run.end)

    def input_of(self, workflow_id: str, execution_id: str) -> str | None:
        del workflow_id
        run = self.runs.get(execution_id)
        return None if run is None else json.dumps(run.input)

    def history(
        self, workflow_id: str, execution_id: str, *, with_data: bool = False
    ) -> Sequence[HistoryEvent] | None:
        events = self._events(workflow_id, execution_id)
        return events if with_data or events is None else [replace(each, data=None) for each in events]

    def has_event(
        self,
        workflow_id: str,
        execution_id: str,
        since: datetime,
        is_wanted: Callable[[HistoryEvent], bool],
    ) -> bool:
        events = self._events(workflow_id, execution_id) or ()
        return any(event.at >= since and is_wanted(event) for event in events)

    def _events(self, workflow_id: str, execution_id: str) -> Sequence[HistoryEvent] | None:
        run = self.runs.get(execution_id)
        if run is None:
            return self.answers.get(execution_id)
        now = self.clock.now()
        state = str(self.versions[workflow_id][0]["StartAt"]) if workflow_id in self.versions else "gone"
        events = [
            HistoryEvent(1, 0, "ExecutionStarted", now),
            HistoryEvent(2, 1, "PassStateEntered", now, state=state),
            *self.answers.get(execution_id, ()),
        ]
        return events if run.end is None else [*events, *_last_events(state, run.end)]

    def end(
        self, execution_id: str, status: ExecutionStatus, output: Json = None, error: str | None = None
    ) -> None:
        """Let a run end now."""
        fault = None if error is None else ExecutionError(error, "", None)
        self.runs[execution_id].end = ExecutionEnd(status, self.clock.now(), output, fault)


def _last_events(state: str, end: ExecutionEnd) -> list[HistoryEvent]:
    error = None if end.error is None else end.error.code
    output = json.dumps(end.output)
    last = HistoryEvent(9, 3, _ENDS[end.status], end.finished_at, error=error, data=output)
    if end.status is not ExecutionStatus.SUCCESS:
        return [HistoryEvent(9, 2, last.kind, last.at, error=error)]
    return [HistoryEvent(3, 2, "PassStateExited", end.finished_at, state=state), last]
