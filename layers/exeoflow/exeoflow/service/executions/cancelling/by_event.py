"""Use case: cancel the running executions that an event is about (`settings.cancel_on`)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, cast

from exeoflow.errors import ExecutionFinished, ExecutionNotFound, NotFound
from exeoflow.model import moment
from exeoflow.model.execution import ExecutionFilter, ExecutionRecord, ExecutionStatus
from exeoflow.model.json import JsonObject, value_at
from exeoflow.model.page import PageRequest
from exeoflow.model.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.starting.start_by_event import Occurrence, claims_what_it_is_not
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.triggers.cancelling import cancelling_rule

_PAGE: Final = 100
_PRECISION: Final = timedelta(seconds=1)
"""That of the time that an event tells."""


def cancel_by_event(ports: Ports, occurrence: Occurrence) -> tuple[str, ...]:
    """Cancel what had begun when the event happened and is told apart by its value; return the ids.

    The same event again finds nothing left to cancel. Raises `NotFound` if nothing listens any more, or the
    event is not this workspace's; `ExecutionStarting` if it must come again.
    """
    workflow = ports.workflows.get(occurrence.workspace, occurrence.workflow_id)
    if workflow is None or workflow.status is not WorkflowStatus.ACTIVE or claims_what_it_is_not(occurrence):
        raise NotFound
    rule = cancelling_rule(workflow.graph, occurrence.node_id or "")
    if rule is None:
        raise NotFound
    cancelled = []
    for record in [*_running(ports, workflow, _time_of(occurrence, ports.clock.now()))]:
        if _is_meant(rule, record, occurrence.data):
            # It may have ended by itself meanwhile.
            with suppress(ExecutionFinished, ExecutionNotFound):
                cancelled.append(cancel_execution(ports, occurrence.workspace, record.execution.id).id)
    return tuple(cancelled)


def _running(ports: Ports, workflow: StoredWorkflow, until: datetime) -> Iterator[ExecutionRecord]:
    wanted = ExecutionFilter(
        workflow_id=workflow.id, statuses=frozenset({ExecutionStatus.RUNNING}), until=until + _PRECISION
    )
    number, pages = 1, 1
    while number <= pages:
        found = ports.executions.list_page(
            workflow.workspace, wanted, PageRequest(number, _PAGE), ports.clock.now()
        )
        number, pages = number + 1, found.pages
        for execution in found.items:
            record = ports.executions.get(execution.id)
            if record is not None:
                yield record


def _is_meant(rule: JsonObject, record: ExecutionRecord, event: JsonObject) -> bool:
    match = cast("dict[str, str] | None", rule.get("match"))
    if match is None:
        return True
    wanted = value_at(event, _names(match["event"]))
    return wanted is not None and value_at(record.input, _names(match["trigger"])) == wanted


def _names(path: str) -> list[str]:
    """The names of a path behind its root."""
    return path.split(".")[1:]


def _time_of(occurrence: Occurrence, now: datetime) -> datetime:
    """When the event happened; an event that does not tell it has come at once."""
    with suppress(ValueError):
        return moment.read(str(occurrence.data.get("time")))
    return now
