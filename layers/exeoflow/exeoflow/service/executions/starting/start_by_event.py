"""Use case: start a workflow by a schedule, an event or a message of the queue."""

from dataclasses import dataclass

from exeoflow.errors import (
    ConcurrencyReached,
    InvalidRequest,
    NotFound,
    RateLimited,
    WorkflowEmpty,
    WorkflowInactive,
)
from exeoflow.model.execution import Execution, TriggerKind
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.trigger import OWN_EVENTS
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.inbound import delivery
from exeoflow.service.ports import Ports

STALE = (NotFound, WorkflowInactive, WorkflowEmpty, InvalidRequest, ConcurrencyReached, RateLimited)
"""What a start meets that is not to be tried again: its trigger is gone, or its workflow has enough."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What starts a workflow: `data` becomes `$trigger` of the node.

    `id` tells it from every other one of this node: the planned time, the event's id or the message's id.
    `is_from_own_bus` is said of events: only the stack itself can announce anything of its own there.
    """

    workspace: str
    workflow_id: str
    kind: TriggerKind
    id: str
    data: JsonObject
    node_id: str | None = None
    is_from_own_bus: bool = False


def start_by_event(ports: Ports, occurrence: Occurrence) -> Execution:
    """Start the workflow, once per occurrence, however often it is delivered.

    Raises what `execute_workflow` raises, and `NotFound` for what this stack tells of another workspace, or
    somebody else in its name.
    """
    if claims_what_it_is_not(occurrence):
        raise NotFound
    start = Start(occurrence.data, occurrence.node_id, occurrence.kind)
    request = delivery(occurrence.kind, occurrence.node_id or "", occurrence.id)
    return execute_workflow(ports, occurrence.workspace, occurrence.workflow_id, start, request)


def claims_what_it_is_not(occurrence: Occurrence) -> bool:
    """Tell whether an event looks like one of the product's that this workspace may not hear, or is forged.

    All workspaces share the buses, and what we announce there, with addresses to answer, is one's own.

    On every other bus anybody may put an event that looks like ours.
    """
    source, detail = occurrence.data.get("source"), occurrence.data.get("detail")
    if occurrence.kind is not TriggerKind.EVENT or not str(source).lower().startswith(OWN_EVENTS):
        return False
    return (
        not occurrence.is_from_own_bus
        or not isinstance(detail, dict)
        or detail.get("workspace") != occurrence.workspace
    )
