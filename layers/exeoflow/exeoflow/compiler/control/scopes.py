"""States, scope by scope.

In: the regions and their structure. Out: a tree of scopes with states and exits, `compiler.machine`. Each
node becomes one state; Parallel states stand for forks, Decisions where it is not known which outlets fired.
It decides who follows whom and when a Choice is needed; data, variables and names come later.

The elements of a scope are visited in the order of its structure, and `routing` leads their exits on. Where
ways with different knowledge meet, what they disagree on becomes uncertain.
"""

from typing import assert_never

from exeoflow.compiler.control.conclusions import conclude
from exeoflow.compiler.control.given import Given
from exeoflow.compiler.control.merged_facts import MergedFacts, facts_after, live_after
from exeoflow.compiler.control.routing import Routing
from exeoflow.compiler.control.visiting_order import ForkPlace, LoopEnd, VertexPlace, VisitingOrder
from exeoflow.compiler.flow.vertices import Outcome
from exeoflow.compiler.machine import (
    NOTHING_KNOWN,
    Begin,
    Entry,
    Exit,
    Facts,
    Kind,
    MapState,
    NodeState,
    Parallel,
    Scope,
    State,
)
from exeoflow.compiler.schedule.arrangement import arrange
from exeoflow.compiler.schedule.companions import Effort
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import Sequence
from exeoflow.digraph import NO_NUMBERS, NumberSet
from exeoflow.nodes.lowering import Each


def build_machine(given: Given) -> Scope:
    """The machine's outermost scope."""
    exclusion = Exclusion(given.flow, given.tree.whole, Effort())
    builder = _ScopeBuilder(given, exclusion, arrange(exclusion, given.instant), None)
    return builder.build(NOTHING_KNOWN, NO_NUMBERS)


class _ScopeBuilder:
    """Builds one scope."""

    def __init__(
        self,
        given: Given,
        exclusion: Exclusion,
        structure: Sequence,
        parent: State | None,
        for_each: int | None = None,
    ) -> None:
        self.given = given
        self.flow = given.flow
        self.order = VisitingOrder(given, exclusion, structure)
        self.scope = Scope(parent, vertices=frozenset(self.order.position), for_each=for_each)
        self.routing = Routing(self.scope, self.order)
        self.merged = MergedFacts(self.order)

    def build(self, facts: Facts, live: NumberSet) -> Scope:
        """The scope, entered when these outlets have fired, and these vertices will run."""
        begin = self.routing.add_state(Begin())
        first = Exit(begin, facts=facts, live=live)
        begin.exits.append(first)
        places = self.order.places
        if isinstance(places[0], VertexPlace) and places[0].vertex == self.flow.root:
            self.routing.arrivals[0].append(first)
        else:
            self.routing.route(first, -1)
        for index, place in enumerate(places):
            # Exits that lead to the end of a loop lead on to its header.
            if self.routing.arrivals[index] and not isinstance(place, LoopEnd):
                self.merged.visit(index)
                self._visit(index, place)
        conclude(self.scope, self.order)
        return self.scope

    def _visit(self, index: int, place: VertexPlace | ForkPlace) -> None:
        match place:
            case VertexPlace(vertex) if vertex == self.flow.root:
                self._visit_root(index)
            case VertexPlace(vertex) if self.flow.is_trigger(vertex):
                self._visit_trigger(index, self.flow.outcomes[vertex][0])
            case VertexPlace():
                self._visit_vertex(index, place)
            case ForkPlace():
                self._visit_fork(index, place)
            case _:
                assert_never(place)

    def _visit_root(self, index: int) -> None:
        (begin,) = self.routing.arrivals[index]
        default, *others = self.flow.outcomes[self.flow.root]
        if not others:
            begin.outcome = default
            self._start(begin, default, index)
            return
        entry = self.routing.add_entered(Entry(), index)
        for outcome in (*others, default):
            facts = NOTHING_KNOWN.fired(outcome.fires)
            self.routing.leave(entry, outcome, facts, self._targets(outcome), index)

    def _visit_trigger(self, index: int, outcome: Outcome) -> None:
        """Passes over a trigger, which is no state: what leads to it leads on."""
        for leaving in self.routing.arrivals[index]:
            self._start(leaving, outcome, index)

    def _start(self, leaving: Exit, outcome: Outcome, index: int) -> None:
        """Leads an exit on as if it were this outcome."""
        leaving.facts = NOTHING_KNOWN.fired(outcome.fires)
        leaving.live = self._targets(outcome)
        self.routing.route(leaving, index)

    def _targets(self, outcome: Outcome) -> NumberSet:
        """The vertices that run for certain after an outcome."""
        if outcome.is_choice:
            return NO_NUMBERS
        outlets = self.flow.outlets
        if len(outcome.fires) == 1:  # as mostly
            return self.given.set_of(outlets[outcome.fires[0]].targets)
        return self.given.set_of(
            tuple([each for outlet in outcome.fires for each in outlets[outlet].targets])
        )

    def _visit_vertex(self, index: int, place: VertexPlace) -> None:
        vertex = place.vertex
        arrivals = self.routing.arrivals[index]
        facts = self.merged.facts(arrivals).without(self.given.passed_ends[vertex])
        live = self.merged.live(arrivals)
        state = self.routing.add_entered(NodeState(vertex, self.given.shapes[vertex]), index)
        loop = self.order.loop_at.get(index)
        if loop is not None:
            self.routing.headers[loop.header] = state
            # What may have left the loop in an earlier iteration is uncertain in its header.
            facts = facts.perhaps_fired(tuple(loop.repeating))
        exits_of_body = self._add_body(state, place)
        outcomes = _possible(self.flow.outcomes[vertex], state.kind)
        facts = self._without_ends(facts, outcomes)
        behind: dict[NumberSet, NumberSet] = {}
        for outcome in outcomes:
            fires = outcome.fires
            after = facts.perhaps_fired(fires) if outcome.is_choice else facts.fired(fires)
            if exits_of_body and outcome.is_success:
                after = after.perhaps_fired(exits_of_body)
            targets = self._targets(outcome)
            if targets not in behind:  # of a thousand ways most lead to the same vertex
                behind[targets] = live | targets
            self.routing.leave(state, outcome, after, behind[targets], index)

    def _without_ends(self, facts: Facts, outcomes: tuple[Outcome, ...]) -> Facts:
        """In a loop, an end that was reached in an earlier iteration does not count any more."""
        fired = [outlet for outcome in outcomes for outlet in outcome.fires]
        ends = [outlet for outlet in fired if self.flow.outlets[outlet].is_end and outlet in facts]
        return facts.without(NumberSet.of(ends)) if ends else facts

    def _add_body(self, state: State, place: VertexPlace) -> tuple[int, ...]:
        """Builds the scope of a for_each, if it is one; the outlets by which it may be left."""
        vertex, shape = place.vertex, self.given.shapes[place.vertex]
        if vertex not in self.flow.loop_outlet or not isinstance(shape, Each):
            return ()
        sending = [outlet for outlet in self.flow.outlets_of[vertex] if self.flow.is_loop(outlet)]
        if vertex not in place.exclusion.region.inner:
            return tuple(outlet for outlet in sending if set(self.flow.outlets[outlet].targets) - {vertex})
        inner = place.exclusion.loop(vertex)
        structure = arrange(inner, self.given.instant, _depth_of(self.scope))
        builder = _ScopeBuilder(self.given, inner, structure, state, vertex)
        sent = NOTHING_KNOWN.fired(sending)
        targets = self.flow.outlets[self.flow.loop_outlet[vertex]].targets
        state.kind = MapState(vertex, shape, builder.build(sent, NumberSet.of(targets)))
        return self._leaving_body(vertex, inner.all_vertices)

    def _leaving_body(self, for_each: int, inside: frozenset[int]) -> tuple[int, ...]:
        """The outlets that lead out of the body of a for_each."""
        of_items = inside | {for_each}
        return tuple(
            outlet
            for vertex in of_items
            for outlet in self.flow.outlets_of[vertex]
            if self.flow.is_loop(outlet) or vertex != for_each
            if not of_items.issuperset(self.flow.outlets[outlet].targets)
        )

    def _visit_fork(self, index: int, place: ForkPlace) -> None:
        arrivals = self.routing.arrivals[index]
        facts = self.merged.facts(arrivals, is_fork=True)
        live = self.merged.live(arrivals, is_fork=True)
        state = self.routing.add_entered(Parallel(()), index)
        scopes = []
        own, known, live_behind = NO_NUMBERS, NOTHING_KNOWN, live
        for branch in place.fork.branches:
            builder = _ScopeBuilder(self.given, place.exclusion, branch, state)
            order, inside = builder.order, NumberSet.of(builder.order.position)
            scope = builder.build(facts.among(order.leading | order.own), inside & live)
            scopes.append(scope)
            if scope.ends:
                live_behind |= live_after(scope.ends) - inside
            own |= order.own
            known = known.joined(facts_after(scope, order))
        state.kind = Parallel(tuple(scopes))
        # A branch without an end always fails, and nothing follows.
        if all(scope.ends for scope in scopes):
            self.routing.leave(state, None, facts.without(own).joined(known), live_behind, index)


def _possible(outcomes: tuple[Outcome, ...], kind: Kind) -> tuple[Outcome, ...]:
    """The outcomes of a node's state: a for_each without a body is a value, which no error leaves early."""
    if isinstance(kind, NodeState) and isinstance(kind.shape, Each):
        return tuple(outcome for outcome in outcomes if outcome.error is None)
    return outcomes


def _depth_of(scope: Scope) -> int:
    """How many Parallel and Map states are around a scope."""
    depth = 0
    while scope.parent is not None:
        scope = scope.parent.scope
        depth += 1
    return depth
