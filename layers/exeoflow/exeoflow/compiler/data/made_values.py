"""The values that a state makes itself, as its exits write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from exeoflow.compiler.data.definitions import HandOut, hand_out_of, kept_outlet, vertex_of
from exeoflow.compiler.data.exit_outputs import RESULT, ExitOutputs, Source
from exeoflow.compiler.data.places import Places
from exeoflow.compiler.data.reads import Constant, NodeReads
from exeoflow.compiler.data.written_nodes import WrittenNode
from exeoflow.compiler.flow.vertices import Flow, Outcome
from exeoflow.compiler.machine import (
    Carried,
    Count,
    Earlier,
    Entry,
    Exit,
    Fired,
    Item,
    MapState,
    Output,
    Parallel,
    Scope,
    State,
    Symbol,
    Trigger,
)
from exeoflow.expressions.jsonata import chained, enclosed, field, operand, required
from exeoflow.model.json import Json
from exeoflow.nodes.lowering import Branch, Each, Shape, Task, Value

INPUT = enclosed("$states.input")

CAUGHT: Json = enclosed(
    '{"error": ($code := $states.errorOutput.Error; $cause := $states.errorOutput.Cause; '
    "$text := $exists($cause) ? "
    '($contains($cause, /^\\{.*"errorMessage"/) ? $parse($cause).errorMessage : $cause) : ""; '
    '($type($text) = "string" ? $contains($text, /^\\{"exeoflow:error":/) : false) ? '
    '($told := $parse($text); {"code": $code, "message": $lookup($told, "exeoflow:error"), '
    '"details": $told.details}) : {"code": $code, "message": $text})}'
)
"""The output of a node that failed: Lambda's cause is JSON text that holds the message.

A function of the stack may put details beside its message. Other causes are the message.
"""


@dataclass(frozen=True, slots=True)
class MadeValues:
    """Answers for one machine; `source` has the values that others made.

    `indexed` are the for_each nodes whose items come with their index.
    """

    places: Places
    reads: Sequence[NodeReads]
    nodes: Mapping[State, WrittenNode]
    outputs: ExitOutputs
    indexed: frozenset[int]

    def value(self, symbol: Symbol, leaving: Exit, source: Source) -> Json:
        """The new value of a symbol that an exit makes."""
        made = self._made(symbol, leaving, source)
        kept = kept_outlet(self.places.flow, leaving, symbol, self.outputs.joins.repeating)
        if kept is None:
            return made
        before = self.places.operand_at_state(symbol, leaving.state)
        if isinstance(symbol, Fired):
            return enclosed(f"{operand(made)} or {before}")
        fires = operand(self._made(Fired(kept), leaving, source))
        return enclosed(f"{fires} ? {operand(made)} : {before}")

    def _made(self, symbol: Symbol, leaving: Exit, source: Source) -> Json:
        """The same as if there had been no iteration before."""
        hand_out = hand_out_of(self.places.flow, leaving, symbol)
        if hand_out is not None:
            return self._handed_out(symbol, hand_out, leaving.state, source)
        match symbol:
            case Output(vertex):
                return self.output(vertex, leaving, source)
            case Fired(outlet):
                return self._fired(outlet, leaving, source)
            case Carried(outlet):
                return self._carried(outlet, leaving, source)
            case Count():
                return self._count(symbol, leaving)
            case Earlier(vertex):
                return source.at_exit(Output(vertex), leaving)
            case Item(vertex, is_index):
                return self._item(vertex, is_index=is_index)
            case Trigger():
                return self._trigger_data(leaving)
            case _:
                assert_never(symbol)

    def output(self, vertex: int, leaving: Exit, source: Source) -> Json:
        """The output of the node whose state is left, or that runs when it is left this way."""
        if vertex in leaving.folded:
            return self._folded_output(vertex, leaving, source)
        state, outcome = leaving.state, leaving.outcome
        if isinstance(state.kind, Entry):
            return self._trigger_data(leaving)
        if leaving.is_caught:
            return CAUGHT
        told = outcome.handle if outcome is not None and outcome.error is not None else None
        if isinstance(state.kind, MapState) and told is None:
            return self.results_of(state.kind.body, source)
        match self._shape(state):
            case Task(error_outputs=outputs) | Each(error_outputs=outputs) if told is not None:
                return outputs[told]
            case Task(output=output) | Value(output=output):
                return output
            case Each(items=items):
                return enclosed(items)
            # No Choice evaluates these conditions, but one that fails must fail the node.
            case Branch(cases=cases, every=True) if cases:
                conditions = "; ".join(case.condition for case in cases)
                return enclosed(f"({conditions}; {self.places.input_of(vertex, state)})")
            case _:
                return enclosed(self.places.input_of(vertex, state))

    def _folded_output(self, vertex: int, leaving: Exit, source: Source) -> Json:
        reads = self.reads[vertex]
        given = self.outputs.input(vertex, leaving, source) if reads.yields_from_input else None
        texts = [hole.text if isinstance(hole, Constant) else operand(given) for hole in reads.holes]
        match reads.template.filled(texts):
            case Value(output=output) if not reads.yields_from_input or output != enclosed(operand(given)):
                return output
            case _:
                return given

    def results_of(self, body: Scope, source: Source) -> Json:
        """The list of the results of a for_each with this body."""
        return enclosed(_all_items(RESULT) if source.handed_by(body) else "$states.result")

    def _shape(self, state: State) -> Shape | None:
        return self.nodes[state].read_shape

    def _count(self, symbol: Count, leaving: Exit) -> Json:
        if leaving.enters is not None:
            return 1
        return enclosed(f"{self.places.operand_at_state(symbol, leaving.state)} + 1")

    def _item(self, vertex: int, *, is_index: bool) -> Json:
        if vertex not in self.indexed:
            return INPUT
        return enclosed("$states.input.index" if is_index else "$states.input.item")

    def _trigger_data(self, leaving: Exit) -> Json:
        is_default = leaving is leaving.state.exits[-1]
        return INPUT if is_default else enclosed("$states.input.data")

    def _carried(self, outlet: int, leaving: Exit, source: Source) -> Json:
        """What an outlet carries of what the node yields whose state is left."""
        vertex = self.places.flow.outlets[outlet].source
        output = self.output(vertex, leaving, source)
        if leaving.is_caught or not self.places.flow.carries_part(outlet):
            return output
        handle = self.places.flow.outlets[outlet].handle or ""
        return output[handle] if isinstance(output, dict) else enclosed(f"{operand(output)}.{field(handle)}")

    def _is_filled(self, outlet: int, leaving: Exit, source: Source) -> str:
        """Whether what an outlet would carry is anything but the empty list."""
        carried = self._carried(outlet, leaving, source)
        if self.places.flow.carries_part(outlet):
            return f"$count({operand(carried)}) > 0"
        text = f'$_carried := {required(carried)}; $type($_carried) = "array" and $count($_carried) = 0'
        return f"$not(({text}))"

    def _fires_if_filled(self, outlet: int, outcome: Outcome, leaving: Exit, source: Source) -> str:
        if not self.places.flow.outlets[outlet].is_end:
            return self._is_filled(outlet, leaving, source)
        others = {self.places.flow.outlets[each].handle: each for each in outcome.fires if each != outlet}
        filled = [f"({self._is_filled(each, leaving, source)})" for each in others.values()]
        return f"$not({chained(filled, 'or')})"

    def _fired(self, outlet: int, leaving: Exit, values: Source) -> Json:
        """Whether an outlet of the node whose state is left fires by this exit."""
        source = self.places.flow.outlets[outlet].source
        outcome = leaving.outcome
        if source == self.places.flow.root:
            return outcome is not None and outlet in outcome.fires
        if isinstance(leaving.state.kind, Entry) or source in leaving.folded:
            return True
        match self._shape(leaving.state):
            case Each(items=items) if self.places.flow.is_loop(outlet):
                return enclosed(f"$count({items}) > 0")
            case Branch() as shape if outcome is not None and outcome.is_choice:
                return enclosed(_every_condition(self.places.flow, shape, outlet))
            case _ if outcome is not None and outcome.is_choice:
                return enclosed(self._fires_if_filled(outlet, outcome, leaving, values))
            case _:
                return outcome is not None and outlet in outcome.fires

    def _handed_out(self, symbol: Symbol, found: HandOut, state: State, source: Source) -> Json:
        """What the result of a Parallel or Map state holds for a symbol."""
        key = self.outputs.key_of(found.symbol)
        if isinstance(state.kind, Parallel):
            path = f"$states.result[{state.kind.branch_of[vertex_of(self.places.flow, symbol)]}]"
            return enclosed(f"{path}.{field(key)}" if len(source.handed_by(found.scope)) > 1 else path)
        return enclosed(f"$count({_all_items(key)}) > 0" if isinstance(symbol, Fired) else _all_items(key))


def _all_items(key: str) -> str:
    """The lists that the items yield under a key, as one list."""
    return f"[$states.result.{field(key)}[]]"


def _every_condition(flow: Flow, shape: Branch, outlet: int) -> str:
    """When an outlet of a switch that fires every matching case fires."""
    found = flow.outlets[outlet]
    conditions = {case.handle: f"({case.condition})" for case in shape.cases}
    if found.is_end:
        wired = {flow.outlets[each].handle for each in flow.outlets_of[found.source]}
        matching = [text for handle, text in conditions.items() if handle in wired]
        if shape.default in wired:
            nothing = f"$not({chained([*conditions.values()], 'or')})"
            matching.append(nothing)
        return f"$not({chained(matching, 'or')})" if matching else "true"
    if found.handle == shape.default:
        return f"$not({chained([*conditions.values()], 'or')})" if conditions else "true"
    return conditions[found.handle or ""]
