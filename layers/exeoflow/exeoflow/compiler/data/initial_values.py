"""Before which states variables have their values, and which exits give them those from outside their scope.

A variable must have a value wherever it is read, also behind ways on which nothing has made one: at the end
of each of these it is assigned the value from outside. Where very many ways meet and thousands of values are
read, the definition would grow with the square of their number; then it is done once, where these ways have
not parted yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from exeoflow.compiler.data.changes import Changes, Kept
from exeoflow.compiler.machine import Exit, Scope, State
from exeoflow.digraph import immediate_dominators, numbers_in

MOST = 16
"""So many exits assign it one by one. Of 1,047 published graphs none needs more."""


def reached_by_values(scope: Scope, changes: Changes, live: Mapping[State, int]) -> dict[State, int]:
    """The symbols of which a value may have been made in a scope when a state is entered, as bits.

    Asked for are those that are `live` before the state and where the scope begins. What is live before the
    state alone has been made on all ways to it.
    """
    asked = live.get(scope.begin, 0)
    reached: dict[State, int] = {}
    is_over = False
    while not is_over:  # what loops bring takes one more round
        is_over = True
        for state in scope.states:
            before = reached.get(state, 0)
            for leaving in state.exits:
                target = leaving.target
                wanted = 0 if target is None else live.get(target, 0) & asked
                if target is None or not wanted:
                    continue
                known = reached.get(target, 0)
                brought = (before | changes.made_by(leaving)) & wanted
                if brought & ~known:
                    reached[target] = known | brought
                    is_over = is_over and target.number > state.number
    return reached


class InitialValues:
    """Answers for one scope; `reached` has the symbols that may have been made before each state."""

    def __init__(self, scope: Scope, changes: Changes, reached: Mapping[State, int]) -> None:
        self._scope = scope
        self._changes = changes
        self._reached = reached

    def exits(self) -> Mapping[Exit, Sequence[Kept]]:
        """For each exit that gives symbols their values from outside, these symbols."""
        found: defaultdict[Exit, list[Kept]] = defaultdict(list)
        for state in self._scope.states:
            if state in self._reached:
                self._add_exits_to(state, found)
        return found

    def _add_exits_to(self, state: State, found: defaultdict[Exit, list[Kept]]) -> None:
        """Adds what is assigned from outside on the ways to a state that would bring no value."""
        ways = [(arriving, self._missing(arriving, self._reached[state])) for arriving in state.arrivals]
        many = _in_many([missing for _, missing in ways]) if len(ways) > MOST else 0
        for arriving, missing in ways:
            if missing & ~many:
                found[arriving].extend(self._changes.named(missing & ~many))
        if not many:
            return
        # Nothing can have made a value before it: these ways, which all come from there, would bring it.
        for parting in [each for each in self._last_before(state).exits if each.target is not None]:
            found[parting].extend(self._changes.named(many & ~self._changes.made_by(parting)))

    def _missing(self, arriving: Exit, symbols: int) -> int:
        """Those of some symbols of which a way to a state brings no value."""
        return symbols & ~(self._reached.get(arriving.state, 0) | self._changes.made_by(arriving))

    def _last_before(self, state: State) -> State:
        """The last state before another one that all ways to it pass, and from which few lead on."""
        states, before = self._scope.states, self._dominators
        last = states[before[state.number]]
        while len(last.exits) > MOST:
            last = states[before[last.number]]
        return last

    @cached_property
    def _dominators(self) -> list[int]:
        """For each state, by its number, the last other one on all ways to it; few scopes are asked."""
        graph = [
            [leaving.target.number for leaving in state.exits if leaving.target is not None]
            for state in self._scope.states
        ]
        return immediate_dominators(graph, 0)


def _in_many(sets: Iterable[int]) -> int:
    """The symbols that are in more of some sets than exits may assign one by one."""
    count: defaultdict[int, int] = defaultdict(int)
    many = 0
    for symbols in sets:
        for number in numbers_in(symbols & ~many):
            count[number] += 1
            if count[number] > MOST:
                many |= 1 << number
    return many
