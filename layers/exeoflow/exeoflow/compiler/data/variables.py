"""Which values must be kept, where, from when on.

In: the machine and what its states and exits read. Out: for each scope the variables, the exits that assign
them, and what branches and items hand out when they end. A value is kept only where a later state reads it,
and only on the way there: liveness as in any compiler (Aho, Sethi and Ullman), one symbol and scope at a
time, and only at those states before which a new value may arrive or ways with different ones meet.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import attrgetter

from exeoflow.compiler.data.definitions import (
    HANDED_KINDS,
    Handed,
    HandOut,
    hand_out_of,
    is_execution_input,
    kept_outlet,
    makes_itself,
    vertex_of,
)
from exeoflow.compiler.data.earlier_runs import first_possible
from exeoflow.compiler.data.exit_outputs import ExitOutputs
from exeoflow.compiler.data.initial_values import InitialValues
from exeoflow.compiler.data.reads import NodeReads
from exeoflow.compiler.data.unchanged import Course, Unchanged
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Count,
    Decision,
    Dominance,
    Earlier,
    Exit,
    Fired,
    Guard,
    MapState,
    NodeState,
    Output,
    Scope,
    State,
    Symbol,
    scopes_of,
)
from exeoflow.model.json import Json


@dataclass(eq=False, slots=True)
class Variable:
    """A symbol in one scope: before which states it is assigned.

    Any other state that reads it does with the value that it has before one of these.
    """

    course: Course
    assigned: AbstractSet[State]
    definitions: Collection[Exit]
    initial: Collection[Exit]
    """Exits that assign the value from outside the scope, so that no path leaves the variable unassigned."""


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of a machine by symbol and scope, and the symbols that each scope yields when it ends.

    A symbol that nothing makes in a scope has none there.
    """

    by_place: Mapping[tuple[Symbol, Scope], Variable]
    handed_out: Mapping[Scope, Collection[Handed]]

    def assigned_before(self, state: State, symbol: Symbol) -> Variable | None:
        """The variable of a symbol in a state's scope, if it has a value whenever the state is entered."""
        variable = self.by_place.get((symbol, state.scope))
        if variable is None:
            return None
        is_assigned = state in variable.assigned or variable.course.since(state) in variable.assigned
        return variable if is_assigned else None


def find_variables(flow: Flow, machine: Scope, outputs: ExitOutputs, reads: Sequence[NodeReads]) -> Variables:
    """The variables of a machine, from all that its states and exits read."""
    search = _Search(flow, outputs)
    for scope in scopes_of(machine):
        for state in scope.states:
            _read_by_state(search, state, reads)
            for leaving in state.exits:
                _read_by_exit(search, leaving, reads)
    return search.variables()


def _read_by_state(search: "_Search", state: State, reads: Sequence[NodeReads]) -> None:
    match state.kind:
        case NodeState(vertex=vertex) | MapState(vertex=vertex):
            for symbol in reads[vertex].symbols:
                search.read_at(symbol, state)
        case Decision():
            for leaving in state.exits:
                for outlet in leaving.fired:
                    search.read_at(Fired(outlet), state)
        case Guard(header):
            search.read_at(Count(header), state)
        case _:
            pass


def _read_by_exit(search: "_Search", leaving: Exit, reads: Sequence[NodeReads]) -> None:
    outputs = search.outputs
    if leaving.is_guarded and leaving.repeats is not None:
        search.read_at(Count(leaving.repeats.header), leaving.state)
    outputs.output(leaving, search)
    for vertex in leaving.folded:
        if reads[vertex].yields_from_input and vertex in outputs.needed.outputs:
            outputs.input(vertex, leaving, search)


@dataclass(eq=False, slots=True)
class _Found:
    """A variable while it is searched for."""

    first: int
    """The number of the first state before which it may have been made in the scope."""
    needed: dict[State, Sequence[Exit | State]] = field(default_factory=dict)
    """The states, with the ways by which the value comes to each."""
    definitions: dict[Exit, None] = field(default_factory=dict)
    """The exits among these ways, each of which makes it."""


class _Search:
    """Follows reads back to the definitions; a source of values that notes what is read of it."""

    def __init__(self, flow: Flow, outputs: ExitOutputs) -> None:
        self.flow = flow
        self.outputs = outputs
        self.unchanged = Unchanged(flow, Dominance())
        self._found: dict[Course, _Found] = {}
        self._handed_out: dict[Scope, dict[Handed, None]] = {}
        self._new_hand_outs: list[HandOut] = []
        self._pending: list[tuple[Course, State]] = []

    def variables(self) -> Variables:
        """Lets the ends of scopes read what they must yield; then says what is assigned where."""
        self._follow()
        while self._new_hand_outs:
            symbol, scope = self._new_hand_outs.pop()
            for end in scope.ends:
                self.outputs.handed_value(symbol, end, self)
            self._follow()
        by_place: dict[tuple[Symbol, Scope], Variable] = {}
        for course in list(self._found):
            # What was found is let go when its variable is made: there may be millions of states in all.
            found = self._found.pop(course)
            if found.definitions:
                by_place[course.symbol, course.scope] = _variable(course, found)
        return Variables(by_place, self._handed_out)

    def read_at(self, symbol: Symbol, state: State) -> None:
        """Notes that a state's fields read the symbol's value as it is when the state is entered."""
        self._want(symbol, state)
        self._follow()

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """Notes that an exit's fields read the symbol, of which the state itself may have made the value."""
        natural = self.outputs.intakes.natural(leaving)
        if natural == symbol or (isinstance(symbol, Fired) and is_settled(leaving, symbol)):
            return None
        hand_out = hand_out_of(self.flow, leaving, symbol)
        if hand_out is not None:
            self._hand_out(hand_out)
        elif not makes_itself(self.flow, leaving, symbol):
            self._want(symbol, leaving.state)
        self._read_kept(symbol, leaving)
        return None

    def part_at_exit(self, symbol: Symbol, leaving: Exit) -> str:
        """Likewise."""
        self.at_exit(symbol, leaving)
        return ""

    def handed_by(self, scope: Scope) -> Collection[Handed]:
        """Nothing yet: what scopes yield is noted symbol by symbol at the end."""
        del scope
        return ()

    def _hand_out(self, found: HandOut) -> None:
        """Notes that a scope inside a Parallel or Map state must yield a symbol."""
        handed = self._handed_out.setdefault(found.scope, {})
        if found.symbol not in handed:
            handed[found.symbol] = None
            self._new_hand_outs.append(found)

    def _want(self, symbol: Symbol, state: State) -> None:
        if is_execution_input(self.flow, symbol):  # it stands where everything can read it
            return
        if isinstance(symbol, HANDED_KINDS):
            state = _made_around(vertex_of(self.flow, symbol), state)
        course = self.unchanged.course(symbol, state.scope)
        self._pending.append((course, course.since(state)))

    def _follow(self) -> None:
        while self._pending:
            course, state = self._pending.pop()
            found = self._found.get(course) or self._begin(course)
            if state in found.needed:
                continue
            symbol = course.symbol
            if state.number < found.first:
                # A branch that does not reach a node yields its value from before the fork.
                self._read_outside(symbol, state.scope)
                continue
            ways = found.needed[state] = course.ways(state)
            if isinstance(state.kind, Begin):
                self._read_outside(symbol, state.scope)
            for way in ways:
                if isinstance(way, Exit):
                    self._read_definition(symbol, found, way)
                elif way not in found.needed:
                    self._pending.append((course, way))

    def _begin(self, course: Course) -> _Found:
        is_handed = isinstance(course.symbol, HANDED_KINDS)
        first = first_possible(self.flow, course) if is_handed else 0
        found = self._found[course] = _Found(first)
        return found

    def _read_definition(self, symbol: Symbol, found: _Found, arriving: Exit) -> None:
        found.definitions[arriving] = None
        hand_out = hand_out_of(self.flow, arriving, symbol)
        if hand_out is not None:
            self._hand_out(hand_out)
        elif isinstance(symbol, Count) and arriving.repeats is not None:
            # The next number is made from the one before.
            self._want(symbol, arriving.state)
        elif isinstance(symbol, Earlier):
            self.at_exit(Output(symbol.vertex), arriving)
        self._read_kept(symbol, arriving)

    def _read_kept(self, symbol: Symbol, leaving: Exit) -> None:
        """Notes the value before, where an exit may keep it."""
        if kept_outlet(self.flow, leaving, symbol, self.outputs.joins.repeating) is not None:
            self._want(symbol, leaving.state)

    def _read_outside(self, symbol: Symbol, scope: Scope) -> None:
        if scope.parent is not None and is_inherited(self.flow, symbol, scope):
            self._want(symbol, scope.parent)


def _made_around(vertex: int, state: State) -> State:
    """The state itself, or the one around it of the innermost scope in which, or inside, a vertex runs."""
    while state.scope.parent is not None and vertex not in state.scope.vertices:
        state = state.scope.parent
    return state


def _variable(course: Course, found: _Found) -> Variable:
    """Finds the states since which some path has the variable assigned.

    All other paths to them must assign it too.
    """
    made = frozenset(leaving.target for leaving in found.definitions if leaving.target is not None)
    in_order = sorted(found.needed, key=attrgetter("number"))
    assigned = _assigned(found, in_order, made)
    initial: dict[Exit, None] = {}
    for state in in_order:
        before = found.needed[state]
        if state in made:
            before = [way for way in before if isinstance(way, State)]
        if state in assigned and not assigned.issuperset(before):
            values = InitialValues(course, found.definitions, assigned)
            initial |= dict.fromkeys(values.exits_to(state))
    return Variable(course, assigned, found.definitions.keys(), initial)


def _assigned(found: _Found, in_order: Sequence[State], made: AbstractSet[State]) -> set[State]:
    """The states to which a way leads on which the value is made; what loops bring takes one more round."""
    assigned = set(made)
    others = [state for state in in_order if state not in made]
    if not others:  # as mostly: it is read where it was made
        return assigned
    before = -1
    while before < len(assigned):
        before = len(assigned)
        assigned.update(state for state in others if not assigned.isdisjoint(found.needed[state]))
    return assigned


def is_inherited(flow: Flow, symbol: Symbol, scope: Scope) -> bool:
    """Whether a symbol has in a scope the value from outside until it is defined inside.

    Items start afresh.
    """
    return scope.for_each is None or vertex_of(flow, symbol) not in scope.vertices


def is_settled(leaving: Exit, symbol: Fired) -> bool:
    """Whether it is known without a variable if an outlet has fired when the state is left."""
    return symbol.outlet not in leaving.facts or leaving.facts.has_fired(symbol.outlet)
