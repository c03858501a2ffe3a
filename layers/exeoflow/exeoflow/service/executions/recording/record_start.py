"""Use case: record an execution that a `sub_workflow` node has started.

Step Functions starts it without us, so the record follows the start: when Step Functions tells of it, or of
its end if that comes first. Either may come twice; the record is made once, for its id is the execution's.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from exeoflow.errors import Unavailable
from exeoflow.model import json
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, Parent, TriggerKind
from exeoflow.model.identifiers import SubRunOrigin, origin_of
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.executions.cancelling.subjects import subjects_of
from exeoflow.service.executions.time_limits import START_GRACE
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.references.error_workflows import error_workflow_of
from exeoflow.service.workflows.triggers.choice import choose_trigger


@dataclass(frozen=True, slots=True)
class StartedRun:
    """An execution as Step Functions tells of it; `input` is JSON, None if the event had no room for it."""

    id: str
    workflow_id: str
    started_at: datetime
    input: str | None


def record_sub_run(ports: Ports, run: StartedRun) -> Execution | None:
    """Store the record; return the execution, None if it has a record already.

    None also for what no node has started, or whose parent or workflow is gone. Raises `Unavailable` while
    the parent's own record is still to come, or the input cannot be read now; it is then told again.
    """
    origin = origin_of(run.id)
    if origin is None or ports.executions.get(run.id) is not None:
        return None
    parent = _parent_of(ports, origin)
    if parent is None:
        return None
    workflow = _revision_at(ports, parent.execution.workspace, run)
    if workflow is None or workflow.publication is None:
        return None
    nodes = parent.source_map.node_of_state.values()
    data = json.read(_input_of(ports, run))
    execution = _execution(run, workflow, Parent(parent.execution.id, origin.node_among(nodes)))
    record = ExecutionRecord(
        replace(execution, subjects=subjects_of(workflow, data)),
        data,
        workflow.publication.source_map,
        error_workflow=None if _began_by_error(ports, parent) else error_workflow_of(workflow.graph),
    )
    earlier = ports.executions.add(record, ports.clock.now() + START_GRACE)
    return record.execution if earlier is None else None


def _parent_of(ports: Ports, origin: SubRunOrigin) -> ExecutionRecord | None:
    if origin.has_known_parent:
        return ports.executions.get(origin.parent_key)
    parent_id = ports.executions.id_of_key(origin.parent_key)
    if parent_id is None:
        raise Unavailable
    return ports.executions.get(parent_id)


def _revision_at(ports: Ports, workspace: str, run: StartedRun) -> StoredWorkflow | None:
    """Return the revision that ran: the newest that was published, but none that was made after the start."""
    found = newest = ports.workflows.get(workspace, run.workflow_id)
    while found is not None and (found.publication is None or found.updated_at > run.started_at):
        found = ports.workflows.get_revision(workspace, run.workflow_id, found.revision - 1)
    return found or newest


def _execution(run: StartedRun, workflow: StoredWorkflow, parent: Parent) -> Execution:
    return Execution(
        id=run.id,
        workspace=workflow.workspace,
        workflow_id=workflow.id,
        workflow_name=workflow.name,
        status=ExecutionStatus.RUNNING,
        started_at=run.started_at,
        trigger_kind=TriggerKind.SUB_WORKFLOW,
        trigger_node=choose_trigger(workflow.graph, None, TriggerKind.SUB_WORKFLOW),
        revision=workflow.revision,
        tags=workflow.tags,
        parent=parent,
    )


def _input_of(ports: Ports, run: StartedRun) -> str:
    text = run.input if run.input is not None else ports.machines.input_of(run.workflow_id, run.id)
    if text is None:
        raise Unavailable
    return text


def _began_by_error(ports: Ports, parent: ExecutionRecord) -> bool:
    """Whether it all began with a failure: what an error workflow does wrong starts no other."""
    record: ExecutionRecord | None = parent
    while record is not None and record.execution.parent is not None:
        record = ports.executions.get(record.execution.parent.execution_id)
    return record is not None and record.execution.trigger_kind is TriggerKind.ERROR
