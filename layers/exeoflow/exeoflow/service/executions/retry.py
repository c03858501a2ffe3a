"""Use case: run again what an execution ran, with the same input."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from exeoflow.errors import ExecutionRunning, TriggerGone, TriggerUnknown, WorkflowGone, WorkflowNotFound
from exeoflow.model.execution import Execution, ExecutionRecord
from exeoflow.service.executions.read import completed
from exeoflow.service.executions.records import find_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.repeated_start import REFUSALS, begun_before
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class Retry:
    """What to repeat: all, or from `from_node` on; by the newest revision, or by the one that ran.

    With `keeps_items` that node is a for_each, whose items that succeeded are not run again.
    """

    from_node: str | None = None
    by_old_revision: bool = False
    keeps_items: bool = False


_WHOLE: Final = Retry()


def retry_execution(
    ports: Ports,
    workspace: str,
    execution_id: str,
    request: IdempotentRequest | None = None,
    retry: Retry = _WHOLE,
) -> Execution:
    """Start a revision of the workflow at the same trigger node; return the new execution.

    It is a start by hand, whatever started the first one: an inactive workflow does not refuse it. The link
    between the two is part of the new record, so there is no start without it.
    Raises `ExecutionNotFound`, `ExecutionRunning`, `WorkflowGone`, `TriggerGone`, `WorkflowEmpty`,
    `WorkflowInvalid`, `InputTooLarge`, `IdempotencyKeyReused`, and `Unavailable`.
    """
    record = _ended(ports, workspace, execution_id)
    original = record.execution
    try:
        changes = _changes(ports, record, retry)
    except REFUSALS:
        # Its node or its revision may have gone since the same request started it.
        earlier = begun_before(ports, workspace, original.workflow_id, request)
        if earlier is None:
            raise
        return earlier
    start = Start(
        data=cast("JsonObject", record.input),
        trigger=original.trigger_node,
        retry_of=original.id,
        labels=original.labels,
        **changes,
    )
    try:
        return execute_workflow(ports, workspace, original.workflow_id, start, request)
    except WorkflowNotFound as error:
        raise WorkflowGone from error
    except TriggerUnknown as error:
        raise TriggerGone(original.trigger_node) from error


def _ended(ports: Ports, workspace: str, execution_id: str) -> ExecutionRecord:
    record = find_execution(ports, workspace, execution_id)
    if record.execution.is_running:
        # Its end may only not be reported yet.
        record = completed(ports, record)
    if record.execution.is_running:
        raise ExecutionRunning
    return record


def _changes(ports: Ports, record: ExecutionRecord, retry: Retry) -> "dict[str, Any]":
    """What makes the start another one than that of the newest revision: its revision, and what is given."""
    if retry == _WHOLE:
        return {}
    # Not at the top: what steps put out is told by their node types and expressions, and few ask for it.
    from exeoflow.service.executions.rerun.outputs import (  # noqa: PLC0415
        PastRun,
        pins_before,
        refuse_place,
        revision_run,
    )
    from exeoflow.service.executions.rerun.succeeded_items import succeeded_items  # noqa: PLC0415

    ran = revision_run(ports, record)
    newest = ports.workflows.get(record.execution.workspace, record.execution.workflow_id)
    if newest is None:
        raise WorkflowGone
    revision = ran if retry.by_old_revision else newest
    if retry.from_node is None:
        return {"revision": revision}
    refuse_place(revision.graph, retry.from_node)
    past = PastRun(ports, record, ran)
    kept = succeeded_items(past, revision.graph, retry.from_node) if retry.keeps_items else {}
    return {"revision": revision, "pins": {**pins_before(past, revision.graph, retry.from_node), **kept}}
