"""What is known of outlets and vertices when an element of a scope is entered, and when a branch is over."""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from exeoflow.compiler.control.visiting_order import LoopEnd, VisitingOrder
from exeoflow.compiler.machine import Exit, Facts, Scope, merged
from exeoflow.digraph import NO_NUMBERS, NumberSet


class MergedFacts:
    """What is known at the elements of a scope, which are visited in their order."""

    def __init__(self, order: VisitingOrder) -> None:
        self._order = order
        self._reached = 0
        self._over_outlets = NO_NUMBERS
        self._over_vertices = NO_NUMBERS
        self._open_headers = NumberSet.of(order.loop_end)

    def visit(self, index: int) -> None:
        """Comes to the next element that is visited; what lies before it is over."""
        order = self._order
        for position in range(self._reached, index):
            self._over_outlets |= order.expiring[position]
            if isinstance(order.places[position], LoopEnd):
                self._open_headers -= order.vertices_at[position]
            self._over_vertices |= order.vertices_at[position] - self._open_headers
        self._reached = index

    def facts(self, arrivals: Iterable[Exit], *, is_fork: bool = False) -> Facts:
        """What is known when the element is entered, from all sides except a loop's back edges."""
        known = merged([leaving.facts for leaving in arrivals]).without(self._over_outlets)
        return (known if is_fork else known.without(self._order.expiring[self._reached])).settled()

    def live(self, arrivals: Iterable[Exit], *, is_fork: bool = False) -> NumberSet:
        """The vertices that run for certain, from whichever side the element is entered."""
        live = live_after(arrivals) - self._over_vertices
        return live if is_fork else live - self._order.vertices_at[self._reached]


def live_after(exits: Iterable[Exit]) -> NumberSet:
    """The vertices that run for certain after each of the exits."""
    return reduce(and_, [leaving.live for leaving in exits])


def facts_after(scope: Scope, order: VisitingOrder) -> Facts:
    """The outlets from within a branch that may have fired and lead out of it."""
    return merged([end.facts for end in scope.ends]).among(order.leading_out)
