"""Read the steps and the end of an execution out of its history.

Each event names the one before it on its own path, so a history is a tree: the branches of a Parallel and the
items of a Map interleave in time, but not along `previous`. Every event therefore carries the stack of the
states that are open on its path, and a state that is left closes the visit that was opened on that very path.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from typing import Final

from exeoflow.model import json
from exeoflow.model.execution import ExecutionEnd, ExecutionError, ExecutionRecord, ExecutionStatus, Step
from exeoflow.model.history import HistoryEvent
from exeoflow.model.stored_workflow import SourceMap

_ENDS: Final[Mapping[str, ExecutionStatus]] = {
    "ExecutionSucceeded": ExecutionStatus.SUCCESS,
    "ExecutionFailed": ExecutionStatus.FAILED,
    "ExecutionTimedOut": ExecutionStatus.FAILED,
    "ExecutionAborted": ExecutionStatus.CANCELLED,
}
TIMEOUT: Final = "States.Timeout"
UNKNOWN: Final = "States.Runtime"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a history tells; `end` is None while the execution runs."""

    steps: tuple[Step, ...]
    end: ExecutionEnd | None


@dataclass(slots=True)
class _Visit:
    state: str
    entered_at: datetime
    outer: "_Visit | None"
    left_at: datetime | None = None
    status: ExecutionStatus = ExecutionStatus.RUNNING
    has_failed: bool = False
    entered: int = 0
    left: int | None = None
    """The event by which it was left without an error."""
    is_caught: bool = False

    def leave(self, at: datetime, status: ExecutionStatus) -> None:
        if self.left_at is None:
            self.left_at, self.status = at, status


@dataclass(slots=True)
class _Visits:
    """All visits so far, and the innermost open one at each event."""

    source_map: SourceMap
    in_order: list[_Visit] = field(default_factory=list)
    open_at: dict[int, _Visit | None] = field(default_factory=dict)

    def follow(self, event: HistoryEvent) -> None:
        visit = self.open_at.get(event.previous)
        if event.kind.endswith("StateEntered"):
            visit = _Visit(event.state or "", event.at, visit, entered=event.id)
            self.in_order.append(visit)
        elif event.kind.endswith("StateExited"):
            visit = _leave(visit, event)
        elif visit is not None and event.kind.endswith(("Failed", "TimedOut")):
            visit.has_failed, visit.is_caught = not self._tells(visit, event), True
        elif visit is not None and event.kind.endswith("Succeeded"):
            visit.has_failed = visit.is_caught = False
        self.open_at[event.id] = visit

    def _tells(self, visit: _Visit, event: HistoryEvent) -> bool:
        """Whether an error is none, but says by which handle the node is left."""
        node = self.source_map.node_of_state.get(visit.state, "")
        return event.error in self.source_map.told.get(node, ())

    def close_abandoned(self, end: HistoryEvent | None) -> None:
        """Close what ended without being left: its surrounding state was, or the whole execution ended."""
        if end is not None and _ENDS[end.kind] is ExecutionStatus.FAILED:
            for visit in _outwards(self.open_at.get(end.previous)):
                visit.leave(end.at, ExecutionStatus.FAILED)
        for visit in self.in_order:  # outer visits come before inner ones
            if visit.outer is not None and visit.outer.left_at is not None:
                visit.leave(visit.outer.left_at, ExecutionStatus.CANCELLED)
            elif end is not None:
                visit.leave(end.at, ExecutionStatus.CANCELLED)


def read_history(history: Sequence[HistoryEvent], record: ExecutionRecord) -> Reading:
    """Return the steps in the order in which they began, and the end once there is one."""
    visits = _Visits(record.source_map)
    for event in history:
        visits.follow(event)
    last = history[-1] if history and history[-1].kind in _ENDS else None
    visits.close_abandoned(last)
    begun = (_trigger_step(record),) if history else ()
    steps = (*begun, *_steps(visits.in_order, record.source_map))
    if last is None:
        return Reading(steps, None)
    failed_at = _node_of_failure(visits, last, record.source_map)
    return Reading(steps, _end(last, failed_at, steps))


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
    return ExecutionError(kind or UNKNOWN, _message(cause or ""), node_id)


def _leave(visit: _Visit | None, event: HistoryEvent) -> _Visit | None:
    for inner in _outwards(visit):
        is_left = inner.state == event.state
        failed_inside = inner.has_failed or not is_left
        inner.leave(event.at, ExecutionStatus.FAILED if failed_inside else ExecutionStatus.SUCCESS)
        if is_left:
            inner.left = None if inner.is_caught else event.id
            return inner.outer
    return None


def _outwards(visit: _Visit | None) -> list[_Visit]:
    visits = []
    while visit is not None:
        visits.append(visit)
        visit = visit.outer
    return visits


def _trigger_step(record: ExecutionRecord) -> Step:
    """What started the execution; it has no state, for it takes no time."""
    execution = record.execution
    return _instant_step(execution.trigger_node, record.source_map, execution.started_at)


def _steps(visits: Sequence[_Visit], source_map: SourceMap) -> tuple[Step, ...]:
    """The steps by the events at which they began, nodes without a state of their own among them."""
    steps = (each for visit in visits for each in _steps_of(visit, source_map))
    return tuple(step for _, step in sorted(steps, key=itemgetter(0)))


def _steps_of(visit: _Visit, source_map: SourceMap) -> Iterator[tuple[int, Step]]:
    folded = source_map.folded.get(visit.state, {})
    for node in folded.get("before", ()):
        yield visit.entered, _instant_step(node, source_map, visit.entered_at)
    if (node_id := source_map.node_of_state.get(visit.state)) is not None:
        name = source_map.node_names.get(node_id, node_id)
        yield visit.entered, Step(node_id, name, visit.status, visit.entered_at, visit.left_at)
    if visit.left is not None and visit.left_at is not None:
        for node in folded.get("after", ()):
            yield visit.left, _instant_step(node, source_map, visit.left_at)


def _instant_step(node: str, source_map: SourceMap, at: datetime) -> Step:
    """The step of a node that ran when a state was entered or left; it cannot fail and takes no time."""
    return Step(node, source_map.node_names.get(node, node), ExecutionStatus.SUCCESS, at, at)


def _node_of_failure(visits: _Visits, end: HistoryEvent, source_map: SourceMap) -> str | None:
    open_visits = _outwards(visits.open_at.get(end.previous))
    nodes = (source_map.node_of_state.get(visit.state) for visit in open_visits)
    return next((node for node in nodes if node is not None), None)


def _end(event: HistoryEvent, failed_at: str | None, steps: tuple[Step, ...]) -> ExecutionEnd:
    status = _ENDS[event.kind]
    kind = TIMEOUT if event.kind == "ExecutionTimedOut" else event.error
    return ExecutionEnd(
        status=status,
        finished_at=event.at,
        output=None if event.data is None else json.read(event.data),
        error=error_of(status, kind, event.cause, failed_at),
        steps=steps,
    )


def _message(cause: str) -> str:
    try:
        content = json.read(cause)
    except ValueError:
        return cause
    return str(content["errorMessage"]) if isinstance(content, dict) and "errorMessage" in content else cause
