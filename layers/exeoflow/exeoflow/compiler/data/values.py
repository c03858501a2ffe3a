"""How each value is written where it is read, once it is known what is kept where."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from dataclasses import field as data_field
from typing import assert_never

from exeoflow.compiler.data.definitions import is_carried, is_caught, is_reset, makes, natural, vertex_of
from exeoflow.compiler.data.demands import Demands, Variable, is_inherited, is_settled
from exeoflow.compiler.data.exit_values import RESULT, Deliveries, symbol_key
from exeoflow.compiler.data.once import Once
from exeoflow.compiler.data.reads import lower
from exeoflow.compiler.data.variable_names import VariableNames
from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.machine import (
    Carried,
    Count,
    Each,
    Earlier,
    Entry,
    Exit,
    Fired,
    Item,
    Output,
    Parallel,
    Scope,
    State,
    Symbol,
    Trigger,
)
from exeoflow.compiler.machine import Task as MachineTask
from exeoflow.expressions.jsonata import enclosed, field, operand, required
from exeoflow.model.json import Json
from exeoflow.nodes.lowering import Branch, Shape, Task, Value
from exeoflow.nodes.lowering import Each as EachShape

EXECUTION_INPUT = enclosed("$states.context.Execution.Input")
INPUT = enclosed("$states.input")

CAUGHT: Json = enclosed(
    '{"error": {"code": $states.errorOutput.Error, "message": '
    "($cause := $states.errorOutput.Cause; $exists($cause) ? "
    '($contains($cause, /^\\{.*"errorMessage"/) ? $parse($cause).errorMessage : $cause) : "")}}'
)
"""The output of a node that failed: Lambda's cause is JSON text that holds the message.

Other causes are the message.
"""


@dataclass(frozen=True)
class Values:
    """Answers for one machine."""

    flow: Flow
    demands: Demands
    names: VariableNames
    deliveries: Deliveries
    shapes: dict[int, Shape | None]
    indexed: frozenset[int]
    """The for_each nodes whose items come with their index."""
    once: dict[int, Once] = data_field(default_factory=dict)
    """The nodes that exits must not evaluate, because something else has."""

    def handed_by(self, scope: Scope) -> Collection[Symbol]:
        """The symbols that a scope yields when it ends."""
        return self.demands.handed_out.get(scope, ())

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """A symbol's value in a field of an exit."""
        if self.is_execution_input(symbol):
            return EXECUTION_INPUT
        if isinstance(symbol, Fired) and is_settled(leaving, symbol):
            return symbol.port in leaving.facts
        if makes(self.flow, leaving, symbol):
            return self._made(symbol, leaving)
        if natural(leaving) == symbol and not leaving.folded:
            return INPUT
        return self.at_state(symbol, leaving.state)

    def part_at_exit(self, symbol: Symbol, leaving: Exit) -> str:
        """The same as part of an expression, which must fail if the value itself cannot be evaluated."""
        value = self.at_exit(symbol, leaving)
        return required(value) if self._may_yield_nothing(symbol, leaving) else operand(value)

    def _may_yield_nothing(self, symbol: Symbol, leaving: Exit) -> bool:
        """Whether the state evaluates an author's expression for the value."""
        kind = leaving.state.kind
        if not isinstance(kind, MachineTask) or vertex_of(self.flow, symbol) != kind.vertex:
            return False
        shape = self.shapes[kind.vertex]
        may_fail = isinstance(shape, Value) and not shape.cannot_fail and kind.vertex not in self.once
        return may_fail and isinstance(symbol, Output | Carried) and not is_caught(leaving)

    def at_state(self, symbol: Symbol, state: State) -> Json:
        """A symbol's value as it is when a state is entered."""
        if self.is_execution_input(symbol):
            return EXECUTION_INPUT
        while True:
            variable = self.demands.variables.get((symbol, state.scope))
            if variable is not None and variable.is_assigned_before(state, self.demands.dominance):
                return enclosed(f"${self.names.of(symbol, state.scope)}")
            if state.scope.parent is None or not is_inherited(self.flow, symbol, state.scope):
                return _unset(symbol)
            state = state.scope.parent

    def outside(self, symbol: Symbol, scope: Scope) -> Json:
        """A symbol's value before a scope is entered."""
        if scope.parent is None or not is_inherited(self.flow, symbol, scope):
            return _unset(symbol)
        return self.at_state(symbol, scope.parent)

    def is_execution_input(self, symbol: Symbol) -> bool:
        """Whether a symbol is simply the execution's input: what the only trigger yields."""
        if len(self.flow.triggers) > 1:
            return False
        return isinstance(symbol, Trigger) or (
            isinstance(symbol, Output) and symbol.vertex in self.flow.triggers
        )

    def assigned_by(self, leaving: Exit, found: Iterable[tuple[Symbol, Variable]]) -> dict[str, Json]:
        """What an exit assigns."""
        assigned: dict[str, Json] = {}
        for symbol, variable in found:
            name = self.names.of(symbol, leaving.state.scope)
            assigned[name] = (
                self.definition(symbol, leaving)
                if leaving in variable.definitions
                else self.outside(symbol, leaving.state.scope)
            )
        return assigned

    def input_of(self, vertex: int, state: State) -> str:
        """The input of a vertex, as JSONata."""
        if state.is_package and vertex in state.wants:
            return f"$states.input.{field(self.flow.vertices[vertex].key)}"
        return "$states.input"

    def definition(self, symbol: Symbol, leaving: Exit) -> Json:
        """The new value that a symbol has by an exit."""
        if isinstance(symbol, Fired) and is_reset(self.flow, leaving, symbol):
            return False
        return self._made(symbol, leaving)

    def _made(self, symbol: Symbol, leaving: Exit) -> Json:
        if is_carried(self.flow, leaving, symbol):
            return self._carried(symbol, leaving.state)
        match symbol:
            case Output(vertex):
                return self.own_output(vertex, leaving)
            case Fired(port):
                return self._own_fired(port, leaving)
            case Carried(port):
                return self.own_output(self.flow.ports[port].source, leaving)
            case Count():
                return (
                    1
                    if leaving.enters is not None
                    else enclosed(f"{operand(self.at_state(symbol, leaving.state))} + 1")
                )
            case Earlier(vertex):
                return self.at_exit(Output(vertex), leaving)
            case Item(vertex, is_index):
                if vertex not in self.indexed:
                    return INPUT
                return enclosed("$states.input.index" if is_index else "$states.input.item")
            case Trigger():
                return self._trigger_data(leaving)
            case _:
                assert_never(symbol)

    def own_output(self, vertex: int, leaving: Exit) -> Json:
        """The output of the node whose state is left, or that runs when it is left this way."""
        if vertex in leaving.folded:
            return self._folded_output(vertex, leaving)
        state = leaving.state
        if isinstance(state.kind, Entry):
            return self._trigger_data(leaving)
        if is_caught(leaving):
            return CAUGHT
        match self._shape_at_exit(vertex):
            case Task(told=told) if leaving.outcome is not None and leaving.outcome.error is not None:
                return told[leaving.outcome.handle or ""]
            case Task(output=output) | Value(output=output):
                return output
            case EachShape(items=items):
                return self.results_of(state) if isinstance(state.kind, Each) else enclosed(items)
            case Branch(cases=cases, every=True) if cases:
                conditions = "; ".join(case.condition for case in cases)
                return enclosed(f"({conditions}; {self.input_of(vertex, state)})")
            case _:
                return enclosed(self.input_of(vertex, state))

    def _folded_output(self, vertex: int, leaving: Exit) -> Json:
        reads = self.deliveries.reads[vertex]
        if not reads.yields_from_input:
            assert isinstance(reads.shape, Value)
            return reads.shape.output
        given = self.deliveries.input(vertex, leaving, self)
        shape = lower(self.flow, vertex, lambda _: operand(given))
        assert shape is None or isinstance(shape, Value)
        return given if shape is None or shape.output == enclosed(operand(given)) else shape.output

    def _shape_at_exit(self, vertex: int) -> Shape | None:
        """The shape of a node as the exits of its state read it."""
        return self.once[vertex].shape if vertex in self.once else self.shapes[vertex]

    def results_of(self, state: State) -> Json:
        """The list of an each's results."""
        assert isinstance(state.kind, Each)
        return enclosed(_all_items(RESULT) if self.handed_by(state.kind.body) else "$states.result")

    def _trigger_data(self, leaving: Exit) -> Json:
        is_default = leaving is leaving.state.exits[-1]
        return INPUT if is_default else enclosed("$states.input.data")

    def _own_fired(self, port: int, leaving: Exit) -> Json:
        if isinstance(leaving.state.kind, Entry) or self.flow.ports[port].source in leaving.folded:
            return True
        outcome = leaving.outcome
        found = self.flow.ports[port]
        shape = self._shape_at_exit(found.source)
        if isinstance(shape, EachShape) and self.flow.is_loop(port):
            return enclosed(f"$count({shape.items}) > 0")
        if outcome is None or not outcome.is_choice:
            return outcome is not None and port in outcome.fires
        assert isinstance(shape, Branch)
        return enclosed(_every_condition(self.flow, shape, port))

    def _carried(self, symbol: Symbol, state: State) -> Json:
        match state.kind:
            case Parallel(inner, branch_of=branch_of):
                index = branch_of[vertex_of(self.flow, symbol)]
                path = f"$states.result[{index}]"
                if len(self.handed_by(inner[index])) > 1:
                    path += f".{field(symbol_key(self.flow, symbol))}"
                return enclosed(path)
            case _:
                key = symbol_key(self.flow, Carried(symbol.port) if isinstance(symbol, Fired) else symbol)
                text = _all_items(key)
                return enclosed(f"$count({text}) > 0" if isinstance(symbol, Fired) else text)


def _unset(symbol: Symbol) -> Json:
    return False if isinstance(symbol, Fired) else None


def _all_items(key: str) -> str:
    """The lists that the items yield under a key, as one list."""
    return f"[$states.result.{field(key)}[]]"


def _every_condition(flow: Flow, shape: Branch, port: int) -> str:
    """When a port of a switch that fires every matching case fires."""
    found = flow.ports[port]
    conditions = {case.handle: f"({case.condition})" for case in shape.cases}
    if found.is_end:
        wired = {flow.ports[each].handle for each in flow.ports_of[found.source]}
        matching = [text for handle, text in conditions.items() if handle in wired]
        if shape.default in wired:
            nothing = f"$not({' or '.join(conditions.values())})"
            matching.append(nothing)
        return f"$not({' or '.join(matching)})" if matching else "true"
    if found.handle == shape.default:
        return f"$not({' or '.join(conditions.values())})" if conditions else "true"
    return conditions[found.handle or ""]
