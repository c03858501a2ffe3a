"""Stage 5: takes out the states that are not needed.

In: the machine as `control` has built it. Out: the same machine with fewer states. A pure node runs where a
neighbouring state is left, or where it is entered; whether it ran is told by the name of that neighbour, so
that the steps of an execution can still be read from its history. What runs, in which order and with which
data stays.
"""

from dataclasses import dataclass

from exeoflow.compiler.control.exit_kinds import is_choice, takes_folded
from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.machine import Begin, Exit, MapState, NodeState, Parallel, Scope, State, inner_scopes
from exeoflow.graph import bits_of


@dataclass(frozen=True, slots=True)
class Folding:
    """Which vertices need no state: those that may be folded, and of these the ones that nothing reads."""

    flow: Flow
    foldable: frozenset[int]
    unread: frozenset[int]

    def apply(self, machine: Scope) -> None:
        """Changes the machine, the outer scopes first."""
        pending = [machine]
        while pending:
            scope = pending.pop()
            self._fold_scope(scope)
            pending += [inner for state in scope.states for inner in inner_scopes(state)]

    def _fold_scope(self, scope: Scope) -> None:
        kept: list[State] = []
        moved: dict[Exit, list[Exit]] = {}
        for state in scope.states:
            if self._runs_behind(state):
                moved[state.exits[0]] = self._take_out(state, is_ahead=False)
            elif self._runs_ahead(state):
                moved[state.exits[0]] = self._take_out(state, is_ahead=True)
            else:
                state.number = len(kept)
                kept.append(state)
        scope.states = kept
        scope.ends = [each for end in scope.ends for each in moved.get(end, [end])]

    def _is_foldable(self, state: State) -> bool:
        kind = state.kind
        if not isinstance(kind, NodeState) or kind.vertex not in self.foldable:
            return False
        return not any(
            arriving.enters is not None or arriving.repeats is not None for arriving in state.arrivals
        )

    def _runs_behind(self, state: State) -> bool:
        """Whether the node may run where the states before it are left."""
        return self._is_foldable(state) and all(
            takes_folded(arriving) and not arriving.ahead for arriving in state.arrivals
        )

    def _runs_ahead(self, state: State) -> bool:
        """Whether the node may run just before the state after it is entered."""
        return (
            self._is_foldable(state)
            and _tells_of_entering(state.exits[0])
            and all(self._leads_ahead(state, arriving) for arriving in state.arrivals)
        )

    def _leads_ahead(self, state: State, arriving: Exit) -> bool:
        """Whether the node may run where one of its arrivals leads on to the state after it.

        Where a scope begins there is no state that could put out or assign what the node yields.
        """
        if isinstance(arriving.state.kind, Begin):
            return isinstance(state.kind, NodeState) and state.kind.vertex in self.unread
        return takes_folded(arriving) or is_choice(arriving)

    def _take_out(self, state: State, *, is_ahead: bool) -> list[Exit]:
        """Leads all arrivals of a state on to where it leads; returns them."""
        assert isinstance(state.kind, NodeState)
        vertex, leaving = state.kind.vertex, state.exits[0]
        fired = bits_of(self.flow.outcomes[vertex][0].fires)
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


def _tells_of_entering(leaving: Exit) -> bool:
    """Whether the state that an exit leads to is entered by no other, so that its name tells of the exit."""
    target = leaving.target
    return (
        target is not None
        and isinstance(target.kind, NodeState | MapState | Parallel)
        and target.arrivals == [leaving]
    )
