"""By which exits of a scope symbols get new values.

The symbols that something reads in a scope are numbered there in the order in which they are asked for: a set
of them is the bits of one integer, and what holds for thousands of them is found in one go.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exeoflow.compiler.data.definitions import defines, own_vertices, vertex_of
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Count,
    Earlier,
    Entry,
    Exit,
    Fired,
    Loop,
    MapState,
    Parallel,
    Scope,
    State,
    Symbol,
    loop_beginnings,
)
from exeoflow.digraph import numbers_in

_NOT_ASKED: Final = -1
"""What stands for the number of a symbol that nobody has asked for yet."""


@dataclass(eq=False, slots=True)
class Kept:
    """A symbol that may become a variable of a scope: one object for each, told from others at a glance."""

    symbol: Symbol
    scope: Scope


class Changes:
    """The symbols that are read in one scope and made in it, by their numbers."""

    def __init__(self, flow: Flow, scope: Scope) -> None:
        self.kept: list[Kept] = []
        self._scope = scope
        self._flow = flow
        self._numbers: dict[Symbol, int | None] = {}
        self._made: dict[Exit, int] = {}
        self._entering: dict[Loop, int] = {}
        """What the exits make anew by which a loop is entered, whatever else they do."""
        self._repeating: dict[Loop, int] = {}
        self._runs: defaultdict[int, list[Exit]] = defaultdict(list)
        """The exits by which a state is left in which the vertex has run."""
        self._loops: defaultdict[int, list[Loop]] = defaultdict(list)
        """The loops that begin in the scope, by the vertices in them."""
        for state in scope.states:
            inside = _run_inside(flow, state)
            for leaving in state.exits:
                for vertex in (*inside, *own_vertices(flow, leaving)):
                    self._runs[vertex].append(leaving)
        for loop in loop_beginnings(scope):
            for vertex in loop.vertices:
                self._loops[vertex].append(loop)

    def number(self, symbol: Symbol) -> int | None:
        """The number of a symbol; None where nothing in the scope makes it."""
        found = self._numbers.get(symbol, _NOT_ASKED)
        if found == _NOT_ASKED:
            found = self._numbers[symbol] = self._add(symbol)
        return found

    def among(self, symbol: Symbol, symbols: int) -> Kept | None:
        """A symbol as it is kept, if its number is in a set; None else."""
        number = self._numbers.get(symbol)
        return None if number is None or not symbols >> number & 1 else self.kept[number]

    def named(self, symbols: int) -> Iterator[Kept]:
        """The symbols of a set of their numbers."""
        return map(self.kept.__getitem__, numbers_in(symbols))

    def made_by(self, leaving: Exit) -> int:
        """The symbols that have new values once a state is left by an exit, as bits."""
        made = self._made.get(leaving, 0)
        if leaving.enters is not None:
            made |= self._entering.get(leaving.enters, 0)
        if leaving.repeats is not None:
            made |= self._repeating.get(leaving.repeats, 0)
        return made

    def _add(self, symbol: Symbol) -> int | None:
        vertex = vertex_of(self._flow, symbol)
        makers = [
            leaving
            for leaving in self._runs.get(vertex, ())
            if leaving.target is not None and defines(self._flow, leaving, symbol)
        ]
        entered = [loop for loop in self._loops.get(vertex, ()) if _is_begun(self._flow, symbol, loop)]
        if not makers and not entered:
            return None
        bit = 1 << len(self.kept)
        self.kept.append(Kept(symbol, self._scope))
        for leaving in makers:
            self._made[leaving] = self._made.get(leaving, 0) | bit
        for loop in entered:
            self._entering[loop] = self._entering.get(loop, 0) | bit
            if not isinstance(symbol, Fired) or symbol.outlet not in loop.leaving:
                self._repeating[loop] = self._repeating.get(loop, 0) | bit
        return len(self.kept) - 1


def _is_begun(flow: Flow, symbol: Symbol, loop: Loop) -> bool:
    """Whether a symbol of a vertex in a loop begins anew with it."""
    if isinstance(symbol, Fired):
        return not flow.outlets[symbol.outlet].is_end
    return isinstance(symbol, (Count, Earlier)) and symbol.header == loop.header


def _run_inside(flow: Flow, state: State) -> tuple[int, ...]:
    """The vertices that run inside a state; where an item begins its for_each, where all begins the root."""
    match state.kind:
        case Parallel(branch_of=branch_of):
            return tuple(branch_of)
        case MapState(body=body):
            return tuple(body.vertices)
        case Begin() if state.scope.for_each is not None:
            return (state.scope.for_each,)
        case Entry():
            return (flow.root,)
        case _:
            return ()
