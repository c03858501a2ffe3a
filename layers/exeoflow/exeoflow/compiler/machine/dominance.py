"""Which state of a scope lies on every path to which other one."""

from exeoflow.compiler.machine.states import MapState, NodeState, Scope, State, inner_scopes
from exeoflow.digraph import immediate_dominators


class Dominance:
    """Answers in constant time, by the intervals of a walk through each scope's dominator tree."""

    def __init__(self) -> None:
        self._intervals: dict[Scope, list[tuple[int, int]]] = {}
        self._states: dict[Scope, dict[int, State]] = {}

    def dominates(self, first: State, second: State) -> bool:
        """Whether every path to the second state of a scope leaves the first one before."""
        if first is second:
            return False
        intervals = self._intervals_of(first.scope)
        low, high = intervals[first.number]
        return low <= intervals[second.number][0] <= high

    def state_of(self, vertex: int, scope: Scope) -> State | None:
        """The state of a scope in which the vertex runs, perhaps deeper inside."""
        if scope not in self._states:
            self._states[scope] = dict(_vertices_by_state(scope))
        return self._states[scope].get(vertex)

    def _intervals_of(self, scope: Scope) -> list[tuple[int, int]]:
        if scope not in self._intervals:
            graph = [
                [leaving.target.number for leaving in state.exits if leaving.target is not None]
                for state in scope.states
            ]
            self._intervals[scope] = _intervals(immediate_dominators(graph, 0))
        return self._intervals[scope]


def _vertices_by_state(scope: Scope) -> list[tuple[int, State]]:
    found = []
    for state in scope.states:
        if isinstance(state.kind, NodeState | MapState):
            found.append((state.kind.vertex, state))
        found += [(vertex, state) for leaving in state.exits for vertex in leaving.folded]
        found += [(vertex, state) for inner in inner_scopes(state) for vertex in inner.vertices]
    return found


def _intervals(dominators: list[int]) -> list[tuple[int, int]]:
    """For each node its number in a preorder walk of the dominator tree, and the last number below it."""
    children: list[list[int]] = [[] for _ in dominators]
    for node, parent in enumerate(dominators):
        if node != parent and parent >= 0:
            children[parent].append(node)
    first = [-2] * len(dominators)
    last = [-2] * len(dominators)
    counter = 0
    pending = [(0, False)]
    while pending:
        node, is_done = pending.pop()
        if is_done:
            last[node] = counter - 1
            continue
        first[node] = counter
        counter += 1
        pending.append((node, True))
        pending += [(child, False) for child in children[node]]
    return list(zip(first, last, strict=True))
