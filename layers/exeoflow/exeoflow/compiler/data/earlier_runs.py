"""Whether a vertex can have run before a state is entered, from the order of the states alone.

States are numbered in the order in which they are run, but where a loop repeats. So of a vertex that no loop
of a scope contains nothing is known before its state is left, and of others not before their loop begins:
whoever looks for values need not look there, which in a long chain would be the square of its length.
"""

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Dominance, Scope, loop_beginnings


class EarlierRuns:
    """Answers for one machine."""

    def __init__(self, flow: Flow, dominance: Dominance) -> None:
        self._starts = frozenset((*flow.triggers, flow.root))
        self._dominance = dominance
        self._headers: dict[Scope, dict[int, int]] = {}

    def first_possible(self, vertex: int, scope: Scope) -> int:
        """The number of the first state of a scope before which the vertex may have run in it."""
        if vertex in self._starts:  # the scope's entry tells that a trigger ran
            return 0
        source = self._dominance.state_of(vertex, scope)
        if source is None:  # no state of the scope runs it, nor one inside
            return len(scope.states)
        if scope not in self._headers:
            self._headers[scope] = _headers(scope)
        return self._headers[scope].get(vertex, source.number + 1)


def _headers(scope: Scope) -> dict[int, int]:
    """For each vertex in a loop of a scope the number of the state with which the outermost begins."""
    found: dict[int, int] = {}
    for loop, number in loop_beginnings(scope).items():
        for vertex in loop.vertices:
            found[vertex] = min(number, found.get(vertex, number))
    return found
