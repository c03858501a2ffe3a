"""Read a history into visits: each time that a state was entered, with all that happened until it was left.

Each event names the one before it on its own path, so a history is a tree: the branches of a Parallel and the
items of a Map interleave in time, but not along `previous`. Every event therefore carries the stack of the
states that are open on its path, and a state that is left closes the visit that was opened on that very path.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast

from exeoflow.model import json
from exeoflow.model.execution import ExecutionStatus
from exeoflow.model.history import HistoryEvent
from exeoflow.model.workflows.source_map import SourceMap

ENDS: Final[Mapping[str, ExecutionStatus]] = {
    "ExecutionSucceeded": ExecutionStatus.SUCCESS,
    "ExecutionFailed": ExecutionStatus.FAILED,
    "ExecutionTimedOut": ExecutionStatus.FAILED,
    "ExecutionAborted": ExecutionStatus.CANCELLED,
}

Items = tuple[tuple[str, int], ...]
"""The items that something belongs to, from the outside in: the for_each's state and the item's index."""


@dataclass(slots=True)
class Try:
    """One call of a task: when it began, when it ended, and by which error."""

    began_at: datetime
    ended_at: datetime | None = None
    error: str | None = None
    cause: str | None = None


@dataclass(slots=True)
class Visit:
    """A state that was entered; `input`, `answer` (of its task) and `output` are JSON text, where known."""

    state: str
    entered_at: datetime
    outer: "Visit | None"
    left_at: datetime | None = None
    status: ExecutionStatus = ExecutionStatus.RUNNING
    has_failed: bool = False
    entered: int = 0
    left: int | None = None
    """The event by which it was left without an error."""
    is_caught: bool = False
    items: Items = ()
    input: str | None = None
    answer: str | None = None
    is_cut: bool = False
    """Whether its task answered what nobody holds."""
    output: str | None = None
    error: str | None = None
    cause: str | None = None
    raw_cause: str | None = None
    """What its call told before the node's error took its place."""
    ended_by: str | None = None
    """The error by which a node of its body tells a loop to end: histories of AWS do not name it."""
    tries: list[Try] = field(default_factory=list)
    finished: dict[int, int] = field(default_factory=dict)
    """The items of a for_each that ended without an error, by their index, and the events of that."""

    def is_inside(self, source_map: SourceMap) -> bool:
        """Whether it is a task that puts out whether it failed, with a state around it that fails then."""
        return self.outer is not None and self.outer.state in source_map.around

    def leave(self, at: datetime, status: ExecutionStatus) -> None:
        """Close it, unless it is closed."""
        if self.left_at is None:
            self.left_at, self.status = at, status

    def end_try(self, event: HistoryEvent) -> None:
        """Note how its latest call ended."""
        if self.tries and self.tries[-1].ended_at is None:
            self.tries[-1].ended_at = event.at
            self.tries[-1].error, self.tries[-1].cause = event.error, event.cause


@dataclass(slots=True)
class Visits:
    """All visits so far, and the innermost open one at each event."""

    source_map: SourceMap
    in_order: list[Visit] = field(default_factory=list)
    open_at: dict[int, Visit | None] = field(default_factory=dict)
    _items_at: dict[int, Items] = field(default_factory=dict)
    _put_out: dict[int, str | None] = field(default_factory=dict)

    def follow(self, event: HistoryEvent) -> None:
        """Take in the next event."""
        visit = self.open_at.get(event.previous)
        items = self._items_at.get(event.previous, ())
        if event.kind.endswith("StateEntered"):
            visit = self._enter(event, visit, items)
        elif event.kind.endswith("StateExited"):
            visit, items = self._leave(visit, event, items)
        elif visit is not None:
            # What failed inside is still open then, for the execution's error is about that.
            about = _loop_around(visit, items) if event.kind == "MapStateFailed" else visit
            if not self._is_about_an_end(about, event):
                items = _change(about, event, items)
                if event.kind.endswith(("Failed", "TimedOut")):
                    about.has_failed = not self._tells(about, event)
        self.open_at[event.id], self._items_at[event.id] = visit, items

    def _enter(self, event: HistoryEvent, outer: Visit | None, items: Items) -> Visit:
        given = _data_of(event, self._put_out.get(event.previous))
        if event.kind == "FailStateEntered" and outer is not None and outer.state in self.source_map.around:
            self._fail_inside(outer, given)
        visit = Visit(
            event.state or "",
            event.at,
            outer,
            entered=event.id,
            items=items,
            input=given,
        )
        self.in_order.append(visit)
        if event.kind == "FailStateEntered" and self._ends_a_loop(visit):
            visit.leave(event.at, ExecutionStatus.SUCCESS)
            visit.output = given
            loop = _loop_around(visit, items)
            (loop.ended_by,) = self.source_map.told[self.source_map.node_of_state[visit.state]]
        return visit

    def _ends_a_loop(self, visit: Visit) -> bool:
        """Whether a state fails only to tell the loop around it to end."""
        node = self.source_map.node_of_state.get(visit.state, "")
        return node in self.source_map.told

    def _is_about_an_end(self, visit: Visit, event: HistoryEvent) -> bool:
        """Whether an event only tells that what was to end a loop has ended it; it has not failed."""
        if visit.left_at is None:
            return False
        has_ended = event.error is None or self._tells(visit, event)
        visit.status = visit.status if has_ended else ExecutionStatus.FAILED
        return has_ended

    def _leave(self, visit: Visit | None, event: HistoryEvent, items: Items) -> tuple[Visit | None, Items]:
        for inner in outwards(visit):
            is_left = inner.state == event.state
            failed_inside = inner.has_failed or not is_left
            inner.leave(event.at, ExecutionStatus.FAILED if failed_inside else ExecutionStatus.SUCCESS)
            if is_left:
                unchanged = inner.input if inner.answer is None and not inner.is_cut else inner.answer
                inner.output = _data_of(event, unchanged)
                inner.left = None if inner.is_caught else event.id
                self._put_out[event.id] = inner.output
                return inner.outer, inner.items
        return None, items

    def _fail_inside(self, around: Visit, given: str | None) -> None:
        """A task whose call does not tell that it failed put out why; the state around it fails for it."""
        inside = (each for each in reversed(self.in_order) if each.outer is around)
        visit = next(each for each in inside if each.state in self.source_map.node_of_state)
        visit.status, visit.left, visit.is_caught = ExecutionStatus.FAILED, None, True
        if given is not None:
            error = cast("dict[str, dict[str, str]]", json.read(given))["error"]
            visit.error, visit.cause = error["code"], error["message"]
        if visit.tries:
            visit.raw_cause = visit.tries[-1].cause
            visit.tries[-1].error, visit.tries[-1].cause = visit.error, visit.cause

    def _tells(self, visit: Visit, event: HistoryEvent) -> bool:
        """Whether an error is none, but says by which handle the node is left."""
        node = self.source_map.node_of_state.get(visit.state, "")
        return (event.error or visit.ended_by) in self.source_map.told.get(node, ())

    def close_abandoned(self, end: HistoryEvent | None) -> None:
        """Close what ended without being left: its surrounding state was, or the whole execution ended."""
        if end is not None and ENDS[end.kind] is ExecutionStatus.FAILED:
            for visit in outwards(self.open_at.get(end.previous)):
                visit.leave(end.at, ExecutionStatus.FAILED)
                visit.status = ExecutionStatus.FAILED  # also of what was to end a loop, and could not
        for visit in self.in_order:  # outer visits come before inner ones
            if visit.outer is not None and visit.outer.left_at is not None:
                visit.leave(visit.outer.left_at, ExecutionStatus.CANCELLED)
            elif end is not None:
                visit.leave(end.at, ExecutionStatus.CANCELLED)


def _data_of(event: HistoryEvent, unchanged: str | None) -> str | None:
    """The data of an event; what they are unchanged from where it tells of none, None where they were cut."""
    return unchanged if event.data is None and not event.is_cut else event.data


def _change(visit: Visit, event: HistoryEvent, items: Items) -> Items:
    """Note what happens in a state; return the items that its path belongs to from now on."""
    if event.kind.endswith("Scheduled"):
        visit.tries.append(Try(event.at))
    elif event.kind == "MapIterationStarted" and event.index is not None:
        # A for_each that is tried again runs all of them again.
        visit.finished.pop(event.index, None)
        return (*visit.items, (visit.state, event.index))
    elif event.kind.startswith("MapIteration"):
        if event.kind == "MapIterationSucceeded":
            visit.finished.update((index, event.id) for _, index in items[-1:])
        return visit.items
    elif event.kind.endswith(("Failed", "TimedOut")):
        visit.end_try(event)
        visit.is_caught, visit.error, visit.cause = True, event.error or visit.ended_by, event.cause
    elif event.kind.endswith("Succeeded"):
        visit.end_try(event)
        visit.has_failed = visit.is_caught = False
        visit.answer, visit.is_cut = event.data, event.is_cut
    return items


def _loop_around(visit: Visit, items: Items) -> Visit:
    """The visit of the loop whose item is the innermost of these; where there is none, the visit itself."""
    return next((each for each in outwards(visit) if items and each.state == items[-1][0]), visit)


def outwards(visit: Visit | None) -> list[Visit]:
    """Return the visit and those around it, from the inside out."""
    visits = []
    while visit is not None:
        visits.append(visit)
        visit = visit.outer
    return visits
