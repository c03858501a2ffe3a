"""Use case: start an execution.

The record comes first and the start second, so that nothing runs unseen. Whatever fails between the two
leaves a record without an execution: taken back at once if the start was surely refused, else closed by the
sweep.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from exeoflow.errors import (
    InputTooLarge,
    InvalidRequest,
    NotFound,
    StartRefused,
    StateMachineMissing,
    WorkflowEmpty,
    WorkflowInactive,
)
from exeoflow.model import json
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, Pin, TriggerKind
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.cancelling.subjects import subjects_of
from exeoflow.service.executions.rerun.publication import given_pins, rerun_published
from exeoflow.service.executions.starting.admission import (
    concurrency_of,
    refuse_too_many_starts,
    slot_key_of,
)
from exeoflow.service.executions.starting.beginning import ReadyExecution, begun, has_turn
from exeoflow.service.executions.starting.input_check import refuse_faulty_input
from exeoflow.service.executions.starting.repeated_start import (
    REFUSALS,
    begun_before,
    id_of_start,
    stands_for_start,
)
from exeoflow.service.executions.starting.run_express import run_express
from exeoflow.service.executions.time_limits import START_GRACE
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.placeholders import refuse_placeholders
from exeoflow.service.workflows.publication import published
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.references.error_workflows import error_workflow_of
from exeoflow.service.workflows.triggers.choice import choose_trigger, machine_input

# Both are acts of others than the workflow's own triggers, which `active` governs.
_ALWAYS_POSSIBLE: Final = (TriggerKind.MANUAL, TriggerKind.ERROR)
_DEFINITELY_NOT_STARTED: Final = (StartRefused, NotFound, WorkflowEmpty, InvalidRequest)


@dataclass(frozen=True, slots=True)
class Start:
    """What to start with: `data` becomes `$trigger` of the node `trigger` (None: the default one).

    `retry_of` is the execution that is repeated; by the `labels`, in the order of names, it can be found.
    With `pins`, or `outputs` that are still to be checked, some nodes are not run but have their outputs; a
    `revision` runs in place of the newest.
    """

    data: JsonObject = field(default_factory=dict)
    trigger: str | None = None
    kind: TriggerKind = TriggerKind.MANUAL
    retry_of: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    pins: Mapping[str, Pin] = field(default_factory=dict)
    outputs: JsonObject = field(default_factory=dict)
    revision: StoredWorkflow | None = None
    wait_seconds: int = 0
    """So long whoever starts it waits for its end."""

    @property
    def is_rerun(self) -> bool:
        """Whether a machine is needed that is not the workflow's own."""
        return bool(self.pins) or self.revision is not None


def execute_workflow(
    ports: Ports,
    workspace: str,
    workflow_id: str,
    start: Start,
    request: IdempotentRequest | None = None,
) -> Execution:
    """Start an execution of the newest revision. The same `request` again returns the same execution.

    This is the only door, whatever starts. Raises `WorkflowNotFound`, `WorkflowInactive` (a manual start and
    one on failure are always possible), `WorkflowEmpty`, `WorkflowInvalid` (it has placeholders),
    `InputTooLarge`, `TriggerUnknown`, `InvalidRequest` (it breaks the `input_schema`), `RateLimited` and
    `ConcurrencyReached` (the workflow allows no more), `IdempotencyKeyReused`, and `Unavailable` when AWS
    does not answer. What must wait for its turn, or until Step Functions takes more starts, `is_queued`.
    What is waited for has ended already if the workflow has an express machine. A repetition is answered as
    the first time although it would be refused now.
    """
    try:
        return _executed(ports, workspace, workflow_id, start, request)
    except REFUSALS:
        earlier = begun_before(ports, workspace, workflow_id, request)
        if earlier is None:
            raise
        return earlier


def _executed(
    ports: Ports, workspace: str, workflow_id: str, start: Start, request: IdempotentRequest | None
) -> Execution:
    workflow = get_workflow(ports, workspace, workflow_id)
    if start.kind not in _ALWAYS_POSSIBLE and workflow.status is not WorkflowStatus.ACTIVE:
        raise WorkflowInactive
    start = _with_checked_outputs(workflow, start)
    ready = _ready(ports, _made_startable(ports, workflow, start), start, request)
    # A key asks for one execution, which only a record made before it can promise.
    if start.wait_seconds and request is None and (ended := _run_express(ports, ready)) is not None:
        return ended
    earlier = ports.executions.add(ready.record, ready.execution.started_at + START_GRACE)
    if earlier is None or request is None:
        return _started(ports, ready)
    request.check_same_as(earlier.request_hash)

    def begin_again() -> None:
        # Whoever recorded it may have died before it asked for a slot.
        recorded = ready.as_recorded(earlier)
        if has_turn(ports, recorded):
            begun(ports, recorded)

    if earlier.is_queued or stands_for_start(ports, earlier, begin_again):
        return earlier
    return _executed(ports, workspace, workflow_id, start, request.after(earlier.id))


def _run_express(ports: Ports, ready: ReadyExecution) -> Execution | None:
    """Run to the end what has an express machine; None if the standard machine is to be started."""
    express_arn = ready.publication.express_arn
    if express_arn is None:
        return None
    # What is refused surely has not run, so the standard machine may. That a version can be started while
    # somebody waits AWS documents nowhere.
    with suppress(StartRefused, StateMachineMissing):
        return run_express(ports, ready, express_arn)
    return None


def _with_checked_outputs(workflow: StoredWorkflow, start: Start) -> Start:
    if not start.outputs:
        return start
    given = given_pins(start.revision or workflow, start.outputs)
    return replace(start, pins={**start.pins, **given})


def _made_startable(ports: Ports, workflow: StoredWorkflow, start: Start) -> StoredWorkflow:
    """Return the workflow with the publication to start."""
    if start.is_rerun:
        return rerun_published(ports, start.revision or workflow, start.pins)
    refuse_placeholders(workflow)
    return published(ports, workflow)


def _ready(
    ports: Ports, workflow: StoredWorkflow, start: Start, request: IdempotentRequest | None
) -> ReadyExecution:
    """Check what the start gives the workflow, and draw up the execution."""
    publication = workflow.publication
    if publication is None:
        raise WorkflowEmpty
    trigger = choose_trigger(workflow.graph, start.trigger, start.kind)
    refuse_faulty_input(workflow.graph, trigger, start.kind, start.data)
    text = json.write(machine_input(publication.source_map, trigger, start.data))
    if len(text.encode()) > ports.machines.most_input_bytes:
        raise InputTooLarge(ports.machines.most_input_bytes)
    refuse_too_many_starts(ports, workflow, start.data)
    execution = _new_execution(ports, workflow, trigger, start, request)
    # What an error workflow does wrong starts no other: failures cannot go round in circles.
    error_workflow = None if start.kind is TriggerKind.ERROR else error_workflow_of(workflow.graph)
    record = ExecutionRecord(
        execution, start.data, publication.source_map, error_workflow=error_workflow, pins=start.pins
    )
    return ReadyExecution(record, workflow, publication, text)


def _new_execution(
    ports: Ports,
    workflow: StoredWorkflow,
    trigger: str,
    start: Start,
    request: IdempotentRequest | None,
) -> Execution:
    execution_id = (
        ports.ids.new_id("exec") if request is None else id_of_start(workflow.workspace, workflow.id, request)
    )
    return Execution(
        id=execution_id,
        workspace=workflow.workspace,
        workflow_id=workflow.id,
        workflow_name=workflow.name,
        status=ExecutionStatus.RUNNING,
        started_at=ports.clock.now(),
        trigger_kind=start.kind,
        trigger_node=trigger,
        request_hash=None if request is None else request.request_hash,
        retry_of=start.retry_of,
        revision=workflow.revision,
        labels=start.labels,
        tags=workflow.tags,
        is_rerun=start.is_rerun,
        is_limited=concurrency_of(workflow.graph) is not None,
        slot_key=slot_key_of(workflow.graph, start.data),
        subjects=subjects_of(workflow, start.data),
    )


def _started(ports: Ports, ready: ReadyExecution) -> Execution:
    if not has_turn(ports, ready):
        return replace(ready.execution, is_queued=True)
    try:
        return begun(ports, ready)
    except _DEFINITELY_NOT_STARTED:
        # With a key the record stays: the same request may have been started by another call in the meantime,
        # and its next repetition tries again.
        if ready.execution.request_hash is None:
            ports.executions.remove(ready.execution)
        raise
