"""Which symbols are live before each state: those whose values, as they are there, something behind reads.

The equations are those of any compiler (Aho, Sethi and Ullman), for all symbols of a scope at once, solved
from the last state back to the first. What lies inside a state has its turn between it and the next one: so
all reads of a value, inside and outside, are known before the way leads on, but where loops repeat.
"""

from collections.abc import Iterator
from heapq import heappop, heappush

from exeoflow.compiler.data.changes import Changes
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Scope, State, inner_scopes


class Liveness:
    """The live symbols of a machine, as more and more becomes known of what is read."""

    def __init__(self, flow: Flow, machine: Scope) -> None:
        self.before: dict[State, int] = {}
        """The symbols that are live before a state, as bits; there are none before most."""
        self.changes: dict[Scope, Changes] = {}
        self._flow = flow
        self._in_order = list(_states_in_order(machine))
        self._position = {state: position for position, state in enumerate(self._in_order)}
        self._new: dict[State, int] = {}
        """What has become live, where it is not yet known of the states before."""
        self._waiting: list[int] = []

    def changes_in(self, scope: Scope) -> Changes:
        """What makes symbols in a scope."""
        found = self.changes.get(scope)
        if found is None:
            found = self.changes[scope] = Changes(self._flow, scope)
        return found

    def add(self, state: State, symbols: int) -> None:
        """Notes that symbols are read as they are before a state."""
        known = self.before.get(state, 0)
        # Where nothing is known yet, as before most states, the set is kept as it is: thousands share one.
        new = symbols & ~known if known else symbols
        if not new:
            return
        self.before[state] = known | new if known else symbols
        if state not in self._new:
            heappush(self._waiting, -self._position[state])
            self._new[state] = new
        else:
            self._new[state] |= new

    def take(self) -> tuple[State, int] | None:
        """The last of the states before which symbols have become live, with these; None when all is told."""
        if not self._waiting:
            return None
        state = self._in_order[-heappop(self._waiting)]
        return state, self._new.pop(state)


def _states_in_order(machine: Scope) -> Iterator[State]:
    """All states as they are run, those inside a state behind it."""
    open_scopes = [iter(machine.states)]
    while open_scopes:
        state = next(open_scopes[-1], None)
        if state is None:
            open_scopes.pop()
            continue
        yield state
        inner = inner_scopes(state)
        if inner:
            open_scopes += [iter(scope.states) for scope in reversed(inner)]
