"""Use cases: see what a running execution waits for, and what all of a workspace wait for."""

from collections.abc import Sequence

from exeoflow.model.approval import Approval
from exeoflow.model.execution import ExecutionRecord, ExecutionStatus
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports import Ports


def pending_approvals(ports: Ports, record: ExecutionRecord) -> Sequence[Approval]:
    """Return the approvals of the nodes that run at this moment; nothing is read where none can."""
    waiting = {
        step.node_id
        for step in record.steps or ()
        if step.status is ExecutionStatus.RUNNING and step.node_id in record.source_map.told
    }
    if not waiting or not record.execution.is_running:
        return ()
    # A branch that another one ended leaves an approval behind that nobody waits for.
    found = ports.approvals.pending(record.execution.id)
    return [approval for approval in found if approval.node_id in waiting]


def open_approvals(ports: Ports, workspace: str, page: PageRequest) -> Page[Approval]:
    """Return one page of what can be answered in a workspace, the oldest request first.

    No execution is read: a question whose branch another one ended is among them until its execution ends.
    """
    return ports.approvals.open_in(workspace, ports.clock.now(), page)
