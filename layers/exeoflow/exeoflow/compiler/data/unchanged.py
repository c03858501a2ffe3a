"""Since when a symbol has the value that it has before a state, from the order of the states alone.

Whoever follows a value back to what made it need not follow the paths between that state and this one, which
in a long chain would be the square of its length. States are numbered in the order in which they are run, but
where a loop repeats. So on a path between two states, of which the first lies on every way to the second, all
have numbers between theirs, unless a loop around the second begins after the first.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from exeoflow.compiler.data.definitions import defines, own_vertices, vertex_of
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Count,
    Dominance,
    Earlier,
    Exit,
    Fired,
    Scope,
    State,
    Symbol,
    inner_scopes,
    loop_beginnings,
)


class Unchanged:
    """Answers for one machine."""

    def __init__(self, flow: Flow, dominance: Dominance) -> None:
        self._flow = flow
        self._dominance = dominance
        self._orders: dict[Scope, _Order] = {}
        self._changes: dict[tuple[Symbol, Scope], list[int]] = {}

    def since(self, symbol: Symbol, state: State) -> State:
        """The first state on every path to a state before which the symbol has the same value.

        It is the state itself where that is not known.
        """
        vertex = vertex_of(self._flow, symbol)
        if vertex == self._flow.root:  # every trigger's start makes it
            return state
        order = self._order_of(state.scope)
        changes = self._changes_of(symbol, state.scope)
        position = bisect_right(changes, state.number)
        earliest = changes[position - 1] if position else 0
        if position < len(changes):  # a later state may have made it in the iteration before
            earliest = max(earliest, order.headers[state.number])
        return self._dominance.first_since(state, earliest)

    def _changes_of(self, symbol: Symbol, scope: Scope) -> list[int]:
        """The numbers of the states that are entered with a new value."""
        place = (symbol, scope)
        if place not in self._changes:
            vertex = vertex_of(self._flow, symbol)
            order = self._order_of(scope)
            made = (each for each in order.runs[vertex] if defines(self._flow, each, symbol))
            found = {leaving.target.number for leaving in made if leaving.target is not None}
            if isinstance(symbol, Fired | Count | Earlier):
                found |= order.repeated[vertex]
            self._changes[place] = sorted(found)
        return self._changes[place]

    def _order_of(self, scope: Scope) -> "_Order":
        if scope not in self._orders:
            self._orders[scope] = _Order(self._flow, scope)
        return self._orders[scope]


class _Order:
    """What changes values in one scope, and where."""

    def __init__(self, flow: Flow, scope: Scope) -> None:
        self.headers = _headers(scope)
        """For each state the number of the innermost state to which a later one, or itself, leads back."""
        self.runs: defaultdict[int, list[Exit]] = defaultdict(list)
        """The exits by which a state is left in which the vertex has run."""
        self.repeated: defaultdict[int, set[int]] = defaultdict(set)
        """The numbers of the states with which the loops of a vertex begin."""
        for vertex, leaving in _runs(flow, scope):
            self.runs[vertex].append(leaving)
        for loop, number in loop_beginnings(scope).items():
            for vertex in loop.vertices:
                self.repeated[vertex].add(number)


def _runs(flow: Flow, scope: Scope) -> Iterator[tuple[int, Exit]]:
    for state in scope.states:
        inside: list[int] = [vertex for inner in inner_scopes(state) for vertex in inner.vertices]
        if isinstance(state.kind, Begin) and scope.for_each is not None:
            inside.append(scope.for_each)
        for leaving in state.exits:
            for vertex in (*inside, *own_vertices(flow, leaving)):
                yield vertex, leaving


def _headers(scope: Scope) -> list[int]:
    last = [max((leaving.state.number for leaving in state.arrivals), default=-1) for state in scope.states]
    headers: list[int] = []
    around: list[int] = []
    for number, latest in enumerate(last):
        if latest >= number:
            around.append(number)
        while around and last[around[-1]] < number:
            around.pop()
        headers.append(around[-1] if around else 0)
    return headers
