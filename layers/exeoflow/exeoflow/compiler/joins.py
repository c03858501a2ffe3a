"""What a vertex takes in: the outputs of its live predecessors.

In the form that the meaning of a join says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from exeoflow.compiler.flow import Flow
from exeoflow.compiler.jsonata import enclosed, text_of
from exeoflow.compiler.machine import Carried, Exit, Fired, Item, Output, Symbol
from exeoflow.compiler.reads import Symbols
from exeoflow.model.json import Json


class Writer(Protocol):
    """Says how a symbol is written where the join is made."""

    def field(self, symbol: Symbol) -> Json:
        """As a field of its own."""

    def operand(self, symbol: Symbol) -> str:
        """As part of an expression."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A predecessor whose output may arrive; `fired` are the ports to ask for.

    None if it arrives for certain.
    """

    key: str
    symbol: Symbol
    fired: tuple[Symbol, ...] = ()


class Joins:
    """Finds the arrivals at a vertex or an end, and writes the join down."""

    def __init__(self, flow: Flow, symbols: Symbols) -> None:
        self.flow = flow
        self.symbols = symbols
        self._around: dict[int, list[int]] = {}

    def at_vertex(self, vertex: int, leaving: Exit) -> list[Arrival]:
        """What arrives at a vertex when a state is left."""
        loop = leaving.repeats
        if loop is None and leaving.receiver is not None:
            again = leaving.target.exits[0] if leaving.target is not None else leaving
            loop = again.repeats
        ports = [
            port
            for port in self.flow.into[vertex]
            if port in leaving.facts
            and not (
                loop is not None
                and vertex == loop.header
                and self.flow.ports[port].source not in loop.vertices
            )
            and not (
                leaving.enters is not None
                and vertex == leaving.enters.header
                and self.flow.ports[port].source in leaving.enters.vertices
            )
        ]
        return self._arrivals(ports, leaving, self.around(vertex))

    def at_end(self, leaving: Exit, for_each: int) -> list[Arrival]:
        """What arrives at the end of the execution (`for_each` -1) or of an item."""
        around = [for_each, *self.around(for_each)] if for_each >= 0 else []
        back = [
            port
            for port in (self.flow.into[for_each] if for_each >= 0 else ())
            if port in leaving.facts and for_each in self.around(self.flow.ports[port].source)
        ]
        if (
            for_each >= 0
            and self.flow.loop_port[for_each] in leaving.facts
            and for_each in self.flow.ports[self.flow.loop_port[for_each]].targets
        ):
            back.append(self.flow.loop_port[for_each])
        if back:
            return self._arrivals(back, leaving, around)
        ends = [
            port
            for port in leaving.facts
            if self.flow.ports[port].is_end and self.around(self.flow.ports[port].source) == around
        ]
        return self._arrivals(sorted(ends), leaving, around)

    def by_port(self, port: int, leaving: Exit, around: list[int]) -> Arrival | None:
        """What a single port carries out of an item, if it may have fired."""
        if port not in leaving.facts:
            return None
        return self._arrival(self.flow.ports[port].source, [port], leaving, around)

    def around(self, vertex: int) -> list[int]:
        """The for_each nodes around a vertex, the innermost first."""
        if vertex not in self._around:
            self._around[vertex] = self.symbols.for_each_around(vertex)
        return self._around[vertex]

    def _arrivals(self, ports: Iterable[int], leaving: Exit, around: list[int]) -> list[Arrival]:
        by_source: dict[int, list[int]] = {}
        for port in ports:
            by_source.setdefault(self.flow.ports[port].source, []).append(port)
        return [self._arrival(source, group, leaving, around) for source, group in by_source.items()]

    def _arrival(self, source: int, ports: list[int], leaving: Exit, around: list[int]) -> Arrival:
        certain = any(leaving.facts[port] for port in ports)
        fired = () if certain else tuple(Fired(port) for port in ports)
        key = self.flow.vertices[source].id if source != self.flow.root else ""
        port = next((port for port in ports if leaving.facts[port]), ports[0])
        return Arrival(key, self._symbol(source, port, around), fired)

    def _symbol(self, source: int, port: int, around: list[int]) -> Symbol:
        """What a port carries, seen from inside the given for_each bodies."""
        if port == self.flow.loop_port.get(source):
            return Item(source) if source in around else Carried(port)
        if self.around(source) != around:
            return Carried(port)
        return Carried(port) if port in self.repeating else Output(source)

    repeating: frozenset[int] = frozenset()
    """Ports that may fire in an earlier iteration than the last of a loop that they leave."""


def joined(arrivals: list[Arrival], writer: Writer) -> Json:
    """One live predecessor: its output; several: an object keyed by predecessor; none: null."""
    certain = [each for each in arrivals if not each.fired]
    uncertain = [each for each in arrivals if each.fired]
    if not uncertain and len(certain) == 1:
        return writer.field(certain[0].symbol)
    if not uncertain:
        return {each.key: writer.field(each.symbol) for each in certain} or None
    if not certain and len(uncertain) == 1:
        return writer.field(uncertain[0].symbol)
    if len(certain) > 1:
        return keyed(arrivals, writer)
    merged = text_of(keyed(arrivals, writer))
    if certain:
        otherwise = writer.operand(certain[0].symbol)
    else:
        otherwise = "$count($keys($live)) = 1 ? $lookup($live, $keys($live)) : null"
    return enclosed(f"($live := {merged}; $count($keys($live)) > 1 ? $live : {otherwise})")


def keyed(arrivals: list[Arrival], writer: Writer) -> Json:
    """An object keyed by predecessor."""
    if all(not each.fired for each in arrivals):
        return {each.key: writer.field(each.symbol) for each in arrivals}
    parts = []
    for each in arrivals:
        value = "{" + f"{text_of(each.key)}: {writer.operand(each.symbol)}" + "}"
        if each.fired:
            asked = " or ".join(writer.operand(symbol) for symbol in each.fired)
            value = f"{asked} ? {value} : {{}}"
        parts.append(value)
    return enclosed(f"$merge([{', '.join(parts)}])")
