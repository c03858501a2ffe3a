"""Stage 5: which values must be kept, where, from when on.

In: the machine and what its states and exits read. Out: for each scope the variables, the exits that assign
them, and what branches and items hand out when they end. A value is kept only where a later state reads it,
and only on the way there: liveness as in any compiler (Aho, Sethi and Ullman), one symbol and scope at a
time, so that the cost is the sum of the distances between definitions and reads.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from exeoflow.compiler.data.definitions import defines, is_carried, makes, natural, vertex_of
from exeoflow.compiler.data.dominance import Dominance
from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.machine import (
    Begin,
    Carried,
    Count,
    Each,
    Earlier,
    Exit,
    Fired,
    Output,
    Parallel,
    Scope,
    State,
    Symbol,
)
from exeoflow.model.json import Json


@dataclass(eq=False)
class Variable:
    """A symbol in one scope: the states before which it is needed, and those before which it is assigned."""

    only: Exit | None = None
    """The exit that defines the value on every way to some of the states that read it."""
    live: set[State] = field(default_factory=set)
    assigned: set[State] = field(default_factory=set)
    definitions: dict[Exit, None] = field(default_factory=dict)
    initial: dict[Exit, None] = field(default_factory=dict)
    """Exits that assign the value from outside the scope, so that no path leaves the variable unassigned."""

    def is_assigned_before(self, state: State, dominance: "Dominance") -> bool:
        """Whether the variable has its value when the state is entered, whatever came before."""
        if state in self.assigned:
            return True
        return self.only is not None and dominance.dominates(self.only.state, state)


class Demands:
    """Collects reads, then says where values are."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.variables: dict[tuple[Symbol, Scope], Variable] = {}
        self.handed_out: dict[Scope, dict[Symbol, None]] = {}
        self._new_hand_outs: list[tuple[Symbol, Scope]] = []
        self._pending: list[tuple[Symbol, State]] = []
        self.dominance = Dominance()

    def read_at(self, symbol: Symbol, state: State) -> None:
        """Notes that a state's fields read the symbol's value as it is when the state is entered."""
        self._pending.append((symbol, state))
        self._follow()

    def hand_out(self, symbol: Symbol, state: State) -> None:
        """Notes that a Parallel or Map state must yield a symbol that is defined inside."""
        if isinstance(state.kind, Each) and isinstance(symbol, Fired):
            symbol = Carried(symbol.port)
        scope = _scope_of(state, vertex_of(self.flow, symbol))
        handed = self.handed_out.setdefault(scope, {})
        if symbol not in handed:
            handed[symbol] = None
            self._new_hand_outs.append((symbol, scope))

    def read_at_exit(self, symbol: Symbol, leaving: Exit) -> None:
        """Notes that an exit's fields read the symbol.

        Whose value may be one that the state itself has made.
        """
        if natural(leaving) == symbol or (isinstance(symbol, Fired) and is_settled(leaving, symbol)):
            return
        if is_carried(self.flow, leaving, symbol):
            self.hand_out(symbol, leaving.state)
        elif not makes(self.flow, leaving, symbol):
            self._pending.append((symbol, leaving.state))

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """As `read_at_exit`; the value does not matter yet."""
        self.read_at_exit(symbol, leaving)
        return None

    def part_at_exit(self, symbol: Symbol, leaving: Exit) -> str:
        """Likewise."""
        self.read_at_exit(symbol, leaving)
        return ""

    def handed_by(self, scope: Scope) -> Collection[Symbol]:
        """Nothing yet: what scopes yield is noted symbol by symbol, in `settle`."""
        del scope
        return ()

    def settle(self, hand_over: Callable[[Symbol, Exit], object]) -> None:
        """Lets the ends of scopes read what they must yield; then says what is assigned where."""
        self._follow()
        while self._new_hand_outs:
            symbol, scope = self._new_hand_outs.pop()
            for end in scope.ends:
                hand_over(symbol, end)
            self._follow()
        for variable in self.variables.values():
            _spread(variable, self.dominance)

    def _follow(self) -> None:
        while self._pending:
            symbol, state = self._pending.pop()
            variable = self.variables.setdefault((symbol, state.scope), Variable())
            if state in variable.live or self._is_always_defined(symbol, state, variable):
                continue
            variable.live.add(state)
            if isinstance(state.kind, Begin):
                self._read_outside(symbol, state.scope)
            for arriving in state.arrivals:
                self._read_before(symbol, variable, arriving)

    def _is_always_defined(self, symbol: Symbol, state: State, variable: Variable) -> bool:
        """The common case, found without following the paths.

        One exit defines the value before every such state.
        """
        if not isinstance(symbol, Output):
            return False
        source = self.dominance.state_of(symbol.vertex, state.scope)
        if source is None or source is state or len(source.exits) != 1:
            return False
        if not self.dominance.dominates(source, state):
            return False
        if variable.only is None:
            variable.only = source.exits[0]
            variable.definitions[variable.only] = None
            if is_carried(self.flow, variable.only, symbol):
                self.hand_out(symbol, source)
        return True

    def _read_before(self, symbol: Symbol, variable: Variable, arriving: Exit) -> None:
        if not defines(self.flow, arriving, symbol):
            self._pending.append((symbol, arriving.state))
            return
        variable.definitions[arriving] = None
        if is_carried(self.flow, arriving, symbol):
            self.hand_out(symbol, arriving.state)
        elif isinstance(symbol, Count) and arriving.repeats is not None:
            self._pending.append((symbol, arriving.state))
        elif isinstance(symbol, Earlier):
            self.read_at_exit(Output(symbol.vertex), arriving)

    def _read_outside(self, symbol: Symbol, scope: Scope) -> None:
        if scope.parent is not None and is_inherited(self.flow, symbol, scope):
            self._pending.append((symbol, scope.parent))


def _scope_of(state: State, vertex: int) -> Scope:
    """The scope inside a Parallel or Map state that yields what is known of a vertex."""
    if isinstance(state.kind, Parallel):
        return state.kind.inner[state.kind.branch_of[vertex]]
    assert isinstance(state.kind, Each)
    return state.kind.body


def is_inherited(flow: Flow, symbol: Symbol, scope: Scope) -> bool:
    """Whether a symbol has in a scope the value from outside until it is defined inside.

    Items start afresh.
    """
    if isinstance(scope.parent.kind if scope.parent else None, Each):
        return vertex_of(flow, symbol) not in scope.vertices
    return True


def is_settled(leaving: Exit, symbol: Fired) -> bool:
    """Whether it is known without a variable if a port has fired when the state is left."""
    return symbol.port not in leaving.facts or leaving.facts.has_fired(symbol.port)


def _spread(variable: Variable, dominance: Dominance) -> None:
    """Finds the states that some path reaches with the variable assigned.

    All other paths to them must assign it too.
    """
    pending: list[State] = [
        state
        for state in variable.live
        if any(
            arriving in variable.definitions or variable.is_assigned_before(arriving.state, dominance)
            for arriving in state.arrivals
        )
    ]
    while pending:
        state = pending.pop()
        if state not in variable.live or state in variable.assigned:
            continue
        variable.assigned.add(state)
        pending += [leaving.target for leaving in state.exits if leaving.target is not None]
    for state in sorted_states(variable.assigned):
        for arriving in state.arrivals:
            if arriving not in variable.definitions and not variable.is_assigned_before(
                arriving.state, dominance
            ):
                variable.initial[arriving] = None


def sorted_states(states: set[State]) -> list[State]:
    """The states in the order in which they were made."""
    return sorted(states, key=lambda state: state.number)
