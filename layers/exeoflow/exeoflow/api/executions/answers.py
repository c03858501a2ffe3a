"""Executions as the API shows them, exact to the key."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NotRequired, cast

from typing_extensions import TypedDict

from exeoflow.api.request import Request
from exeoflow.api.schema import (
    Address,
    Day,
    ExecutionId,
    Milliseconds,
    Pagination,
    Schema,
    Timestamp,
    WorkflowId,
)
from exeoflow.model import moment
from exeoflow.model.api_key import Scope
from exeoflow.model.execution import (
    Execution,
    ExecutionError,
    ExecutionRecord,
    ExecutionStatus,
    Step,
    TriggerKind,
)
from exeoflow.texts import Language
from exeoflow.texts.words import failure_hint

if TYPE_CHECKING:
    # Only the types: most functions know nothing of these.
    from collections.abc import Sequence

    from exeoflow.model.approval import Approval
    from exeoflow.model.workflows.stats import WorkflowStats

_RATE_DIGITS: Final = 4


class StartShown(TypedDict):
    """What there is to say of every start."""

    execution_id: ExecutionId
    started_at: Timestamp
    queued: NotRequired[
        Annotated[bool, Schema({"const": True, "description": "It waits for its turn to begin."})]
    ]


class ExecutionStarted(StartShown):
    """An accepted start."""

    status: Literal[ExecutionStatus.RUNNING]


class ExecutionRetried(ExecutionStarted):
    """An accepted start of what another execution ran."""

    retry_of: ExecutionId


class ExecutionReached(StartShown):
    """An accepted start, and how far it has come: `running` for whoever does not `wait` for the end.

    Once it has ended, when, with which `output`, and if it failed by which `error`.
    """

    status: ExecutionStatus
    finished_at: NotRequired[Timestamp]
    output: NotRequired[Any]
    error: NotRequired["ExecutionErrorShown"]


class ExecutionCancelled(TypedDict):
    """An execution that was ended."""

    id: ExecutionId
    status: Literal[ExecutionStatus.CANCELLED]


class TriggerShown(TypedDict):
    """What started an execution, and the trigger node that it began at."""

    kind: TriggerKind
    node_id: Annotated[str, Schema({"examples": ["node_1"]})]


class ParentShown(TypedDict):
    """The execution whose `sub_workflow` node started another one, and that node."""

    execution_id: ExecutionId
    node_id: Annotated[str | None, Schema({"examples": ["node_2"]})]


class LabelsShown(TypedDict, total=False):
    """What an execution is found by: the labels of its start, the tags of its workflow; if there are any.

    `parent` is there if a node of another execution started it.
    """

    labels: dict[str, str]
    tags: list[str]
    queued: Annotated[bool, Schema({"const": True, "description": "It waits for its turn to begin."})]
    parent: ParentShown
    express: Annotated[
        bool,
        Schema({"const": True, "description": "It ran on an express machine, which in AWS tells no steps."}),
    ]


class ExecutionListed(LabelsShown):
    """An execution in a list; `finished_at` and `duration` are null while it runs.

    `retry_of` is the execution that this one repeats, null for most.
    """

    id: ExecutionId
    workflow_id: WorkflowId
    workflow_name: str
    status: ExecutionStatus
    trigger: TriggerShown
    retry_of: ExecutionId | None
    started_at: Timestamp
    finished_at: Timestamp | None
    duration: Milliseconds | None


class ExecutionList(TypedDict):
    """One page of executions."""

    executions: list[ExecutionListed]
    pagination: Pagination


class StepShown(TypedDict):
    """One run of a node."""

    node_id: str
    node_name: str
    status: ExecutionStatus
    started_at: Timestamp
    finished_at: Timestamp | None
    duration: Milliseconds | None


class ExecutionErrorShown(TypedDict):
    """Why an execution failed; `node_id` is null where no single node is to blame.

    Where an expression failed, `field` and `expression` are the author's, and `cause` is the raw text.
    """

    code: Annotated[str, Schema({"examples": ["Http.Status404"]})]
    message: str
    node_id: str | None
    hint: NotRequired[Annotated[str, Schema({"description": "What to do, in the language asked for."})]]
    cause: NotRequired[str | None]
    field: NotRequired[str]
    expression: NotRequired[str]


class AnswerAddresses(TypedDict, total=False):
    """Where an approval is answered."""

    approve_url: Address
    reject_url: Address
    resume_url: Address


class ApprovalShown(AnswerAddresses):
    """What a running execution waits for; addresses are shown to keys with `executions:write`."""

    id: Annotated[str, Schema({"pattern": "^apr_", "examples": ["apr_01hm4nc3d4e5f6g7h8j9k0m1n2"]})]
    node_id: str
    message: str
    data: Any
    requested_at: Timestamp
    expires_at: Timestamp


class AwaitedApprovals(TypedDict, total=False):
    """What an execution waits for, while it does."""

    approvals: list[ApprovalShown]


class ExecutionShown(ExecutionListed, AwaitedApprovals):
    """A whole execution; `error` is there only if it failed, `retries` repeat it, oldest first.

    `approvals` is there only while it waits for answers.
    """

    revision: int | None
    version: int
    retries: list[ExecutionId]
    input: Any
    output: Any
    steps: list[StepShown]
    error: NotRequired[ExecutionErrorShown]


class RunsByStatus(TypedDict):
    """How many executions have each status."""

    running: int
    success: int
    failed: int
    cancelled: int


class RunsOfDay(RunsByStatus):
    """How many executions that began on a day (in UTC) have each status."""

    day: Day


class LastRun(TypedDict):
    """The execution that started last."""

    id: ExecutionId
    status: ExecutionStatus
    started_at: Timestamp


class DurationsShown(TypedDict):
    """How long successful executions took; null where none was.

    The average is exact, a percentile is off by 1/64 of its value (1.6 %) at most.
    """

    average: Milliseconds | None
    p50: Milliseconds | None
    p90: Milliseconds | None
    p99: Milliseconds | None


# `from` is no name in Python.
_Days = TypedDict("_Days", {"from": Day, "to": Day})


class WorkflowStatsShown(_Days):
    """What the executions of a workflow tell together: those that began from one day to another.

    Days are in UTC; `from` is the first one whose executions are still kept, unless a later one was asked
    for. `failure_rate` is the share of failures in what succeeded or failed, null where nothing did.
    """

    workflow_id: WorkflowId
    runs: int
    by_status: RunsByStatus
    by_day: Annotated[
        list[RunsOfDay], Schema({"description": "Only days on which some began, oldest first."})
    ]
    failure_rate: Annotated[
        float | None, Schema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "null"}]})
    ]
    last_run: LastRun | None
    duration: DurationsShown


def execution_started(execution: Execution) -> ExecutionStarted:
    """Show an accepted start; a repeated request gets the same answer, however the execution went on."""
    return {**_start_shown(execution), "status": ExecutionStatus.RUNNING}


def execution_reached(record: ExecutionRecord, language: Language) -> ExecutionReached:
    """Show a start as far as the execution has come."""
    execution = record.execution
    # Not spread: a start might bring an `output` along, as far as mypy knows.
    started = _start_shown(execution)
    reached: ExecutionReached = {
        "execution_id": started["execution_id"],
        "status": execution.status,
        "started_at": started["started_at"],
    }
    if "queued" in started:
        reached["queued"] = started["queued"]
    if execution.finished_at is None:
        return reached
    reached["finished_at"] = moment.write(execution.finished_at)
    reached["output"] = record.output
    if record.error is not None:
        reached["error"] = error_shown(record.error, language)
    return reached


def _start_shown(execution: Execution) -> StartShown:
    shown: StartShown = {"execution_id": execution.id, "started_at": moment.write(execution.started_at)}
    if execution.is_queued and execution.is_running:
        shown["queued"] = True
    return shown


def execution_retried(execution: Execution, retry_of: str) -> ExecutionRetried:
    """Show an accepted retry of another execution."""
    return {**execution_started(execution), "retry_of": retry_of}


def execution_cancelled(execution: Execution) -> ExecutionCancelled:
    """Show that an execution was ended."""
    return {"id": execution.id, "status": ExecutionStatus.CANCELLED}


def execution_listed(execution: Execution) -> ExecutionListed:
    """Show an execution in a list."""
    return {
        "id": execution.id,
        "workflow_id": execution.workflow_id,
        "workflow_name": execution.workflow_name,
        "status": execution.status,
        "trigger": {"kind": execution.trigger_kind, "node_id": execution.trigger_node},
        "retry_of": execution.retry_of,
        "started_at": moment.write(execution.started_at),
        "finished_at": moment.write(execution.finished_at) if execution.finished_at else None,
        "duration": execution.duration,
        **_labels_shown(execution),
    }


def _labels_shown(execution: Execution) -> LabelsShown:
    shown: LabelsShown = {}
    if execution.labels:
        shown["labels"] = dict(execution.labels)
    if execution.tags:
        shown["tags"] = list(execution.tags)
    if execution.is_queued and execution.is_running:
        shown["queued"] = True
    if execution.parent is not None:
        shown["parent"] = {
            "execution_id": execution.parent.execution_id,
            "node_id": execution.parent.node_id,
        }
    if execution.is_express:
        shown["express"] = True
    return shown


def execution_shown(record: ExecutionRecord, language: Language) -> ExecutionShown:
    """Show a whole execution; only a failed one has an `error`."""
    # Spread, an execution of a list might bring an `error` along, as far as mypy knows.
    listed = execution_listed(record.execution)
    shown: ExecutionShown = {
        "id": listed["id"],
        "workflow_id": listed["workflow_id"],
        "workflow_name": listed["workflow_name"],
        "status": listed["status"],
        "trigger": listed["trigger"],
        "retry_of": listed["retry_of"],
        "started_at": listed["started_at"],
        "finished_at": listed["finished_at"],
        "duration": listed["duration"],
        "revision": record.execution.revision,
        "version": record.version,
        "retries": list(record.retries),
        "input": record.input,
        "output": record.output,
        "steps": [_step_shown(step) for step in record.steps or ()],
    }
    # They are fields of this answer too; mypy takes only a whole one.
    shown.update(cast("ExecutionShown", _labels_shown(record.execution)))
    if record.error is not None:
        shown["error"] = error_shown(record.error, language)
    return shown


def error_shown(error: ExecutionError, language: Language) -> ExecutionErrorShown:
    """Show why an execution failed."""
    shown: ExecutionErrorShown = {"code": error.code, "message": error.message, "node_id": error.node_id}
    hint = failure_hint(error.code, language)
    return shown if hint is None else {**shown, "hint": hint}


def approvals_shown(approvals: "Sequence[Approval]", request: Request) -> AwaitedApprovals:
    """Show what an execution waits for, if it does."""
    shown = [approval_shown(approval, request) for approval in approvals]
    return {"approvals": shown} if shown else {}


def approval_shown(approval: "Approval", request: Request) -> ApprovalShown:
    """Show what is asked, with addresses if the key may change executions."""
    may_answer = Scope.EXECUTIONS_WRITE in request.scopes
    addresses = approval.addresses(request.origin) if may_answer else {}
    return {
        "id": approval.id,
        "node_id": approval.node_id,
        "message": approval.message,
        "data": approval.data,
        "requested_at": moment.write(approval.requested_at),
        "expires_at": moment.write(approval.expires_at),
        **cast("AnswerAddresses", addresses),
    }


def workflow_stats_shown(workflow_id: str, stats: "WorkflowStats") -> WorkflowStatsShown:
    """Show what the executions of a workflow tell together."""
    rate, last_run, durations = stats.failure_rate, stats.last_run, stats.durations
    return {
        "workflow_id": workflow_id,
        "from": stats.first_day.isoformat(),
        "to": stats.last_day.isoformat(),
        "runs": stats.runs,
        "by_status": _by_status(stats.by_status),
        "by_day": [{"day": day.isoformat(), **_by_status(stats.by_day[day])} for day in sorted(stats.by_day)],
        "failure_rate": None if rate is None else round(rate, _RATE_DIGITS),
        "last_run": None if last_run is None else _run_shown(last_run),
        "duration": {
            "average": durations.average,
            "p50": durations.percentile(50),
            "p90": durations.percentile(90),
            "p99": durations.percentile(99),
        },
    }


def _by_status(sizes: Mapping[ExecutionStatus, int]) -> RunsByStatus:
    return {
        "running": sizes.get(ExecutionStatus.RUNNING, 0),
        "success": sizes.get(ExecutionStatus.SUCCESS, 0),
        "failed": sizes.get(ExecutionStatus.FAILED, 0),
        "cancelled": sizes.get(ExecutionStatus.CANCELLED, 0),
    }


def _run_shown(execution: Execution) -> LastRun:
    return {
        "id": execution.id,
        "status": execution.status,
        "started_at": moment.write(execution.started_at),
    }


def _step_shown(step: Step) -> StepShown:
    return {
        "node_id": step.node_id,
        "node_name": step.node_name,
        "status": step.status,
        "started_at": moment.write(step.started_at),
        "finished_at": moment.write(step.finished_at) if step.finished_at else None,
        "duration": step.duration,
    }
