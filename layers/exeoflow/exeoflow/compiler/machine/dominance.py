"""Which states of a scope lie on every path to which other ones."""

from typing import Final

from exeoflow.compiler.machine.states import Exhausted, Finish, Scope, State
from exeoflow.digraph import immediate_dominators

_ENDING: Final = (Exhausted, Finish)
"""What ends the execution or the scope reads nothing, and alone may be numbered before what leads there."""


class Dominance:
    """Answers in logarithmic time, by jumps through each scope's dominator tree."""

    def __init__(self) -> None:
        self._climbs: dict[Scope, list[tuple[int, int]]] = {}

    def first_since(self, state: State, number: int) -> State:
        """The first with at least this number of the states on every path to a state, itself the last."""
        found = state.number
        if found == number:
            return state
        climbs = self._climbs.get(state.scope) or self._climbs_of(state.scope)
        while True:
            parent, beyond = climbs[found]
            earlier = beyond if beyond >= number else parent
            if earlier < number or earlier == found:
                return state.scope.states[found]
            found = earlier

    def last_before(self, state: State) -> State:
        """The last other state on every path to a state; itself where its scope begins."""
        return state.scope.states[self._climbs_of(state.scope)[state.number][0]]

    def _climbs_of(self, scope: Scope) -> list[tuple[int, int]]:
        if scope not in self._climbs:
            self._climbs[scope] = _climbs(_sources_in_tree(scope) or _dominators(scope))
        return self._climbs[scope]


def _sources_in_tree(scope: Scope) -> list[int] | None:
    """For each state the one from which alone it is entered, if that is so and comes before it, as mostly.

    Of what ends there nothing is asked, from wherever it is entered.
    """
    sources = [0]
    for state in scope.states[1:]:
        if isinstance(state.kind, _ENDING):
            sources.append(0)
            continue
        if len(state.arrivals) != 1 or state.arrivals[0].state.number >= state.number:
            return None
        sources.append(state.arrivals[0].state.number)
    return sources


def _dominators(scope: Scope) -> list[int]:
    return immediate_dominators([_following(state) for state in scope.states], 0)


def _following(state: State) -> list[int]:
    return [
        leaving.target.number
        for leaving in state.exits
        if leaving.target is not None and not isinstance(leaving.target.kind, _ENDING)
    ]


def _climbs(dominators: list[int]) -> list[tuple[int, int]]:
    """For each node its parent in the dominator tree, numbered before it, and an ancestor farther up.

    Two jumps of one length make one over both, so that few lead to any ancestor (Myers, An Applicative
    Random-Access Stack, 1983). The root, and what is not reached, has itself.
    """
    climbs: list[tuple[int, int]] = []
    depths: list[int] = []
    for node, parent in enumerate(dominators):
        if parent in (node, -1):
            climbs.append((node, node))
            depths.append(0)
            continue
        middle = climbs[parent][1]
        top = climbs[middle][1]
        is_pair = depths[parent] - depths[middle] == depths[middle] - depths[top]
        climbs.append((parent, top if is_pair else parent))
        depths.append(depths[parent] + 1)
    return climbs
