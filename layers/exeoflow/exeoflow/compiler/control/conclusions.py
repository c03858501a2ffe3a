"""One state that says what a scope yields, where its many ends would each say it.

An end of a scope says what has come of all ends that may have been reached by then, and of all else that is
read outside. Of forks one after the other whose branches may end, or of a lane of conditions, that is
the square of their number. So these ends lead to one state, which says it for all: it reads from variables
what has come of each.
"""

from functools import reduce
from operator import or_
from typing import Final

from exeoflow.compiler.control.merged_facts import live_after
from exeoflow.compiler.control.visiting_order import VisitingOrder
from exeoflow.compiler.machine import Conclusion, Exit, Finish, Scope, State, merged
from exeoflow.digraph import NumberSet

MOST: Final = 16
"""So often at most, on an average, the ends of a scope say the same: that costs less than one state more that
an execution enters. Of 1,047 published graphs none says anything more often."""


def conclude(scope: Scope, order: VisitingOrder) -> None:
    """Leads all ends of a scope to one state, if they would say the same too often."""
    if len(scope.ends) > MOST and _says_too_often(scope, order):
        _lead_to_one(scope)


def _says_too_often(scope: Scope, order: VisitingOrder) -> bool:
    if scope.parent is not None and scope.for_each is None:  # each end of a branch says all of it
        return True
    possible = [end.facts.possible & order.leading_out for end in scope.ends]
    outlets = reduce(or_, possible)
    alike = 0 if scope.for_each is None else _read_of_items(scope.for_each, outlets, order)
    times = sum(map(len, possible)) + len(possible) * alike
    return times > MOST * (len(outlets) + alike)


def _read_of_items(for_each: int, outlets: NumberSet, order: VisitingOrder) -> int:
    """How much each end of an item says whatever was reached: what is read outside, item by item."""
    inside = {*order.position, for_each}
    leading_out = [each for each in outlets if not inside.issuperset(order.flow.outlets[each].targets)]
    return len(leading_out) + order.given.read_outside.get(for_each, 0)


def _lead_to_one(scope: Scope) -> None:
    """Puts it behind all other states, and in the place of the one that says nothing."""
    scope.states = [state for state in scope.states if not isinstance(state.kind, Finish)]
    for number, state in enumerate(scope.states):
        state.number = number
    conclusion = State(Conclusion(), scope, len(scope.states))
    scope.states.append(conclusion)
    for end in scope.ends:
        end.target = conclusion
    conclusion.arrivals = scope.ends
    known = merged([end.facts for end in scope.ends])
    conclusion.exits = [Exit(conclusion, facts=known, live=live_after(scope.ends))]
    scope.ends = [*conclusion.exits]
