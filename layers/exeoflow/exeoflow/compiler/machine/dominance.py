"""Which states of a scope lie on every path to which other ones."""

from exeoflow.compiler.machine.states import Scope, State
from exeoflow.digraph import immediate_dominators


class Dominance:
    """Answers by each scope's dominator tree."""

    def __init__(self) -> None:
        self._dominators: dict[Scope, list[int]] = {}

    def last_before(self, state: State) -> State:
        """The last other state on every path to a state; itself where its scope begins."""
        scope = state.scope
        if scope not in self._dominators:
            self._dominators[scope] = immediate_dominators([_following(each) for each in scope.states], 0)
        return scope.states[self._dominators[scope][state.number]]


def _following(state: State) -> list[int]:
    return [leaving.target.number for leaving in state.exits if leaving.target is not None]
