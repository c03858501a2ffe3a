"""Which reads a machine would answer with a value that is too new.

Nodes of a loop between which no path leads within an iteration do not race: each sees of the other what was
there when the iteration began. Where the machine runs them one after the other all the same, because the
first takes no time or a barrier stands between them, that value must be kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exeoflow.compiler.machine import OF_NODES, Scope, State, scopes_of
from exeoflow.digraph import reachable


def overtaken(machine: Scope, pairs: Iterable[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Those of the pairs (read vertex, reader) whose first one may run earlier in the same iteration."""
    wanted = list(pairs)
    if not wanted:
        return frozenset()
    state_of = {
        state.kind.vertex: state
        for scope in scopes_of(machine)
        for state in scope.states
        if isinstance(state.kind, OF_NODES)
    }
    return frozenset(
        (source, reader)
        for source, reader in wanted
        if source in state_of
        and reader in state_of
        and _comes_first(state_of[source], state_of[reader], (source, reader))
    )


def _comes_first(first: State, second: State, both: tuple[int, int]) -> bool:
    within = {state.scope: state for state in _around(second)}
    first = next(state for state in _around(first) if state.scope in within)
    second = within[first.scope]
    if first is second:
        return False
    return second in reachable(_WithinIteration(second.number, both), [first])


@dataclass(frozen=True, slots=True)
class _WithinIteration:
    """The states behind others, as far as a reader's and but for what repeats both of two vertices."""

    reader: int
    both: tuple[int, int]

    def __getitem__(self, state: State) -> list[State]:
        return [
            leaving.target
            for leaving in state.exits
            # Beyond the reader no way leads back to it but by loops that are entered before it.
            if leaving.target is not None
            and leaving.target.number <= self.reader
            and not (leaving.repeats is not None and leaving.repeats.vertices.issuperset(self.both))
        ]


def _around(state: State) -> Iterator[State]:
    """The state and those in whose scopes it lies."""
    found: State | None = state
    while found is not None:
        yield found
        found = found.scope.parent
