"""An execution: one run of a workflow, from its record at the start to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from exeoflow.model import moment
from exeoflow.model.json import Json
from exeoflow.model.workflows.source_map import SourceMap

# So long a caller may wait for the end: API Gateway gives up after 30 s, and an answer needs time as well.
MAX_WAIT_SECONDS: Final = 25


class ExecutionStatus(StrEnum):
    """Where an execution stands; all but `RUNNING` are final."""

    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TriggerKind(StrEnum):
    """What started an execution."""

    MANUAL = "manual"
    WEBHOOK = "webhook"
    SCHEDULE = "schedule"
    EVENT = "event"
    QUEUE = "queue"
    ERROR = "error"
    SUB_WORKFLOW = "sub_workflow"


def rerun_machine(workflow_id: str) -> str:
    """Name the machine of the reruns of a workflow.

    It is another one, for a `sub_workflow` runs whatever its workflow's machine was told last.
    """
    return f"{workflow_id}-rerun"


def express_machine(workflow_id: str) -> str:
    """Name the express machine of a workflow.

    It is another one, for the type of a machine never changes, and starts that wait for nobody use the first.
    """
    return f"{workflow_id}-express"


def machines_of(workflow_id: str) -> tuple[str, ...]:
    """Name all machines that a workflow may have."""
    return workflow_id, rerun_machine(workflow_id), express_machine(workflow_id)


@dataclass(frozen=True, slots=True)
class Pin:
    """The output that a node has without being run, and the handles by which it is left.

    `handles` is None where the node has only one, which needs no name. A for_each with `items` runs all the
    same, but for these, which come to what is given by their index; its `output` means nothing then.
    """

    output: Json
    handles: tuple[str | None, ...] | None = None
    items: Mapping[int, Json] | None = None


def pins_json(pins: Mapping[str, Pin]) -> dict[str, Any]:
    """Write pins as JSON has them."""
    return {node_id: _pin_json(pin) for node_id, pin in pins.items()}


def _pin_json(pin: Pin) -> dict[str, Any]:
    written = {"output": pin.output, "handles": None if pin.handles is None else list(pin.handles)}
    items = {} if pin.items is None else {"items": [list(each) for each in pin.items.items()]}
    return {**written, **items}


def pins_of(content: Mapping[str, Any]) -> dict[str, Pin]:
    """Read what `pins_json` wrote."""
    return {node_id: _pin_of(each) for node_id, each in content.items()}


def _pin_of(content: Mapping[str, Any]) -> Pin:
    handles, items = content["handles"], content.get("items")
    return Pin(
        content["output"],
        None if handles is None else tuple(handles),
        None if items is None else {int(index): result for index, result in items},
    )


@dataclass(frozen=True, slots=True)
class Parent:
    """The execution whose `sub_workflow` node started another one; the node is None if it is not known."""

    execution_id: str
    node_id: str | None


@dataclass(frozen=True, slots=True)
class Execution:
    """The head of an execution's record, as lists show it.

    `request_hash` is set when the start carried an `Idempotency-Key`; `retry_of` is the execution that this
    one repeats.
    """

    id: str
    workspace: str
    workflow_id: str
    workflow_name: str
    status: ExecutionStatus
    started_at: datetime
    trigger_kind: TriggerKind
    trigger_node: str
    finished_at: datetime | None = None
    request_hash: str | None = None
    retry_of: str | None = None
    revision: int | None = None
    """The revision of the workflow that runs; None in records of releases that did not keep it."""
    labels: tuple[tuple[str, str], ...] = ()
    """What whoever started it calls it by: names and values, in the order of names."""
    tags: tuple[str, ...] = ()
    """Those of the workflow at the start."""
    is_limited: bool = False
    """Whether the workflow bounds how many run at once: the end makes room for the next."""
    is_queued: bool = False
    """Whether it is recorded, but waits for its turn to begin."""
    is_rerun: bool = False
    """Whether a machine of its own runs it, in which some outputs are given and not computed."""
    parent: Parent | None = None
    """What started it, if that was a node of another execution."""
    slot_key: str = ""
    """What tells it from others of its workflow that are bounded apart from it."""
    is_express: bool = False
    """Whether the express machine ran it while its caller waited; then it was recorded at its end."""
    subjects: tuple[str, ...] = ()
    """What it is about, by which events that cancel it find it."""

    @property
    def lane(self) -> str:
        """What bounds how many run at once is counted for: its workflow, or one value of the author's key."""
        return f"{self.workflow_id}{self.slot_key}"

    @property
    def machine(self) -> str:
        """What its state machine is called: like its workflow, or like the reruns of that."""
        if self.is_express:
            return express_machine(self.workflow_id)
        return rerun_machine(self.workflow_id) if self.is_rerun else self.workflow_id

    @property
    def marks(self) -> frozenset[str]:
        """What a list finds it by, apart from what every execution has."""
        parent_id = self.parent.execution_id if self.parent else None
        return _marks(self.labels, self.tags, parent_id, self.subjects)

    @property
    def is_running(self) -> bool:
        """Whether the record still waits for its end."""
        return self.status is ExecutionStatus.RUNNING

    @property
    def duration(self) -> int | None:
        """Milliseconds from start to end; None while it runs."""
        return moment.milliseconds_between(self.started_at, self.finished_at) if self.finished_at else None


@dataclass(frozen=True, slots=True)
class ExecutionError:
    """Why an execution failed, and at which node (None: at none that is known)."""

    code: str
    message: str
    node_id: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One run of a node."""

    node_id: str
    node_name: str
    status: ExecutionStatus
    started_at: datetime
    finished_at: datetime | None = None

    @property
    def duration(self) -> int | None:
        """Milliseconds from start to end; None while it runs."""
        return moment.milliseconds_between(self.started_at, self.finished_at) if self.finished_at else None


@dataclass(frozen=True, slots=True)
class ExecutionEnd:
    """How an execution ended. `steps` is None where its history could not be read (yet)."""

    status: ExecutionStatus
    finished_at: datetime
    output: Json = None
    error: ExecutionError | None = None
    steps: tuple[Step, ...] | None = None


@dataclass(frozen=True, slots=True)
class ExecutionRecord:
    """All that is known of one execution; `source_map` is that of the revision which it runs.

    `retries` are the executions that repeat this one, oldest first.
    `error_workflow` is the workflow to start if it fails; `has_follow_up` marks a closed record whose
    consequences are still to be drawn.
    """

    execution: Execution
    input: Json
    source_map: SourceMap
    output: Json = None
    error: ExecutionError | None = None
    steps: tuple[Step, ...] | None = None
    retries: tuple[str, ...] = ()
    error_workflow: str | None = None
    has_follow_up: bool = False
    pins: Mapping[str, Pin] = field(default_factory=dict)
    """What nodes put out without being run."""

    @property
    def version(self) -> int:
        """Count the changes: steps that began and that ended, and the end of the execution."""
        steps = self.steps or ()
        over = sum(step.finished_at is not None for step in steps)
        return len(steps) + over + (not self.execution.is_running)

    def ended(self, end: ExecutionEnd) -> "ExecutionRecord":
        """Return the record as it is once it is closed with this end."""
        return replace(
            self,
            execution=replace(self.execution, status=end.status, finished_at=end.finished_at),
            output=end.output,
            error=end.error,
            steps=end.steps,
        )

    @property
    def end(self) -> ExecutionEnd:
        """The end with which a record that is over was closed."""
        execution = self.execution
        finished_at = execution.finished_at or execution.started_at
        return ExecutionEnd(execution.status, finished_at, self.output, self.error, self.steps)


@dataclass(frozen=True, slots=True)
class ExecutionFilter:
    """Which executions a list shows; `since` and `until` are inclusive bounds of `started_at`.

    A `trigger_node` means something within its workflow only.
    """

    workflow_id: str | None = None
    statuses: frozenset[ExecutionStatus] = frozenset()
    """Any of these; none stands for all."""
    since: datetime | None = None
    until: datetime | None = None
    trigger_kind: TriggerKind | None = None
    trigger_node: str | None = None
    error_code: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    parent_id: str | None = None
    subjects: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        """Those that an execution must have, all of them."""
        return _marks(self.labels, self.tags, self.parent_id, self.subjects)

    def matches(self, execution: Execution, error_code: str | None) -> bool:
        """Tell whether a list with this filter shows an execution that ended with this error."""
        return (
            self.workflow_id in {None, execution.workflow_id}
            and (not self.statuses or execution.status in self.statuses)
            and self.trigger_kind in {None, execution.trigger_kind}
            and self.trigger_node in {None, execution.trigger_node}
            and self.error_code in {None, error_code}
            and self.marks <= execution.marks
            and (self.since is None or execution.started_at >= self.since)
            and (self.until is None or execution.started_at <= self.until)
        )


def _marks(
    labels: tuple[tuple[str, str], ...],
    tags: tuple[str, ...],
    parent_id: str | None,
    subjects: tuple[str, ...],
) -> frozenset[str]:
    named = (f"label#{name}:{value}" for name, value in labels)
    parents = () if parent_id is None else (f"parent#{parent_id}",)
    told = (f"subject#{subject}" for subject in subjects)
    return frozenset((*named, *(f"tag#{tag}" for tag in tags), *parents, *told))
