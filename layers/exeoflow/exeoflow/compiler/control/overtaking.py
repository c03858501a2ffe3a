"""Which reads a machine would answer with a value that is too new.

Nodes of a loop between which no path leads within an iteration do not race: each sees of the other what was
there when the iteration began. Where the machine runs them one after the other all the same, because the
first takes no time or a barrier stands between them, that value must be kept.
"""

from collections.abc import Iterable, Iterator

from exeoflow.compiler.machine import OF_NODES, Scope, State, scopes_of


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
    seen = {first}
    pending = [first]
    while pending:
        for leaving in pending.pop().exits:
            repeats = leaving.repeats is not None and leaving.repeats.vertices.issuperset(both)
            # Beyond the reader no way leads back to it but by loops that are entered before it.
            target = leaving.target
            if target is None or target.number > second.number or target in seen or repeats:
                continue
            seen.add(target)
            pending.append(target)
    return second in seen


def _around(state: State) -> Iterator[State]:
    """The state and those in whose scopes it lies."""
    found: State | None = state
    while found is not None:
        yield found
        found = found.scope.parent
