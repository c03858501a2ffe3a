"""Stage 6: what each exit puts out and assigns.

In: the machine, and a source of values. It is run twice over the same machine: first with `Demands`, which
notes what is read, then with `Values`, which knows where everything stands; so both see exactly the same
reads.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from exeoflow.compiler.data.definitions import natural
from exeoflow.compiler.data.joins import Arrival, Joins, joined, keyed
from exeoflow.compiler.data.reads import Needed, Reads, takes_keyed_input
from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.machine import (
    Begin,
    Carried,
    Decision,
    Each,
    Exit,
    Finish,
    Fired,
    Guard,
    Output,
    Parallel,
    Scope,
    State,
    Symbol,
    Task,
    Trigger,
    inner_scopes,
    scopes_of,
)
from exeoflow.expressions.jsonata import enclosed, field
from exeoflow.model.json import Json


class Source(Protocol):
    """Where values come from."""

    def at_exit(self, symbol: Symbol, leaving: Exit) -> Json:
        """The symbol's value in a field of an exit."""

    def part_at_exit(self, symbol: Symbol, leaving: Exit) -> str:
        """The same as part of an expression."""

    def handed_by(self, scope: Scope) -> Collection[Symbol]:
        """The symbols that a scope yields when it ends, in order."""


@dataclass(frozen=True, slots=True)
class _AtExit:
    """Writes symbols in the fields of an exit."""

    source: Source
    leaving: Exit

    def field(self, symbol: Symbol) -> Json:
        return self.source.at_exit(symbol, self.leaving)

    def operand(self, symbol: Symbol) -> str:
        return self.source.part_at_exit(symbol, self.leaving)


@dataclass(frozen=True)
class Deliveries:
    """Says what an exit puts out."""

    flow: Flow
    joins: Joins
    needed: Needed
    reads: tuple[Reads, ...]

    def prepare(self, machine: Scope) -> None:
        """Finds what each state wants to be delivered."""
        for scope in reversed(list(scopes_of(machine))):
            for state in scope.states:
                state.wants = self._wants(state)
        for scope in scopes_of(machine):
            for state in scope.states:
                self._set_package(state)

    def _wants(self, state: State) -> tuple[int, ...]:
        match state.kind:
            case Task(vertex=vertex) | Each(vertex=vertex):
                return (vertex,) if vertex in self.needed.inputs else ()
            case Parallel(inner):
                return tuple(
                    dict.fromkeys(vertex for scope in inner for vertex in self._wants_at_begin(scope))
                )
            case _:
                return ()

    def _wants_at_begin(self, scope: Scope) -> tuple[int, ...]:
        first = scope.begin.exits[0].target
        assert first is not None
        if isinstance(first.kind, Decision):
            # Behind a folded node stands what that yields, not what the branch was given.
            targets = [
                leaving.target for leaving in first.exits if leaving.target is not None and not leaving.folded
            ]
            first.wants = tuple(dict.fromkeys(vertex for target in targets for vertex in target.wants))
        return first.wants

    def _set_package(self, state: State) -> None:
        if isinstance(state.kind, Parallel) and not state.is_package:
            state.is_package = any(self._forms(state, arriving) > 1 for arriving in state.arrivals)
        for scope in inner_scopes(state) if isinstance(state.kind, Parallel) else ():
            first = scope.begin.exits[0].target
            if first is not None and state.is_package:
                first.is_package = True

    def _forms(self, state: State, arriving: Exit) -> int:
        """How many different inputs the vertices want that a fork starts with."""
        if self._passes_on(arriving):
            return len(state.wants) if arriving.state.is_package else 1
        return len(
            {
                (tuple(self.joins.at_vertex(vertex, arriving)), takes_keyed_input(self.flow.vertices[vertex]))
                for vertex in state.wants
            }
        )

    def output(self, leaving: Exit, source: Source) -> Json | None:
        """What an exit puts out; None where that is what the state puts out by itself."""
        state = leaving.state
        receiver = leaving.receiver or leaving.target
        if isinstance(state.kind, Guard | Finish) or self._begins_branch(state):
            return None
        if receiver is None or isinstance(receiver.kind, Finish):
            return self._output_at_end(leaving, source)
        if not receiver.wants or (isinstance(receiver.kind, Decision) and not receiver.is_package):
            return None
        if self._passes_on(leaving):
            return self._pass_package(state, receiver)
        if receiver.is_package:
            return {
                self.flow.vertices[vertex].key: self.input(vertex, leaving, source)
                for vertex in receiver.wants
            }
        vertex = receiver.wants[0]
        if self._is_natural(vertex, leaving):
            return None
        return _written(self.input(vertex, leaving, source))

    def _begins_branch(self, state: State) -> bool:
        """Whether a state is where a branch begins, which is given what its Parallel state is given."""
        parent = state.scope.parent
        return isinstance(state.kind, Begin) and parent is not None and isinstance(parent.kind, Parallel)

    def _passes_on(self, leaving: Exit) -> bool:
        """Whether an exit hands on what a branch was given: where it begins, or of a Decision there."""
        if leaving.folded:
            return False
        state = leaving.state
        return self._begins_branch(state) or (
            isinstance(state.kind, Decision)
            and any(self._begins_branch(each.state) for each in state.arrivals)
        )

    def _pass_package(self, state: State, receiver: State) -> Json | None:
        """A Decision where a branch begins passes on what the Parallel state was given."""
        if state.is_package == receiver.is_package:
            return None
        if receiver.is_package:
            return {self.flow.vertices[vertex].key: enclosed("$states.input") for vertex in receiver.wants}
        return enclosed(f"$states.input.{field(self.flow.vertices[receiver.wants[0]].key)}")

    def input(self, vertex: int, leaving: Exit, source: Source) -> Json:
        """The input of a vertex as it is when a state is left."""
        arrivals = self.joins.at_vertex(vertex, leaving)
        if takes_keyed_input(self.flow.vertices[vertex]):
            return keyed(arrivals, _AtExit(source, leaving))
        return joined(arrivals, _AtExit(source, leaving))

    def _is_natural(self, vertex: int, leaving: Exit) -> bool:
        if takes_keyed_input(self.flow.vertices[vertex]):
            return False
        return self._is_single(self.joins.at_vertex(vertex, leaving), leaving)

    def _is_single(self, arrivals: list[Arrival], leaving: Exit) -> bool:
        if len(arrivals) != 1 or arrivals[0].fired:
            return False
        symbol = arrivals[0].symbol
        is_trigger = isinstance(symbol, Output) and symbol.vertex in self.flow.triggers
        return (
            natural(leaving) in (symbol, Trigger() if is_trigger else None) and natural(leaving) is not None
        )

    def _output_at_end(self, leaving: Exit, source: Source) -> Json | None:
        scope = leaving.state.scope
        parent = scope.parent
        if parent is None:
            return self._result(leaving, -1, source)
        handed = source.handed_by(scope)
        if isinstance(parent.kind, Parallel):
            if not handed:
                return None
            if len(handed) == 1:
                (symbol,) = handed
                return None if symbol == natural(leaving) else _written(source.at_exit(symbol, leaving))
            return {self.key(symbol): self.handed_value(symbol, leaving, source) for symbol in handed}
        assert isinstance(parent.kind, Each)
        head = parent.kind.vertex
        has_result = head in self.needed.outputs
        if not handed:
            return self._result(leaving, head, source) if has_result else None
        record = {self.key(symbol): self.handed_value(symbol, leaving, source) for symbol in handed}
        if has_result:
            record[RESULT] = [self.joins.at_end(leaving, head).joined(_AtExit(source, leaving))]
        return record

    def handed_value(self, symbol: Symbol, leaving: Exit, source: Source) -> Json:
        """What the end of a scope yields for a symbol that it hands out.

        From an item it is a list of the one value that the item has for it, or of none; the Map state joins
        these lists. The list is made by the state's field, not by JSONata, which would flatten a value that
        is a list.
        """
        parent = leaving.state.scope.parent
        if parent is None or not isinstance(parent.kind, Each):
            return source.at_exit(symbol, leaving)
        around = [parent.kind.vertex, *self.joins.around(parent.kind.vertex)]
        if not isinstance(symbol, Carried):
            return [source.at_exit(symbol, leaving)]
        arrival = self.joins.by_port(symbol.port, leaving, around)
        if arrival is None:
            return []
        if not arrival.fired:
            return [source.at_exit(arrival.symbol, leaving)]
        asked = source.part_at_exit(arrival.fired[0], leaving)
        text = source.part_at_exit(arrival.symbol, leaving)
        return enclosed(f'{asked} ? ($type({text}) = "array" ? [[{text}]] : [{text}]) : []')

    def _result(self, leaving: Exit, for_each: int, source: Source) -> Json | None:
        ending = self.joins.at_end(leaving, for_each)
        if self._is_single(ending.arrivals, leaving):
            return None
        return _written(ending.joined(_AtExit(source, leaving)))

    def key(self, symbol: Symbol) -> str:
        """The key of a symbol in what a branch or item yields."""
        return symbol_key(self.flow, symbol)


RESULT = ":result"
"""The key of an item's result in what the item yields: no node's id has a colon."""


def _written(value: Json) -> Json:
    """A value as a field that must be there, also for null."""
    return enclosed("null") if value is None else value


def symbol_key(flow: Flow, symbol: Symbol) -> str:
    """A symbol's key in what a branch or an item yields, which no other symbol has: the vertex' key.

    With the handle for what is about a port, and a number if the node has several ports that are called so:
    a handle whose connections are settled at different times, or a handle `end`.
    """
    if isinstance(symbol, Output):
        return flow.vertices[symbol.vertex].key
    assert isinstance(symbol, Fired | Carried)
    source = flow.ports[symbol.port].source
    handle = _handle(flow, symbol.port)
    namesakes = [port for port in flow.ports_of[source] if _handle(flow, port) == handle]
    number = namesakes.index(symbol.port)
    counted = f"#{number + 1}" if number else ""
    return f"{flow.vertices[source].key}{counted}{':' if isinstance(symbol, Fired) else '>'}{handle}"


def _handle(flow: Flow, port: int) -> str:
    found = flow.ports[port]
    return "end" if found.is_end else found.handle or "fired"
