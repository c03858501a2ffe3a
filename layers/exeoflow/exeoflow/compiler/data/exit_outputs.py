"""What each exit puts out.

In: the machine, what its states are given, and a source of values. The code runs twice over the same machine:
first with a source that notes what is read, so that it can be found what must be kept where; then with one
that knows where everything stands. So both see exactly the same reads.
"""

from collections.abc import Collection, Sequence
from typing import Final, Protocol

from exeoflow.compiler.data.definitions import Handed
from exeoflow.compiler.data.intakes import Intakes, begins_branch, passes_intake_on
from exeoflow.compiler.data.joins import Arrival, Ending, Joins, joined, keyed
from exeoflow.compiler.data.reads import Needed, takes_keyed_input
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Carried,
    Decision,
    Exit,
    Finish,
    Fired,
    Guard,
    Output,
    Scope,
    State,
    Symbol,
    Trigger,
)
from exeoflow.expressions.jsonata import enclosed, field
from exeoflow.fixed import fixed
from exeoflow.model.json import Json

RESULT = ":result"
"""The key of an item's result in what the item yields: no node's id has a colon."""

_PASSING: Final = (Guard, Finish)
"""What puts nothing out, as where a branch begins."""

_AT_BEGIN: Final = (Begin, Decision)
"""What may hand on what a branch was given."""


class Source(Protocol):
    """Where values come from."""

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """The symbol's value in a field of an exit."""

    def part_at_exit(self, symbol: Symbol, leaving: Exit) -> str:
        """The same as part of an expression."""

    def handed_by(self, scope: Scope) -> Collection[Handed]:
        """The symbols that a scope yields when it ends, in order."""


@fixed
class _AtExit:
    """Writes symbols in the fields of an exit."""

    source: Source
    leaving: Exit

    def field(self, symbol: Symbol) -> Json:
        return self.source.at_exit(symbol, self.leaving)

    def operand(self, symbol: Symbol) -> str:
        return self.source.part_at_exit(symbol, self.leaving)


class ExitOutputs:
    """Says what an exit puts out."""

    def __init__(self, flow: Flow, joins: Joins, intakes: Intakes, needed: Needed) -> None:
        self.flow = flow
        self.joins = joins
        self.intakes = intakes
        self.needed = needed
        self._silent: set[Exit] = set()
        """Exits that say nothing, whatever the source: most, which the second run passes over."""
        self._keys: dict[Handed, str] = {}

    def output(self, leaving: Exit, source: Source) -> Json | None:
        """What an exit puts out; None where that is what the state puts out by itself."""
        if leaving in self._silent:
            return None
        state = leaving.state
        receiver = leaving.receiver or leaving.target
        kind = state.kind
        if isinstance(kind, _PASSING) or (isinstance(kind, Begin) and begins_branch(state)):
            found = None
        elif receiver is not None and not isinstance(receiver.kind, Finish):
            # Nothing for a conclusion, which reads variables only.
            found = self._output_for(receiver, leaving, source)
        elif state.scope.parent is None:
            found = self._result(self.joins.at_end(leaving), leaving, source)
        else:  # what it hands out is known in the second run only
            return self._output_inside(state.scope, leaving, source)
        if found is None:
            self._silent.add(leaving)
        return found

    def _output_for(self, receiver: State, leaving: Exit, source: Source) -> Json | None:
        vertices = self.intakes.vertices.get(receiver)
        is_package = receiver in self.intakes.packages
        if not vertices or (isinstance(receiver.kind, Decision) and not is_package):
            return None
        if isinstance(leaving.state.kind, _AT_BEGIN) and passes_intake_on(leaving):
            return self._pass_on(leaving.state, receiver)
        if is_package:
            return {
                self.flow.vertices[vertex].key: self.input(vertex, leaving, source) for vertex in vertices
            }
        vertex = vertices[0]
        arrivals = self.joins.at_vertex(vertex, leaving)
        if not takes_keyed_input(self.flow.vertices[vertex]) and self._is_single(arrivals, leaving):
            return None
        return _written(self._arrived(vertex, arrivals, _AtExit(source, leaving)))

    def _pass_on(self, state: State, receiver: State) -> Json | None:
        """A Decision where a branch begins passes on what the Parallel state was given."""
        is_package = receiver in self.intakes.packages
        if (state in self.intakes.packages) == is_package:
            return None
        keys = [self.flow.vertices[vertex].key for vertex in self.intakes.of(receiver)]
        if is_package:
            return dict.fromkeys(keys, enclosed("$states.input"))
        return enclosed(f"$states.input.{field(keys[0])}")

    def input(self, vertex: int, leaving: Exit, source: Source) -> Json:
        """The input of a vertex as it is when a state is left."""
        return self._arrived(vertex, self.joins.at_vertex(vertex, leaving), _AtExit(source, leaving))

    def _arrived(self, vertex: int, arrivals: Sequence[Arrival], writer: _AtExit) -> Json:
        is_keyed = takes_keyed_input(self.flow.vertices[vertex])
        return keyed(arrivals, writer) if is_keyed else joined(arrivals, writer)

    def _is_single(self, arrivals: Sequence[Arrival], leaving: Exit) -> bool:
        """Whether what arrives is just what the state puts out by itself."""
        if len(arrivals) != 1 or arrivals[0].fired:
            return False
        natural, symbol = self.intakes.natural(leaving), arrivals[0].symbol
        if natural is None:
            return False
        if isinstance(natural, Trigger):
            return isinstance(symbol, Output) and self.flow.is_trigger(symbol.vertex)
        return natural == symbol

    def _output_inside(self, scope: Scope, leaving: Exit, source: Source) -> Json | None:
        """What an exit puts out that ends a branch or an item."""
        if scope.for_each is not None:
            return self._output_of_item(scope.for_each, leaving, source)
        handed = source.handed_by(scope)
        if len(handed) == 1:
            (symbol,) = handed
            is_natural = symbol == self.intakes.natural(leaving)
            return None if is_natural else _written(source.at_exit(symbol, leaving))
        return self._record(handed, leaving, source) or None

    def _output_of_item(self, for_each: int, leaving: Exit, source: Source) -> Json | None:
        handed = source.handed_by(leaving.state.scope)
        if not handed and for_each not in self.needed.outputs:
            return None
        ending = self.joins.at_end_of_item(leaving, for_each)
        if not handed:
            return self._result(ending, leaving, source)
        record = self._record(handed, leaving, source)
        if for_each in self.needed.outputs:
            record[RESULT] = [ending.joined(_AtExit(source, leaving))]
        return record

    def _record(self, handed: Collection[Handed], leaving: Exit, source: Source) -> dict[str, Json]:
        return {self.key_of(symbol): self.handed_value(symbol, leaving, source) for symbol in handed}

    def key_of(self, symbol: Handed) -> str:
        """A symbol's key in what a scope yields, which all ends of the scope and its state write."""
        if symbol not in self._keys:
            self._keys[symbol] = _symbol_key(self.flow, symbol)
        return self._keys[symbol]

    def handed_value(self, symbol: Handed, leaving: Exit, source: Source) -> Json:
        """What the end of a scope yields for a symbol that it hands out.

        From an item it is a list of the one value that the item has for it, or of none; the Map state joins
        these lists. The list is made by the state's field, not by JSONata, which would flatten a value that
        is a list.
        """
        for_each = leaving.state.scope.for_each
        if for_each is None:
            return source.at_exit(symbol, leaving)
        if not isinstance(symbol, Carried):
            return [source.at_exit(symbol, leaving)]
        around = (for_each, *self.joins.around[for_each])
        arrival = self.joins.by_outlet(symbol.outlet, leaving, around)
        if arrival is None:
            return []
        if not arrival.fired:
            return [source.at_exit(arrival.symbol, leaving)]
        asked = source.part_at_exit(arrival.fired[0], leaving)
        text = source.part_at_exit(arrival.symbol, leaving)
        return enclosed(f'{asked} ? ($type({text}) = "array" ? [[{text}]] : [{text}]) : []')

    def _result(self, ending: Ending, leaving: Exit, source: Source) -> Json | None:
        if self._is_single(ending.arrivals, leaving):
            return None
        return _written(ending.joined(_AtExit(source, leaving)))


def _written(value: Json) -> Json:
    """A value as a field that must be there, also for null."""
    return enclosed("null") if value is None else value


def _symbol_key(flow: Flow, symbol: Handed) -> str:
    """A symbol's key in what a branch or an item yields, which no other symbol has: the vertex' key.

    With the handle for what is about an outlet, and a number if the node has several outlets called so: a
    handle whose connections are settled at different times, or a handle `end`.
    """
    if isinstance(symbol, Output):
        return flow.vertices[symbol.vertex].key
    source = flow.outlets[symbol.outlet].source
    handle, outlets = _handle(flow, symbol.outlet), flow.outlets_of[source]
    before = outlets[: outlets.index(symbol.outlet)]
    number = sum(_handle(flow, outlet) == handle for outlet in before) if before else 0
    counted = f"#{number + 1}" if number else ""
    return f"{flow.vertices[source].key}{counted}{':' if isinstance(symbol, Fired) else '>'}{handle}"


def _handle(flow: Flow, outlet: int) -> str:
    found = flow.outlets[outlet]
    return "end" if found.is_end else found.handle or "fired"
