"""Since when a symbol has the value that it has before a state, from the order of the states alone.

Whoever follows a value back to what made it need not follow the paths between that state and this one, which
in a long chain would be the square of its length. States are numbered in the order in which they are run, but
where a loop repeats. So on a path between two states, of which the first lies on every way to the second, all
have numbers between theirs, unless a loop around the second begins after the first.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from exeoflow.compiler.data.definitions import defines, own_vertices, vertex_of
from exeoflow.compiler.data.meetings import Meeting, meeting_at
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Count,
    Dominance,
    Earlier,
    Exit,
    Fired,
    MapState,
    Parallel,
    Scope,
    State,
    Symbol,
    loop_beginnings,
)

MANY = 64
"""Where more ways meet, they are not looked at one by one for each value."""


class Unchanged:
    """Answers for one machine."""

    def __init__(self, flow: Flow, dominance: Dominance) -> None:
        self.dominance = dominance
        self._flow = flow
        self._orders: dict[Scope, _Order] = {}
        self._courses: dict[tuple[Symbol, Scope], Course] = {}

    def course(self, symbol: Symbol, scope: Scope) -> "Course":
        """How a symbol changes in a scope."""
        course = self._courses.get((symbol, scope))
        if course is None:
            order = self._orders.get(scope) or self._add_order(scope)
            vertex = vertex_of(self._flow, symbol)
            changes = self._find_changes(symbol, vertex, order)
            course = Course(self._flow, self.dominance, symbol, vertex, scope, order, changes)
            self._courses[symbol, scope] = course
        return course

    def _find_changes(self, symbol: Symbol, vertex: int, order: "_Order") -> Sequence[int]:
        if vertex == self._flow.root:  # every trigger's start makes it
            return range(len(order.headers))
        found = {
            leaving.target.number
            for leaving in order.runs[vertex]
            if leaving.target is not None and defines(self._flow, leaving, symbol)
        }
        if isinstance(symbol, (Fired, Count, Earlier)):
            found |= order.repeated[vertex]
        return sorted(found)

    def _add_order(self, scope: Scope) -> "_Order":
        order = self._orders[scope] = _Order(self._flow, scope)
        return order


@dataclass(eq=False, slots=True)
class Course:
    """How one symbol changes in one scope: it may be another before the states with the numbers `changes`."""

    flow: Flow
    dominance: Dominance
    symbol: Symbol
    vertex: int
    """The one whose run defines the symbol."""
    scope: Scope
    order: "_Order"
    changes: Sequence[int]

    def since(self, state: State) -> State:
        """The first state on every path to a state before which the symbol has the same value.

        It is the state itself where that is not known.
        """
        number, changes = state.number, self.changes
        position = bisect_right(changes, number)
        earliest = changes[position - 1] if position else 0
        if position < len(changes):  # a later state may have made it in the iteration before
            earliest = max(earliest, self.order.headers[number])
        return self.dominance.first_since(state, earliest)

    def ways(self, state: State) -> Sequence[Exit | State]:
        """How the value comes to a state: by exits that make it, or as it has been since other states."""
        if len(state.arrivals) > MANY:
            makers = self._makers(state)
            meeting = self._meeting_at(state)
            since = None if meeting is None else meeting.since(self.changes, makers)
            if since is not None:
                return [*makers, *since]
        if not _is_among(self.changes, state.number):  # no exit that leads here makes it: mostly so
            return self._brought(state)
        return [
            arriving if defines(self.flow, arriving, self.symbol) else self.since(arriving.state)
            for arriving in state.arrivals
        ]

    def _brought(self, state: State) -> Sequence[State]:
        """The states since which the value is as the ways to a state bring it, none of which makes it."""
        last = self.changes[-1] if self.changes else 0
        known = self.order.brought.get(state)
        if known is not None and known.after < last <= known.until:
            return known.states
        found = dict.fromkeys(self.since(arriving.state) for arriving in state.arrivals)
        after = max((self.dominance.last_before(each).number for each in found), default=0)
        until = min((each.number for each in found), default=0)
        brought = _Brought(after, until, tuple(found))
        if after < last <= until:
            self.order.brought[state] = brought
        return brought.states

    def _makers(self, state: State) -> list[Exit]:
        """The exits by which a state is entered with a new value, of a state that begins no loop."""
        runs = self.order.runs[self.vertex]
        return [each for each in runs if each.target is state and defines(self.flow, each, self.symbol)]

    def _meeting_at(self, state: State) -> Meeting | None:
        meetings = self.order.meetings
        if state not in meetings:
            meetings[state] = meeting_at(state, self.order.headers, self.dominance)
        return meetings[state]


class _Brought(NamedTuple):
    """Since which states values are as the ways to a state bring them.

    It holds for each value that changes last before a state with a number beyond `after` and up to `until`:
    what was made long ago comes the same ways as all that was, so that these are found, and kept, once.
    """

    after: int
    until: int
    states: tuple[State, ...]


class _Order:
    """What changes values in one scope, and where."""

    def __init__(self, flow: Flow, scope: Scope) -> None:
        beginnings = loop_beginnings(scope)
        self.headers = _headers(scope, beginnings.values())
        """For each state the number of the innermost state to which a later one, or itself, leads back."""
        self.runs: defaultdict[int, list[Exit]] = defaultdict(list)
        """The exits by which a state is left in which the vertex has run."""
        self.repeated: defaultdict[int, set[int]] = defaultdict(set)
        """The numbers of the states with which the loops of a vertex begin."""
        self.meetings: dict[State, Meeting | None] = {}
        self.brought: dict[State, _Brought] = {}
        """For each state the last that was found of what comes to it from long before."""
        for state in scope.states:
            inside = _run_inside(state)
            for leaving in state.exits:
                for vertex in (*inside, *own_vertices(flow, leaving)):
                    self.runs[vertex].append(leaving)
        for loop, number in beginnings.items():
            for vertex in loop.vertices:
                self.repeated[vertex].add(number)


def _is_among(ascending: Sequence[int], number: int) -> bool:
    position = bisect_left(ascending, number)
    return position < len(ascending) and ascending[position] == number


def _run_inside(state: State) -> tuple[int, ...]:
    """The vertices that run in the scopes inside a state; where an item begins, its for_each."""
    match state.kind:
        case Parallel(branch_of=branch_of):
            return tuple(branch_of)
        case MapState(body=body):
            return tuple(body.vertices)
        case Begin() if state.scope.for_each is not None:
            return (state.scope.for_each,)
        case _:
            return ()


def _headers(scope: Scope, beginnings: Iterable[int]) -> list[int]:
    last = {
        number: max(arriving.state.number for arriving in scope.states[number].arrivals)
        for number in beginnings
    }
    if not last:  # as mostly
        return [0] * len(scope.states)
    headers: list[int] = []
    around: list[int] = []
    for number in range(len(scope.states)):
        if last.get(number, -1) >= number:
            around.append(number)
        while around and last[around[-1]] < number:
            around.pop()
        headers.append(around[-1] if around else 0)
    return headers
