"""Let the next ones of a workflow's queue begin."""

from contextlib import suppress
from dataclasses import dataclass

from exeoflow.errors import ExecutionNotFound, StartsThrottled, StateMachineMissing, WorkflowNotFound
from exeoflow.model import json
from exeoflow.model.execution import Execution, ExecutionRecord
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.executions.starting.admission import next_in_queue
from exeoflow.service.executions.starting.put_off import put_off_again
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.triggers.choice import machine_input


def start_next(ports: Ports, ended: Execution) -> None:
    """Take back the slot of an execution that has ended, and start whoever waited for it.

    Raises `Unavailable`; it can be repeated, for whoever began leaves the queue only then.
    """
    if ended.is_limited:
        ports.executions.free_slot(ended.workspace, ended.lane, ended.id)
        start_waiting(ports, ended)


def start_waiting(ports: Ports, beside: Execution) -> None:
    """Start as many of those that wait in this one's lane as there is room for.

    None waits for a deleted workflow.
    """
    workspace, lane = beside.workspace, beside.lane
    workflow = ports.workflows.get(workspace, beside.workflow_id)
    if workflow is None:
        for execution_id in ports.executions.queued(workspace, lane):
            ports.executions.dequeue(workspace, lane, execution_id)
        return
    for record in next_in_queue(ports, workspace, lane, workflow.graph):
        _start(ports, workflow, record)


@dataclass(frozen=True, slots=True)
class Wakeup:
    """What lets an execution begin that waited for others to follow it, or for AWS: its `id`."""

    id: str


def begin_put_off(ports: Ports, wakeup: Wakeup) -> Execution:
    """Start an execution that was put off, or put it off again where AWS takes no more starts for now.

    Raises `ExecutionNotFound` if it waits no longer.
    """
    record = ports.executions.get(wakeup.id)
    if record is None or not (record.execution.is_running and record.execution.is_queued):
        raise ExecutionNotFound
    workflow = ports.workflows.get(record.execution.workspace, record.execution.workflow_id)
    if workflow is None:
        raise WorkflowNotFound
    try:
        _start(ports, workflow, record)
    except StartsThrottled:
        put_off_again(ports, record.execution)
    return record.execution


def _start(ports: Ports, workflow: StoredWorkflow, record: ExecutionRecord) -> None:
    execution = record.execution
    revision = ports.workflows.get_revision(workflow.workspace, workflow.id, execution.revision or 0)
    publication = (revision and revision.publication) or workflow.publication
    text = json.write(machine_input(record.source_map, execution.trigger_node, record.input))
    if publication is not None:
        # What has no machine any more is closed by the sweep: nobody here has the right to publish one.
        with suppress(StateMachineMissing):
            ports.machines.start(publication.version_arn, execution.id, text)
    ports.executions.dequeue(execution.workspace, execution.lane, execution.id)
