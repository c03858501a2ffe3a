"""How each value is written in the fields of an exit, once it is known what is kept where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from exeoflow.compiler.data.changes import Kept
from exeoflow.compiler.data.definitions import Handed, is_execution_input, is_reset, makes, vertex_of
from exeoflow.compiler.data.exit_outputs import ExitOutputs
from exeoflow.compiler.data.made_values import INPUT, MadeValues
from exeoflow.compiler.data.places import EXECUTION_INPUT, Places
from exeoflow.compiler.data.written_nodes import WrittenNode
from exeoflow.compiler.machine import Carried, Exit, Fired, NodeState, Output, Scope, State, Symbol
from exeoflow.expressions.jsonata import operand, required
from exeoflow.model.json import Json
from exeoflow.nodes.lowering import Value


@dataclass(frozen=True, slots=True)
class Values:
    """Answers for one machine."""

    places: Places
    nodes: Mapping[State, WrittenNode]
    made: MadeValues
    outputs: ExitOutputs
    _outside: dict[Kept, tuple[str, Json]] = field(default_factory=dict)
    """The names of variables and their values from outside, which thousands of exits may assign."""

    def handed_by(self, scope: Scope) -> Collection[Handed]:
        """The symbols that a scope yields when it ends."""
        return self.places.variables.handed_out.get(scope, ())

    def output(self, leaving: Exit) -> Json | None:
        """What an exit puts out; None where that is what the state puts out by itself."""
        return self.outputs.output(leaving, self)

    def own_output(self, vertex: int, leaving: Exit) -> Json:
        """The output of the node whose state is left, or that runs when it is left this way."""
        return self.made.output(vertex, leaving, self)

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """A symbol's value in a field of an exit."""
        if is_execution_input(self.places.flow, symbol):
            return EXECUTION_INPUT
        if isinstance(symbol, Fired) and leaving.facts.is_settled(symbol.outlet):
            return symbol.outlet in leaving.facts
        if makes(self.places.flow, leaving, symbol):
            return self.made.value(symbol, leaving, self)
        if self.outputs.intakes.natural(leaving) == symbol and not leaving.folded:
            return INPUT
        return self.places.at_state(symbol, leaving.state)

    def part_at_exit(self, symbol: Symbol, leaving: Exit) -> str:
        """The same as part of an expression, which must fail if the value itself cannot be evaluated."""
        value = self.at_exit(symbol, leaving)
        return required(value) if self._may_yield_nothing(symbol, leaving) else operand(value)

    def _may_yield_nothing(self, symbol: Symbol, leaving: Exit) -> bool:
        """Whether the state evaluates an author's expression for the value."""
        kind = leaving.state.kind
        if not isinstance(kind, NodeState) or vertex_of(self.places.flow, symbol) != kind.vertex:
            return False
        node = self.nodes[leaving.state]
        may_fail = isinstance(node.shape, Value) and not node.shape.cannot_fail and node.once is None
        return may_fail and isinstance(symbol, (Output, Carried)) and not leaving.is_caught

    def assigned_by(self, leaving: Exit) -> dict[str, Json]:
        """What an exit assigns, by the names of variables."""
        assigned: dict[str, Json] = {}
        variables = self.places.variables
        if not variables.are_assigned_by(leaving):  # as by every other exit
            return assigned
        made = {*variables.made.get(leaving, ())}
        for variable in variables.assigned_by(leaving):
            if variable in made:
                name = self.places.names.of(variable)
                assigned[name] = self._definition(variable.symbol, leaving)
            else:
                name, value = self._outside.get(variable) or self._from_outside(variable)
                assigned[name] = value
        return assigned

    def _from_outside(self, variable: Kept) -> tuple[str, Json]:
        """A variable's name, and the value that its symbol has before the scope is entered."""
        name = self.places.names.of(variable)
        found = self._outside[variable] = name, self.places.outside(variable.symbol, variable.scope)
        return found

    def _definition(self, symbol: Symbol, leaving: Exit) -> Json:
        """The new value that a symbol has by an exit."""
        if isinstance(symbol, Fired) and is_reset(self.places.flow, leaving, symbol):
            return False
        return self.made.value(symbol, leaving, self)
