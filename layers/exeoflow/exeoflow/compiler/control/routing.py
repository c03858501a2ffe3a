"""Transitions: where each exit of a scope's states leads.

For every exit the outlets that have fired and still lead somewhere are known, for certain or perhaps; the
exit leads to the first later element that a fired outlet enters. Dead elements are passed over for free.
"""

from typing import NamedTuple

from exeoflow.compiler.control.visiting_order import LoopEnd, VertexPlace, VisitingOrder
from exeoflow.compiler.flow.vertices import Outcome
from exeoflow.compiler.machine import (
    Decision,
    Exhausted,
    Exit,
    Facts,
    Finish,
    Guard,
    Kind,
    Loop,
    Scope,
    State,
)
from exeoflow.compiler.machine.exit_kinds import is_choice, may_end
from exeoflow.digraph import NO_NUMBERS, NumberSet


class _FirstWay(NamedTuple):
    """Where outlets lead first behind a position; nowhere before `end`, if `found` is None."""

    outlets: NumberSet
    position: int
    end: int
    found: int | None = None


class Routing:
    """Adds states to a scope, and leads their exits on.

    `arrivals` has by position the exits that lead to an element, and `headers` the state of each loop that
    was entered, to which exits lead back.
    """

    def __init__(self, scope: Scope, order: VisitingOrder) -> None:
        self.scope = scope
        self.order = order
        self.arrivals: list[list[Exit]] = [[] for _ in order.places]
        self.headers: dict[int, State] = {}
        self._guards: dict[int, State] = {}
        self._failures: dict[int, State] = {}
        self._finish: State | None = None
        self._asked_last = _FirstWay(NO_NUMBERS, 0, 1)

    def add_state(self, kind: Kind) -> State:
        """Adds a state."""
        state = State(kind, self.scope, len(self.scope.states))
        self.scope.states.append(state)
        return state

    def add_entered(self, kind: Kind, index: int) -> State:
        """Adds the state of an element, to which all exits that lead to the element lead now."""
        state = self.add_state(kind)
        for leaving in self.arrivals[index]:
            self.connect(leaving, state)
        return state

    def leave(self, state: State, outcome: Outcome | None, facts: Facts, live: NumberSet, index: int) -> None:
        """Adds an exit and leads it on from the position."""
        leaving = Exit(state, outcome, facts=facts, live=live)
        state.exits.append(leaving)
        self.route(leaving, index)

    def connect(self, leaving: Exit, target: State) -> None:
        """Leads an exit to a state."""
        leaving.target = target
        target.arrivals.append(leaving)

    def route(self, leaving: Exit, index: int) -> None:
        """Leads an exit to the first element behind the position that a fired outlet enters."""
        nearest = self._first_way(leaving.facts, index)
        if nearest is None or self._is_live(nearest, leaving):  # as mostly: then no sets need be made
            self._enter(leaving, nearest)
            return
        candidates, certain = self._candidates(leaving, nearest)
        if not candidates:
            self._enter(leaving, certain)
            return
        decision = self.add_state(Decision())
        self.connect(leaving, decision)
        facts = leaving.facts
        for position, outlets in candidates:
            # Of several outlets only one need have fired, and it is not known which.
            fired = tuple(outlets)
            known = facts.fired(fired) if len(fired) == 1 else facts
            live = leaving.live | self._vertex_at(position)
            chosen = Exit(decision, facts=known, live=live, fired=fired)
            decision.exits.append(chosen)
            self._enter(chosen, position)
            facts = facts.without(outlets)
        last = Exit(decision, facts=facts, live=leaving.live)
        decision.exits.append(last)
        self._enter(last, certain)

    def _vertex_at(self, position: int) -> NumberSet:
        """The vertex that runs for certain when an element is entered."""
        place = self.order.places[position]
        return self.order.given.set_of((place.vertex,)) if isinstance(place, VertexPlace) else NO_NUMBERS

    def _candidates(self, leaving: Exit, first: int) -> tuple[list[tuple[int, NumberSet]], int | None]:
        """The elements that perhaps come next, from the first one on, each with the outlets to ask for.

        And the one that does if they do not.
        """
        found: list[tuple[int, NumberSet]] = []
        nearest: int | None = first
        possible, certain = leaving.facts.possible, leaving.facts.certain
        while nearest is not None and not self._is_live(nearest, leaving):
            outlets = self.order.into[nearest] & possible
            if not outlets.isdisjoint(certain):
                break
            found.append((nearest, outlets))
            nearest = self.order.next_way(possible, nearest)
        return found, nearest

    def _is_live(self, position: int, leaving: Exit) -> bool:
        """Whether a vertex at a position runs for certain."""
        return not self.order.vertices_at[position].isdisjoint(leaving.live)

    def _first_way(self, facts: Facts, index: int) -> int | None:
        """The next position behind an index to which an outlet leads that may have fired."""
        nearest = len(self.order.places)
        for outlet in facts.firing:
            way = self.order.way_behind(outlet, index)
            if way is not None and way < nearest:
                nearest = way
        # Nothing is nearer than the next one, as mostly; else only what lies before it is looked for.
        if nearest > index + 1:
            nearest = min(nearest, self._way_known_before(facts.before, index, nearest))
        return nearest if nearest < len(self.order.places) else None

    def _way_known_before(self, outlets: NumberSet, index: int, end: int) -> int:
        """The next position behind an index, and before an end, to which what had fired before leads."""
        known = self._asked_last
        # The exits of a state, of which there may be a thousand, share what was known where it was entered.
        if known.outlets is not outlets or known.position != index:
            known = _FirstWay(outlets, index, index + 1)
        if known.found is None and known.end < end:
            found = self.order.next_way(outlets, known.end - 1, end)
            known = self._asked_last = _FirstWay(outlets, index, end, found)
        return end if known.found is None else known.found

    def _enter(self, leaving: Exit, position: int | None) -> None:
        """Leads an exit to an element: to its state, back to a loop's header, or out of the scope."""
        if position is None:
            self._end(leaving)
            return
        place = self.order.places[position]
        if isinstance(place, LoopEnd):
            self._repeat(leaving, place.loop)
        else:
            self.arrivals[position].append(leaving)
            leaving.enters = self.order.loop_at.get(position)

    def _end(self, leaving: Exit) -> None:
        """Ends the scope; exits of Choice states and Catchers cannot, and lead to a Succeed state."""
        self.scope.ends.append(leaving)
        if not may_end(leaving):
            if self._finish is None:
                self._finish = self.add_state(Finish())
            self.connect(leaving, self._finish)

    def _repeat(self, leaving: Exit, loop: Loop) -> None:
        """Leads an exit back to the loop's header, counting the iterations."""
        header = self.headers[loop.header]
        leaving.receiver = header
        if is_choice(leaving):
            leaving.repeats = loop
            leaving.is_guarded = True
            # No exit leads there: the rule of the Choice that ends the loop is written beside its own.
            self._failure(loop.header)
            self.connect(leaving, header)
        else:
            self.connect(leaving, self._guard(loop, header))

    def _guard(self, loop: Loop, header: State) -> State:
        """The one Choice that counts for all exits that cannot do so themselves."""
        if loop.header not in self._guards:
            guard = self._guards[loop.header] = self.add_state(Guard(loop.header))
            again, over = Exit(guard, repeats=loop, receiver=header), Exit(guard)
            guard.exits = [again, over]
            self.connect(again, header)
            self.connect(over, self._failure(loop.header))
        return self._guards[loop.header]

    def _failure(self, header: int) -> State:
        if header not in self._failures:
            self._failures[header] = self.add_state(Exhausted(header))
        return self._failures[header]
