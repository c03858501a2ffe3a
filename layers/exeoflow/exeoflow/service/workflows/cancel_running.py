"""End what still runs of a workflow that was deleted."""

from typing import Final

from exeoflow.model.execution import ExecutionEnd, ExecutionFilter, ExecutionStatus
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports

# What a request has time for; the others end with the machine, and the sweep closes their records.
_AT_MOST: Final = 100


def cancel_running(ports: Ports, workflow: StoredWorkflow) -> None:
    """Stop the executions of a workflow and record them as cancelled.

    The deletion of a state machine alone would let them run until their next state.
    """
    now = ports.clock.now()
    running = ExecutionFilter(workflow_id=workflow.id, statuses=frozenset({ExecutionStatus.RUNNING}))
    found = ports.executions.list_page(workflow.workspace, running, PageRequest(limit=_AT_MOST), now)
    for execution in found.items:
        ports.machines.stop(execution.machine, execution.id)
        ports.executions.finish(execution, ExecutionEnd(ExecutionStatus.CANCELLED, now))
