"""Where the values stand that states read, once it is known what is kept where."""

from dataclasses import dataclass

from exeoflow.compiler.data.definitions import is_execution_input
from exeoflow.compiler.data.intakes import Intakes
from exeoflow.compiler.data.reads import Constant, Input, Read
from exeoflow.compiler.data.variable_names import VariableNames
from exeoflow.compiler.data.variables import Variables, is_inherited
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Fired, Scope, State, Symbol
from exeoflow.expressions.jsonata import enclosed, field, operand
from exeoflow.model.json import Json

EXECUTION_INPUT = enclosed("$states.context.Execution.Input")


@dataclass(frozen=True, slots=True)
class Places:
    """Answers for one machine."""

    flow: Flow
    variables: Variables
    names: VariableNames
    intakes: Intakes

    def at_state(self, symbol: Symbol, state: State) -> Json:
        """A symbol's value as it is when a state is entered."""
        variable = self._variable_at(symbol, state)
        return self._without_variable(symbol) if variable is None else enclosed(variable)

    def operand_at_state(self, symbol: Symbol, state: State) -> str:
        """The same as part of an expression: mostly a variable, which needs no parentheses."""
        variable = self._variable_at(symbol, state)
        return operand(self._without_variable(symbol)) if variable is None else variable

    def _variable_at(self, symbol: Symbol, state: State) -> str | None:
        """The variable, as JSONata, that has a symbol's value when a state is entered."""
        if is_execution_input(self.flow, symbol):
            return None
        variable = self.variables.assigned_before(state, symbol)
        while variable is None:
            if state.scope.parent is None or not is_inherited(self.flow, symbol, state.scope):
                return None
            state = state.scope.parent
            variable = self.variables.assigned_before(state, symbol)
        return f"${self.names.of(variable)}"

    def _without_variable(self, symbol: Symbol) -> Json:
        """A symbol's value where no variable has it."""
        return EXECUTION_INPUT if is_execution_input(self.flow, symbol) else _unset(symbol)

    def outside(self, symbol: Symbol, scope: Scope) -> Json:
        """A symbol's value before a scope is entered."""
        if scope.parent is None or not is_inherited(self.flow, symbol, scope):
            return _unset(symbol)
        return self.at_state(symbol, scope.parent)

    def input_of(self, vertex: int, state: State) -> str:
        """The input of a vertex, as JSONata."""
        if state in self.intakes.packages and vertex in self.intakes.of(state):
            return f"$states.input.{field(self.flow.vertices[vertex].key)}"
        return "$states.input"

    def text(self, read: Read, vertex: int, state: State) -> str:
        """What a vertex reads, as JSONata to which the author's expression may append steps of a path."""
        match read:
            case Input():
                return self.input_of(vertex, state)
            case Constant(text):
                return text
            case symbol:
                text = self.operand_at_state(symbol, state)
                # `$a.b` may go on as `$a.b.c`; any other expression only in parentheses.
                return text if text.startswith("$") else f"({text})"


def _unset(symbol: Symbol) -> Json:
    return False if isinstance(symbol, Fired) else None
