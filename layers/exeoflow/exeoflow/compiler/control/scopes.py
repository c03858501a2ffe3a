"""Stage 4: states and transitions.

In: the regions and their structure. Out: a tree of scopes with states and exits, `compiler.machine`. Each
node becomes one state; Parallel states stand for forks, Decisions where it is not known which ports fired. It
decides who follows whom and when a Choice is needed; data, variables and names come later.

The elements of a scope are visited in the order of its structure. For every exit the ports that have fired
and still lead somewhere are known, for certain or perhaps; the exit leads to the first later element that a
fired port enters. Dead elements are passed over for free. Where paths with different knowledge meet, what
they disagree on becomes uncertain.
"""

from exeoflow.compiler.control.exits import is_choice, may_end
from exeoflow.compiler.control.knowledge import Knowledge, facts_after, live_after
from exeoflow.compiler.control.layout import Layout, Place
from exeoflow.compiler.control.plan import Plan
from exeoflow.compiler.flow.build import Outcome
from exeoflow.compiler.machine import (
    NOTHING_KNOWN,
    Begin,
    Decision,
    Entry,
    Exhausted,
    Exit,
    Facts,
    Finish,
    Guard,
    Kind,
    Loop,
    MapState,
    NodeState,
    Parallel,
    Scope,
    State,
)
from exeoflow.compiler.schedule.arrangement import arrange
from exeoflow.compiler.schedule.exclusion import Effort, Exclusion
from exeoflow.compiler.schedule.structure import Sequence
from exeoflow.graph import bits_of, numbers_in
from exeoflow.nodes.lowering import Shape


def build_machine(plan: Plan) -> Scope:
    """The machine's outermost scope."""
    exclusion = Exclusion(plan.flow, plan.tree.whole, Effort())
    structure = arrange(exclusion, plan.instant)
    return _ScopeBuilder(plan, exclusion, structure, None).build()


class _ScopeBuilder:
    """Builds one scope."""

    def __init__(  # noqa: PLR0913, PLR0917 - the surroundings of a scope
        self,
        plan: Plan,
        exclusion: Exclusion,
        structure: Sequence,
        parent: State | None,
        facts: Facts = NOTHING_KNOWN,
        live: int = 0,
    ) -> None:
        self.plan = plan
        self.flow = plan.flow
        self.scope = Scope(parent)
        self.facts = facts
        self.live = live
        self.layout = Layout(plan, exclusion, structure)
        self.scope.vertices = frozenset(self.layout.position)
        self.knowledge = Knowledge(self.layout)
        self.arrivals: list[list[Exit]] = [[] for _ in self.layout.places]
        self.headers: dict[int, State] = {}
        self.guards: dict[int, State] = {}
        self.failures: dict[int, State] = {}
        self.finish: State | None = None

    def build(self) -> Scope:
        begin = self._state(Begin())
        first = Exit(begin, facts=self.facts, live=self.live)
        begin.exits.append(first)
        if self.layout.places[0].vertex == self.flow.root:
            self.arrivals[0].append(first)
        else:
            self._route(first, -1)
        for index, place in enumerate(self.layout.places):
            if self.arrivals[index]:
                self.knowledge.visit(index)
                self._visit(index, place)
        return self.scope

    # transitions

    def _state(self, kind: Kind) -> State:
        state = State(kind, self.scope, len(self.scope.states))
        self.scope.states.append(state)
        return state

    def _leave(self, state: State, outcome: Outcome | None, facts: Facts, live: int, index: int) -> Exit:
        """Adds an exit and leads it on from the position."""
        leaving = Exit(state, outcome, facts=facts, live=live)
        state.exits.append(leaving)
        self._route(leaving, index)
        return leaving

    def _route(self, leaving: Exit, index: int) -> None:
        """Leads an exit to the first element behind the position that a fired port enters."""
        candidates, certain = self._candidates(leaving, index)
        if not candidates:
            self._enter(leaving, certain)
            return
        decision = self._state(Decision())
        self._connect(leaving, decision)
        facts = leaving.facts
        for position, ports in candidates:
            known = facts.fired(ports) if ports.bit_count() == 1 else facts
            live = leaving.live | self._vertex_at(position)
            chosen = Exit(decision, facts=known, live=live, fired=tuple(numbers_in(ports)))
            decision.exits.append(chosen)
            self._enter(chosen, position)
            facts = facts.without(ports)
        last = Exit(decision, facts=facts, live=leaving.live)
        decision.exits.append(last)
        self._enter(last, certain)

    def _vertex_at(self, position: int) -> int:
        """The vertex that runs for certain when an element is entered, as bits."""
        vertex = self.layout.places[position].vertex
        return 1 << vertex if vertex >= 0 else 0

    def _candidates(self, leaving: Exit, index: int) -> tuple[list[tuple[int, int]], int | None]:
        """The elements that perhaps come next, each with the ports to ask for.

        And the one that does if they do not.
        """
        facts = leaving.facts
        found: list[tuple[int, int]] = []
        position = index
        while True:
            nearest = self.layout.next_way(facts.possible, position)
            if nearest is None or self.layout.vertices_at[nearest] & leaving.live:
                return found, nearest
            ports = self.layout.into[nearest] & facts.possible
            if ports & facts.certain:
                return found, nearest
            found.append((nearest, ports))
            position = nearest

    def _enter(self, leaving: Exit, position: int | None) -> None:
        """Leads an exit to an element: to its state, back to a loop's header, or out of the scope."""
        if position is None:
            self._end(leaving)
            return
        loop = self.layout.places[position].loop
        if loop is None:
            self.arrivals[position].append(leaving)
            leaving.enters = self.layout.loop_at.get(position)
        else:
            self._repeat(leaving, loop)

    def _end(self, leaving: Exit) -> None:
        """Ends the scope; exits of Choice states and Catchers cannot, and lead to a Succeed state."""
        self.scope.ends.append(leaving)
        if not may_end(leaving):
            if self.finish is None:
                self.finish = self._state(Finish())
            self._connect(leaving, self.finish)

    def _connect(self, leaving: Exit, target: State) -> None:
        leaving.target = target
        target.arrivals.append(leaving)

    def _repeat(self, leaving: Exit, loop: Loop) -> None:
        """Leads an exit back to the loop's header, counting the iterations."""
        header = self.headers[loop.header]
        leaving.receiver = header
        if is_choice(leaving):
            leaving.repeats = loop
            leaving.is_guarded = True
            self._failure(loop.header)
            self._connect(leaving, header)
            return
        if loop.header not in self.guards:
            guard = self._state(Guard(loop.header))
            self.guards[loop.header] = guard
            again = Exit(guard, repeats=loop, receiver=header)
            over = Exit(guard)
            guard.exits = [again, over]
            self._connect(again, header)
            self._connect(over, self._failure(loop.header))
        self._connect(leaving, self.guards[loop.header])

    def _failure(self, header: int) -> State:
        if header not in self.failures:
            self.failures[header] = self._state(Exhausted(header))
        return self.failures[header]

    # elements

    def _visit(self, index: int, place: Place) -> None:
        arrivals = self.arrivals[index]
        if place.vertex == self.flow.root:
            self._visit_root(index, arrivals[0])
        elif place.vertex >= 0 and place.vertex in self.flow.triggers:
            for leaving in arrivals:
                leaving.facts = NOTHING_KNOWN.fired(1 << self.flow.outcomes[place.vertex][0].fires[0])
                leaving.live = self._targets(self.flow.outcomes[place.vertex][0])
                self._route(leaving, index)
        elif place.vertex >= 0:
            self._visit_vertex(index, place)
        else:
            self._visit_fork(index, place)

    def _visit_root(self, index: int, begin: Exit) -> None:
        outcomes = self.flow.outcomes[self.flow.root]
        if len(outcomes) == 1:
            begin.facts = NOTHING_KNOWN.fired(1 << outcomes[0].fires[0])
            begin.live = self._targets(outcomes[0])
            begin.outcome = outcomes[0]
            self._route(begin, index)
            return
        entry = self._state(Entry())
        self._connect(begin, entry)
        for outcome in (*outcomes[1:], outcomes[0]):
            facts = NOTHING_KNOWN.fired(1 << outcome.fires[0])
            self._leave(entry, outcome, facts, self._targets(outcome), index)

    def _targets(self, outcome: Outcome) -> int:
        """The vertices that run for certain after an outcome, as bits."""
        if outcome.is_choice:
            return 0
        return bits_of(target for port in outcome.fires for target in self.flow.ports[port].targets)

    def _visit_vertex(self, index: int, place: Place) -> None:
        vertex = place.vertex
        facts = self.knowledge.facts(self.arrivals[index])
        live = self.knowledge.live(self.arrivals[index])
        shape = self.plan.shapes[vertex]
        state = self._state(NodeState(vertex, shape))
        for leaving in self.arrivals[index]:
            self._connect(leaving, state)
        if index in self.layout.loop_at:
            facts = self._open_loop(state, facts, self.layout.loop_at[index])
        exits_of_body = 0
        if vertex in self.flow.loop_port and place.exclusion is not None and shape is not None:
            exits_of_body = self._add_body(state, vertex, shape, place.exclusion)
        own_end = bits_of(
            port
            for outcome in self.flow.outcomes[vertex]
            for port in outcome.fires
            if self.flow.ports[port].is_end
        )
        for outcome in self.flow.outcomes[vertex]:
            fires = bits_of(outcome.fires)
            after = facts.without(own_end)
            after = after.perhaps_fired(fires) if outcome.is_choice else after.fired(fires)
            if not outcome.is_caught:
                after = after.perhaps_fired(exits_of_body)
            self._leave(state, outcome, after, live | self._targets(outcome), index)

    def _open_loop(self, state: State, facts: Facts, loop: Loop) -> Facts:
        """What may have left the loop in an earlier iteration is uncertain in its header."""
        self.headers[loop.header] = state
        return facts.perhaps_fired(bits_of(loop.repeating))

    def _add_body(self, state: State, vertex: int, shape: Shape, exclusion: Exclusion) -> int:
        """Builds the scope of a for_each; returns the ports by which it may be left, as bits."""
        sending = [port for port in self.flow.ports_of[vertex] if self.flow.is_loop(port)]
        if vertex not in exclusion.region.inner:
            return bits_of(port for port in sending if set(self.flow.ports[port].targets) - {vertex})
        inner = exclusion.loop(vertex)
        structure = arrange(inner, self.plan.instant, _depth_of(self.scope))
        targets = bits_of(self.flow.ports[self.flow.loop_port[vertex]].targets)
        sent = NOTHING_KNOWN.fired(bits_of(sending))
        builder = _ScopeBuilder(self.plan, inner, structure, state, sent, targets)
        state.kind = MapState(vertex, shape, builder.build())
        vertices = inner.all_vertices
        return bits_of(
            port
            for each in (*vertices, vertex)
            for port in self.flow.ports_of[each]
            if self.flow.is_loop(port) or each != vertex
            if any(target not in vertices and target != vertex for target in self.flow.ports[port].targets)
        )

    def _visit_fork(self, index: int, place: Place) -> None:
        assert place.fork is not None
        assert place.exclusion is not None
        facts = self.knowledge.facts(self.arrivals[index], is_fork=True)
        state = self._state(Parallel(()))
        for leaving in self.arrivals[index]:
            self._connect(leaving, state)
        assert index not in self.layout.loop_at, "a loop's header stands before its forks"
        live = self.knowledge.live(self.arrivals[index], is_fork=True)
        scopes = []
        after, live_behind = facts, live
        for branch in place.fork.branches:
            builder = _ScopeBuilder(self.plan, place.exclusion, branch, state)
            layout = builder.layout
            inside = bits_of(layout.position)
            builder.facts = facts.among(layout.leading | layout.own)
            builder.live = inside & live
            scope = builder.build()
            scopes.append(scope)
            if scope.ends:
                live_behind |= live_after(scope.ends) & ~inside
            after = after.without(layout.own).joined(facts_after(scope, layout))
        state.kind = Parallel(tuple(scopes))
        if all(scope.ends for scope in scopes):
            self._leave(state, None, after, live_behind, index)


def _depth_of(scope: Scope) -> int:
    """How many Parallel and Map states are around a scope."""
    depth = 0
    while scope.parent is not None:
        scope = scope.parent.scope
        depth += 1
    return depth
