"""Which values must be kept, where, from when on.

In: the machine and what its states and exits read. Out: for each scope the variables, the exits that assign
them, and what branches and items hand out when they end. A value is kept only where a later state reads it,
and only on the way there.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from exeoflow.compiler.data.changes import Changes, Kept
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
from exeoflow.compiler.data.exit_outputs import ExitOutputs
from exeoflow.compiler.data.first_reads import FirstReads
from exeoflow.compiler.data.initial_values import InitialValues, reached_by_values
from exeoflow.compiler.data.liveness import Liveness
from exeoflow.compiler.data.reads import NodeReads
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Count,
    Decision,
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


@dataclass(frozen=True, slots=True)
class Variables:
    """What is kept in the scopes of a machine, and the symbols that each scope yields when it ends.

    `made` has by exit those of which it assigns the new value, `initial` those that it gives the value from
    outside the scope, so that no way leaves one unassigned; `order` is that in which they are written.
    `assigned` are those that have a value whenever a state is entered, as bits, by their numbers in the
    `changes` of the scope. A symbol that nothing makes in a scope is not kept there.
    """

    handed_out: Mapping[Scope, Collection[Handed]]
    changes: Mapping[Scope, Changes]
    made: Mapping[Exit, Sequence[Kept]]
    initial: Mapping[Exit, Sequence[Kept]]
    assigned: Mapping[State, int]
    order: Mapping[Kept, int]

    def assigned_before(self, state: State, symbol: Symbol) -> Kept | None:
        """A symbol as it is kept in a state's scope, if it has a value whenever the state is entered."""
        before = self.assigned.get(state, 0)
        return self.changes[state.scope].among(symbol, before) if before else None

    def are_assigned_by(self, leaving: Exit) -> bool:
        """Whether an exit assigns anything."""
        return leaving in self.made or leaving in self.initial

    def assigned_by(self, leaving: Exit) -> list[Kept]:
        """What an exit assigns, in the order in which it is written."""
        # Where ways part, an exit may give a value for several states behind.
        assigned = {*self.made.get(leaving, ()), *self.initial.get(leaving, ())}
        return sorted(assigned, key=self.order.__getitem__)

    def count(self) -> int:
        """How many variables there are."""
        return len({variable for variables in self.made.values() for variable in variables})


def find_variables(flow: Flow, machine: Scope, outputs: ExitOutputs, reads: Sequence[NodeReads]) -> Variables:
    """The variables of a machine, from all that its states and exits read."""
    search = _Search(flow, machine, outputs)
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


class _Search:
    """Follows reads back to the definitions; a source of values that notes what is read of it."""

    def __init__(self, flow: Flow, machine: Scope, outputs: ExitOutputs) -> None:
        self.flow = flow
        self.outputs = outputs
        self._live = Liveness(flow, machine)
        self._made: defaultdict[Exit, list[Kept]] = defaultdict(list)
        self._handed_out: set[HandOut] = set()
        self._first_reads = FirstReads()
        self._new_hand_outs: list[HandOut] = []
        self._wanted: list[tuple[Symbol, State]] = []

    def variables(self) -> Variables:
        """Lets the ends of scopes read what they must yield; then says what is assigned where."""
        self._follow()
        in_order = self._first_reads.in_order()
        handed_out: defaultdict[Scope, list[Handed]] = defaultdict(list)
        for value in in_order:
            if isinstance(value, HandOut):
                handed_out[value.scope].append(value.symbol)
        order = {value: place for place, value in enumerate(in_order) if isinstance(value, Kept)}
        initial, assigned = _initial(self._live)
        return Variables(handed_out, self._live.changes, self._made, initial, assigned, order)

    def read_at(self, symbol: Symbol, state: State) -> None:
        """Notes that a state's fields read the symbol's value as it is when the state is entered."""
        self._want(symbol, state)
        self._settle()

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """Notes that an exit's fields read the symbol, of which the state itself may have made the value."""
        natural = self.outputs.intakes.natural(leaving)
        if natural == symbol or (isinstance(symbol, Fired) and leaving.facts.is_settled(symbol.outlet)):
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
        self._first_reads.note(found)
        if found not in self._handed_out:
            self._handed_out.add(found)
            self._new_hand_outs.append(found)

    def _want(self, symbol: Symbol, state: State) -> None:
        if is_execution_input(self.flow, symbol):  # it stands where everything can read it
            return
        if state.scope.parent is not None and isinstance(symbol, HANDED_KINDS):
            state = _made_around(vertex_of(self.flow, symbol), state)
        self._wanted.append((symbol, state))

    def _settle(self) -> None:
        """Lets what is wanted be live, the last first: in this order variables are numbered and written."""
        while self._wanted:
            symbol, state = self._wanted.pop()
            changes = self._live.changes_in(state.scope)
            number = changes.number(symbol)
            if number is None:
                # A branch that does not reach a node yields its value from before the fork.
                self._read_outside(symbol, state.scope)
            else:
                self._first_reads.note(changes.kept[number])
                self._live.add(state, 1 << number)

    def _follow(self) -> None:
        """From the last state back to the first: what scopes yield is known before it is read in them."""
        self._settle()
        self._read_ends()
        while taken := self._live.take():
            self._lead_on(*taken)
            self._read_ends()

    def _read_ends(self) -> None:
        """Notes what the ends of scopes read of what these have turned out to yield."""
        while self._new_hand_outs:
            found = self._new_hand_outs.pop()
            self._first_reads.begin(found)
            for end in found.scope.ends:
                self.outputs.handed_value(found.symbol, end, self)
            self._settle()

    def _lead_on(self, state: State, symbols: int) -> None:
        """Follows symbols from a state before which they are live to those before it."""
        changes = self._live.changes_in(state.scope)
        if isinstance(state.kind, Begin):
            for kept in changes.named(symbols):
                self._first_reads.begin(kept)
                self._read_outside(kept.symbol, state.scope)
                self._settle()
        for arriving in state.arrivals:
            made = symbols & changes.made_by(arriving)
            if made:
                for kept in changes.named(made):
                    self._made[arriving].append(kept)
                    self._read_definition(kept, arriving)
            self._live.add(arriving.state, symbols ^ made if made else symbols)

    def _read_definition(self, kept: Kept, arriving: Exit) -> None:
        self._first_reads.begin(kept)
        symbol = kept.symbol
        hand_out = hand_out_of(self.flow, arriving, symbol)
        if hand_out is not None:
            self._hand_out(hand_out)
        elif isinstance(symbol, Count) and arriving.repeats is not None:
            # The next number is made from the one before.
            self._want(symbol, arriving.state)
        elif isinstance(symbol, Earlier):
            self.at_exit(Output(symbol.vertex), arriving)
        self._read_kept(symbol, arriving)
        self._settle()

    def _read_kept(self, symbol: Symbol, leaving: Exit) -> None:
        """Notes the value before, where an exit may keep it."""
        repeating = self.outputs.joins.repeating
        if repeating and kept_outlet(self.flow, leaving, symbol, repeating) is not None:
            self._want(symbol, leaving.state)

    def _read_outside(self, symbol: Symbol, scope: Scope) -> None:
        if scope.parent is not None and is_inherited(self.flow, symbol, scope):
            self._want(symbol, scope.parent)


def _made_around(vertex: int, state: State) -> State:
    """The state itself, or the one around it of the innermost scope in which, or inside, a vertex runs."""
    while state.scope.parent is not None and vertex not in state.scope.vertices:
        state = state.scope.parent
    return state


def _initial(live: Liveness) -> tuple[Mapping[Exit, Sequence[Kept]], Mapping[State, int]]:
    """By which exits values are given from outside; and of what is live before states what has values."""
    found: dict[Exit, Sequence[Kept]] = {}
    assigned = dict(live.before)
    for scope, changes in live.changes.items():
        asked = live.before.get(scope.begin, 0)
        if not asked:  # all that is read is made on all ways
            continue
        reached = reached_by_values(scope, changes, live.before)
        found |= InitialValues(scope, changes, reached).exits()
        made_on_all_ways = ~asked
        for state in scope.states:
            if state in assigned:
                assigned[state] = assigned[state] & made_on_all_ways | reached.get(state, 0)
    return found, assigned


def is_inherited(flow: Flow, symbol: Symbol, scope: Scope) -> bool:
    """Whether a symbol has in a scope the value from outside until it is defined inside.

    Items start afresh.
    """
    return scope.for_each is None or vertex_of(flow, symbol) not in scope.vertices
