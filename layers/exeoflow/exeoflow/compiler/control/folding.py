"""Takes out the states that are not needed.

In: a machine. Out: another with fewer states. A pure node runs where a neighbouring state is left, or where
it is entered; whether it ran is told by the name of that neighbour, so that the steps of an execution can
still be read from its history. A neighbour that is entered by other ways too is parted first: as many states
are added at most as are taken out. What runs, in which order and with which data stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from exeoflow.compiler.control.parting import Parting
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Exit,
    MapState,
    NodeState,
    Parallel,
    Scope,
    State,
    copied,
    scopes_of,
)
from exeoflow.compiler.machine.exit_kinds import is_choice, takes_folded

MOST_WRITTEN: Final = 16
"""So many nodes at most are written down within what a folded one yields, which is made from its input.

Each as often as it is written: twice as often where two ways part and meet again. A merge that appends takes
four levels of the 90 that evaluations may be within each other.
"""


def folded(
    flow: Flow,
    machine: Scope,
    foldable: frozenset[int],
    made_of_input: frozenset[int],
    unread: frozenset[int],
) -> Scope:
    """The machine without states of foldable vertices, where it can be; nothing reads the `unread`."""
    if not foldable:
        return machine
    machine = copied(machine)
    folding = _Folding(flow, foldable, made_of_input, unread, Parting(flow))
    for scope in scopes_of(machine):
        folding.fold(scope)
    return machine


@dataclass(frozen=True, slots=True)
class _Folding:
    """Takes states out of a machine."""

    flow: Flow
    foldable: frozenset[int]
    made_of_input: frozenset[int]
    unread: frozenset[int]
    parting: Parting
    written: dict[Exit, dict[int, int]] = field(default_factory=dict)
    """For each exit the nodes that run by it, with how many are written down for what each yields."""
    sources: dict[int, set[int]] = field(default_factory=dict)
    """The predecessors of a vertex: found once, for thousands may lead to it, and each asks for them."""

    def fold(self, scope: Scope) -> None:
        kept: list[State] = []
        moved: dict[Exit, list[Exit]] = {}
        for state in self._in_order(scope):
            vertex = self._foldable_vertex(state)
            # In the order of the states, so that a chain of such nodes folds into the state before it.
            is_behind = _runs_behind(state)
            if vertex is not None and (is_behind or self._runs_ahead(state, vertex)):
                moved[state.exits[0]] = self._take_out(state, vertex, is_ahead=not is_behind)
            else:
                state.number = len(kept)
                kept.append(state)
        scope.states = kept
        scope.ends = [each for end in scope.ends for each in moved.get(end, [end])]

    def _in_order(self, scope: Scope) -> Iterator[State]:
        """The states of a scope, behind those that were parted from them meanwhile."""
        for state in scope.states:
            yield from self.parting.parted.get(state, ())
            yield state

    def _foldable_vertex(self, state: State) -> int | None:
        """The vertex of a state that may be folded: not the header of a loop, which must have a state."""
        kind = state.kind
        if not isinstance(kind, NodeState) or kind.vertex not in self.foldable:
            return None
        is_header = any(each.enters is not None or each.repeats is not None for each in state.arrivals)
        is_small = all(self._stays_small(kind.vertex, arriving) for arriving in state.arrivals)
        return kind.vertex if is_small and not is_header else None

    def _stays_small(self, vertex: int, arriving: Exit) -> bool:
        """Whether few nodes are written down for what one yields that runs behind those that run already."""
        if not arriving.folded or vertex not in self.made_of_input:
            return True
        written = self.written.setdefault(arriving, {})
        for each in arriving.folded[len(written) :]:
            written[each] = self._written_for(each, written)
        return self._written_for(vertex, written) <= MOST_WRITTEN

    def _written_for(self, vertex: int, written: dict[int, int]) -> int:
        """How many nodes are written down for what one yields, given those for the ones before it."""
        if vertex not in self.made_of_input:
            return 1
        if vertex not in self.sources:
            self.sources[vertex] = self.flow.sources_of(vertex)
        return 1 + sum(written[source] for source in written.keys() & self.sources[vertex])

    def _runs_ahead(self, state: State, vertex: int) -> bool:
        """Whether the node may run just before the state after it is entered."""
        leaving = state.exits[0]
        may_tell = _tells_of_entering(leaving) or self.parting.can_part(leaving)
        return may_tell and all(self._leads_ahead(vertex, arriving) for arriving in state.arrivals)

    def _leads_ahead(self, vertex: int, arriving: Exit) -> bool:
        """Whether the node may run where one of its arrivals leads on to the state after it.

        Where a scope begins there is no state that could put out or assign what the node yields.
        """
        if isinstance(arriving.state.kind, Begin):
            return vertex in self.unread
        return takes_folded(arriving) or is_choice(arriving)

    def _take_out(self, state: State, vertex: int, *, is_ahead: bool) -> list[Exit]:
        """Leads all arrivals of a state on to where it leads; returns them."""
        leaving = state.exits[0]
        if is_ahead and leaving.target is not None and not _tells_of_entering(leaving):
            self.parting.part(leaving, leaving.target)
        fired = self.flow.outcomes[vertex][0].fires
        for arriving in state.arrivals:
            arriving.folded += (vertex,)
            arriving.ahead += (vertex,) if is_ahead else ()
            arriving.facts = arriving.facts.fired(fired)
            arriving.enters, arriving.receiver = leaving.enters, leaving.receiver
            arriving.target = leaving.target
        if leaving.target is not None:
            before = leaving.target.arrivals
            at = before.index(leaving)
            leaving.target.arrivals = [*before[:at], *state.arrivals, *before[at + 1 :]]
        return state.arrivals


def _runs_behind(state: State) -> bool:
    """Whether the node may run where the states before it are left."""
    return all(takes_folded(arriving) and not arriving.ahead for arriving in state.arrivals)


def _tells_of_entering(leaving: Exit) -> bool:
    """Whether the state that an exit leads to is entered by no other, so that its name tells of the exit."""
    target = leaving.target
    return (
        target is not None
        and isinstance(target.kind, (NodeState, MapState, Parallel))
        and target.arrivals == [leaving]
    )
