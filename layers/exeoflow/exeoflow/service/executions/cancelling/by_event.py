"""Use case: cancel the running executions that an event is about (`settings.cancel_on`)."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, cast

from exeoflow.errors import ExecutionFinished, ExecutionNotFound, NotFound, Unavailable
from exeoflow.model import moment
from exeoflow.model.execution import Execution, ExecutionFilter, ExecutionStatus
from exeoflow.model.json import JsonObject
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.cancelling.subjects import subject_of_event
from exeoflow.service.executions.starting.start_by_event import Occurrence, claims_what_it_is_not
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.triggers.cancelling import cancelling_rule

# As many as one call of a function has time for, with some to spare.
_AT_MOST: Final = 1000
_TIME: Final = timedelta(seconds=20)
_PRECISION: Final = timedelta(seconds=1)
"""That of the time that an event tells."""


def cancel_by_event(ports: Ports, occurrence: Occurrence) -> tuple[str, ...]:
    """Cancel what had begun when the event happened and is told apart by its value; return the ids.

    The same event again finds nothing left to cancel. Raises `NotFound` if nothing listens any more, or the
    event is not this workspace's; `ExecutionStarting` and `Unavailable` if it must come again.
    """
    workflow = ports.workflows.get(occurrence.workspace, occurrence.workflow_id)
    if workflow is None or workflow.status is not WorkflowStatus.ACTIVE or claims_what_it_is_not(occurrence):
        raise NotFound
    rule = cancelling_rule(workflow.graph, occurrence.node_id or "")
    if rule is None:
        raise NotFound
    cancelled = []
    now = ports.clock.now()
    meant = _meant(ports, workflow, rule, occurrence)
    for execution in meant.items:
        if ports.clock.now() - now > _TIME:
            raise Unavailable
        # It may have ended by itself meanwhile.
        with suppress(ExecutionFinished, ExecutionNotFound):
            cancelled.append(cancel_execution(ports, occurrence.workspace, execution.id).id)
    if meant.total > len(meant.items):
        raise Unavailable
    return tuple(cancelled)


def _meant(
    ports: Ports, workflow: StoredWorkflow, rule: JsonObject, occurrence: Occurrence
) -> Page[Execution]:
    """Return what runs of that which an event is about, the newest first, as far as one call gets."""
    page = PageRequest(limit=_AT_MOST)
    match = cast("JsonObject | None", rule.get("match"))
    subject = None if match is None else subject_of_event(workflow, match, occurrence.data)
    if match is not None and subject is None:
        return Page((), 0, page)
    until = _time_of(occurrence, ports.clock.now()) + _PRECISION
    wanted = ExecutionFilter(
        workflow_id=workflow.id,
        statuses=frozenset({ExecutionStatus.RUNNING}),
        until=until,
        subjects=() if subject is None else (subject,),
    )
    return ports.executions.list_page(workflow.workspace, wanted, page, ports.clock.now())


def _time_of(occurrence: Occurrence, now: datetime) -> datetime:
    """When the event happened; an event that does not tell it has come at once."""
    with suppress(ValueError):
        return moment.read(str(occurrence.data.get("time")))
    return now
