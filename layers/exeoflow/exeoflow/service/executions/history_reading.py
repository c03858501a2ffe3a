"""Read the steps and the end of an execution out of its history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Final

from exeoflow.model import json
from exeoflow.model.execution import ExecutionEnd, ExecutionError, ExecutionRecord, ExecutionStatus, Step
from exeoflow.model.history import HistoryEvent
from exeoflow.model.identifiers import SUB_RUN_PREFIX
from exeoflow.model.json import Json
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.service.executions.visits import ENDS, Visit, Visits, outwards

_MESSAGE: Final = "exeoflow:error"
"""Under which a function of the stack puts its message if it has details to put beside it."""

TIMEOUT: Final = "States.Timeout"
EVALUATION_ERROR: Final = "States.QueryEvaluationError"
DATA_LIMIT: Final = "States.DataLimitExceeded"
UNKNOWN: Final = "States.Runtime"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a history tells; `end` is None while the execution runs."""

    steps: tuple[Step, ...]
    end: ExecutionEnd | None


def read_history(history: Sequence[HistoryEvent], record: ExecutionRecord) -> Reading:
    """Return the steps in the order in which they began, and the end once there is one."""
    visits = read_visits(history, record)
    last = _last_of(history)
    begun = (trigger_step(record),) if history else ()
    steps = (*begun, *_steps(visits.in_order, record.source_map))
    if last is None:
        return Reading(steps, None)
    failed_at = _node_of_failure(visits, last, record.source_map)
    return Reading(steps, _end(last, failed_at, steps))


def read_visits(history: Sequence[HistoryEvent], record: ExecutionRecord) -> Visits:
    """Return all visits of states, those closed that ended without being left."""
    visits = Visits(record.source_map)
    for event in history:
        visits.follow(event)
    visits.close_abandoned(_last_of(history))
    return visits


def _last_of(history: Sequence[HistoryEvent]) -> HistoryEvent | None:
    return history[-1] if history and history[-1].kind in ENDS else None


def completed_by(reading: Reading, end: ExecutionEnd) -> ExecutionEnd:
    """Return the end with what only the history tells: the steps, and the node that failed."""
    told = reading.end
    error = told.error if told is not None and told.error is not None else end.error
    return replace(end, steps=reading.steps, error=error if end.error is not None else None)


def error_of(
    status: ExecutionStatus, kind: str | None, cause: str | None, node_id: str | None
) -> ExecutionError | None:
    """Return the error of a failed execution; a Lambda's cause is JSON that holds the message."""
    if status is not ExecutionStatus.FAILED:
        return None
    return ExecutionError(kind or UNKNOWN, message_of(cause or ""), node_id)


def trigger_step(record: ExecutionRecord) -> Step:
    """What started the execution; it has no state, for it takes no time."""
    execution = record.execution
    return instant_step(execution.trigger_node, record.source_map, execution.started_at)


def _steps(visits: Sequence[Visit], source_map: SourceMap) -> tuple[Step, ...]:
    """The steps by the events at which they began, nodes without a state of their own among them."""
    steps = (each for visit in visits for each in _steps_of(visit, source_map))
    return tuple(step for _, step in sorted(steps, key=itemgetter(0)))


def _steps_of(visit: Visit, source_map: SourceMap) -> Iterator[tuple[int, Step]]:
    folded = source_map.folded.get(visit.state, {})
    for node in folded.get("before", ()):
        yield visit.entered, instant_step(node, source_map, visit.entered_at)
    if (node_id := source_map.node_of_state.get(visit.state)) is not None:
        name = source_map.node_names.get(node_id, node_id)
        yield visit.entered, Step(node_id, name, visit.status, visit.entered_at, visit.left_at)
    if visit.left is not None and visit.left_at is not None:
        for node in folded.get("after", ()):
            yield visit.left, instant_step(node, source_map, visit.left_at)


def instant_step(node: str, source_map: SourceMap, at: datetime) -> Step:
    """The step of a node that ran when a state was entered or left; it cannot fail and takes no time."""
    return Step(node, source_map.node_names.get(node, node), ExecutionStatus.SUCCESS, at, at)


def _node_of_failure(visits: Visits, end: HistoryEvent, source_map: SourceMap) -> str | None:
    open_visits = outwards(visits.open_at.get(end.previous))
    node_of = {**source_map.around, **source_map.node_of_state}
    nodes = (node_of.get(visit.state) for visit in open_visits)
    return next((node for node in nodes if node is not None), None)


def _end(event: HistoryEvent, failed_at: str | None, steps: tuple[Step, ...]) -> ExecutionEnd:
    status = ENDS[event.kind]
    kind = TIMEOUT if event.kind == "ExecutionTimedOut" else event.error
    return ExecutionEnd(
        status=status,
        finished_at=event.at,
        output=None if event.data is None else json.read(event.data),
        error=error_of(status, kind, event.cause, failed_at),
        steps=steps,
    )


def message_of(cause: str) -> str:
    """Return the message in a cause: that of a Lambda is JSON that holds it."""
    return _told(cause)[0]


def details_of(cause: str) -> Json:
    """Return the details that a function of the stack puts beside its message, None if there are none."""
    return _told(cause)[1]


def called_run_of(cause: str) -> str | None:
    """Return the id of the execution that a cause describes, which a node started and waited for."""
    name = (_object(cause) or {}).get("Name")
    return name if isinstance(name, str) and name.startswith(SUB_RUN_PREFIX) else None


def _told(cause: str) -> tuple[str, Json]:
    content = _object(cause)
    if content is None or "errorMessage" not in content:
        return cause, None
    message = str(content["errorMessage"])
    told = _object(message)
    return (
        (message, None)
        if told is None or _MESSAGE not in told
        else (str(told[_MESSAGE]), told.get("details"))
    )


def _object(text: str) -> Mapping[str, Json] | None:
    """Read a text that is an object of JSON; None for any other."""
    try:
        content = json.read(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, Mapping) else None
