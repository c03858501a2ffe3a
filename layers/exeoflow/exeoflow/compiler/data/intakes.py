"""What is given to a state when it is entered.

In: the machine, and whose inputs are needed. Out: for each state the vertices whose input it is given: its
own, or of a fork the ones of all with which its branches begin. If these are not all the same, it is given a
*package*: an object with each vertex' input by its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exeoflow.compiler.data.joins import Joins
from exeoflow.compiler.data.reads import Needed, passes_input, takes_keyed_input
from exeoflow.compiler.machine import (
    Begin,
    Decision,
    Exit,
    Item,
    MapState,
    NodeState,
    Output,
    Parallel,
    Scope,
    State,
    Symbol,
    Trigger,
    scopes_of,
)


@dataclass(frozen=True, slots=True)
class Intakes:
    """Whose input each state is given, and which states are given packages."""

    vertices: Mapping[State, tuple[int, ...]]
    packages: frozenset[State]
    own: Mapping[State, Symbol]
    """What a state puts out where an exit says nothing: found once for a state, which may have many exits."""

    def of(self, state: State) -> tuple[int, ...]:
        """The vertices whose input a state is given."""
        return self.vertices.get(state, ())

    def natural(self, leaving: Exit) -> Symbol | None:
        """The symbol that a state puts out if the exit says nothing."""
        state = leaving.state
        if leaving.folded:
            return Output(leaving.folded[-1])
        if isinstance(state.kind, Decision):
            before = state.arrivals[0]
            return None if isinstance(before.state.kind, (Begin, Parallel)) else self.natural(before)
        return self.own.get(state)


def _given(scope: Scope) -> Symbol | None:
    """What a scope is entered with: the trigger's output, or the item."""
    if scope.parent is None:
        return Trigger()
    return None if scope.for_each is None else Item(scope.for_each)


def find_intakes(machine: Scope, joins: Joins, needed: Needed) -> Intakes:
    """The intakes of all states of a machine."""
    finder = _Finder(joins, needed)
    scopes = list(scopes_of(machine))
    # What a fork is given, its branches know; whether that is a package, only the fork itself.
    for scope in reversed(scopes):
        for state in scope.states:
            finder.find(state)
    for state, fork in reversed(finder.forks):
        finder.find_packages(state, fork)
    for state in finder.packages:
        if isinstance(state.kind, NodeState) and passes_input(state.kind.shape):
            del finder.own[state]
    return Intakes(finder.vertices, frozenset(finder.packages), finder.own)


@dataclass
class _Finder:
    """Collects intakes, those of inner states first."""

    joins: Joins
    needed: Needed
    vertices: dict[State, tuple[int, ...]] = field(default_factory=dict)
    packages: set[State] = field(default_factory=set)
    forks: list[tuple[State, Parallel]] = field(default_factory=list)
    own: dict[State, Symbol] = field(default_factory=dict)
    """What each state but a Decision puts out by itself, if it is given no package."""

    def find(self, state: State) -> None:
        match state.kind:
            case NodeState(vertex=vertex) | MapState(vertex=vertex):
                self.own[state] = Output(vertex)
                if vertex in self.needed.inputs:
                    self.vertices[state] = (vertex,)
            case Parallel(inner) as fork:
                self.forks.append((state, fork))
                begins = (vertex for scope in inner for vertex in self._at_begin(scope))
                self.vertices[state] = tuple(dict.fromkeys(begins))
            case Begin():
                given = _given(state.scope)
                if given is not None:
                    self.own[state] = given
            case _:
                pass

    def _at_begin(self, scope: Scope) -> tuple[int, ...]:
        """The vertices whose input a branch is given."""
        first = first_of(scope)
        if isinstance(first.kind, Decision):
            # Behind a folded node stands what that yields, not what the branch was given.
            targets = [leaving.target for leaving in first.exits if not leaving.folded]
            vertices = (vertex for target in targets if target for vertex in self.vertices.get(target, ()))
            self.vertices[first] = tuple(dict.fromkeys(vertices))
        return self.vertices.get(first, ())

    def find_packages(self, state: State, fork: Parallel) -> None:
        if state in self.packages or any(self._forms(state, each) > 1 for each in state.arrivals):
            self.packages.update((state, *map(first_of, fork.inner)))

    def _forms(self, state: State, arriving: Exit) -> int:
        """How many different inputs the vertices want that a fork starts with."""
        vertices = self.vertices[state]
        if passes_intake_on(arriving):
            return len(vertices) if arriving.state in self.packages else 1
        flow = self.joins.flow
        return len(
            {
                (self.joins.at_vertex(vertex, arriving), takes_keyed_input(flow.vertices[vertex]))
                for vertex in vertices
            }
        )


def first_of(scope: Scope) -> State:
    """The state to which a scope's begin leads."""
    (first,) = (leaving.target for leaving in scope.begin.exits if leaving.target is not None)
    return first


def begins_branch(state: State) -> bool:
    """Whether a state is where a branch begins, which is given what its Parallel state is given."""
    if not isinstance(state.kind, Begin):
        return False
    parent = state.scope.parent
    return parent is not None and isinstance(parent.kind, Parallel)


def passes_intake_on(leaving: Exit) -> bool:
    """Whether an exit hands on what a branch was given: where it begins, or of a Decision there."""
    state = leaving.state
    if leaving.folded or isinstance(state.kind, NodeState):
        return False
    if isinstance(state.kind, Decision):
        return any(begins_branch(each.state) for each in state.arrivals)
    return begins_branch(state)
