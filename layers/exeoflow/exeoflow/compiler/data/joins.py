"""What a vertex takes in: the outputs of its live predecessors.

In the form that the meaning of a join says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Protocol

from exeoflow.compiler.data.reads import Symbols, ports_by_key
from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.machine import Carried, Exit, Fired, Item, Output, Symbol
from exeoflow.expressions.jsonata import enclosed, operand, text_of
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

    None if it arrives for certain. If one of the ports in `unless` has fired, that one's output counts.
    """

    key: str
    symbol: Symbol
    fired: tuple[Symbol, ...] = ()
    unless: tuple[Symbol, ...] = ()

    def condition(self, writer: Writer) -> str:
        """When it arrives; empty for always."""
        fired = " or ".join(writer.operand(symbol) for symbol in self.fired)
        if not self.unless:
            return fired
        unless = f"$not({' or '.join(writer.operand(symbol) for symbol in self.unless)})"
        if not self.fired:
            return unless
        return f"{fired if len(self.fired) == 1 else f'({fired})'} and {unless}"


@dataclass(frozen=True, slots=True)
class Ending:
    """What a run of the whole or of an item comes to: what leads `back`; if none is live, the `ends`."""

    back: list[Arrival]
    ends: list[Arrival] = field(default_factory=list)

    @property
    def arrivals(self) -> list[Arrival]:
        """All of them."""
        return [*self.back, *self.ends]

    def joined(self, writer: Writer) -> Json:
        """The result as the meaning of a join says."""
        if not self.back or not all(arrival.fired for arrival in self.back):
            return joined(self.arrivals, writer)
        asked = " or ".join(writer.operand(port) for arrival in self.back for port in arrival.fired)
        back, ends = (operand(joined(arrivals, writer)) for arrivals in (self.back, self.ends))
        return enclosed(f"{asked} ? {back} : {ends}")


class Joins:
    """Finds the arrivals at a vertex or an end, and writes the join down."""

    def __init__(self, flow: Flow, symbols: Symbols) -> None:
        self.flow = flow
        self.symbols = symbols
        self._around: dict[int, list[int]] = {}
        self._keyed: dict[int, dict[str, list[int]]] = {}

    def at_vertex(self, vertex: int, leaving: Exit) -> list[Arrival]:
        """What arrives at a vertex when a state is left."""
        loop = leaving.repeats
        if loop is None and leaving.receiver is not None:
            again = leaving.target.exits[0] if leaving.target is not None else leaving
            loop = again.repeats
        ports = {
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
        }
        if vertex not in self._keyed:
            self._keyed[vertex] = ports_by_key(self.flow, vertex)
        groups = {
            key: [port for port in group if port in ports] for key, group in self._keyed[vertex].items()
        }
        return _certain_if_single(self._arrivals(groups, leaving, self.around(vertex)))

    def at_end(self, leaving: Exit, for_each: int) -> Ending:
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
        ends = [
            port
            for port in leaving.facts.ports()
            if self.flow.ports[port].is_end and self.around(self.flow.ports[port].source) == around
        ]
        arrivals = self._arrivals(self._by_source(back), leaving, around)
        if any(not arrival.fired for arrival in arrivals):
            return Ending(arrivals)
        others = self._arrivals(self._by_source(sorted(ends)), leaving, around)
        return Ending(arrivals, others if for_each >= 0 else _certain_if_single(others))

    def by_port(self, port: int, leaving: Exit, around: list[int]) -> Arrival | None:
        """What a single port carries out of an item, if it may have fired."""
        if port not in leaving.facts:
            return None
        (arrival,) = self._arrivals({"": [port]}, leaving, around)
        return arrival

    def around(self, vertex: int) -> list[int]:
        """The for_each nodes around a vertex, the innermost first."""
        if vertex not in self._around:
            self._around[vertex] = self.symbols.for_each_around(vertex)
        return self._around[vertex]

    def _by_source(self, ports: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for port in ports:
            found.setdefault(self.flow.vertices[self.flow.ports[port].source].id, []).append(port)
        return found

    def _arrivals(self, groups: Mapping[str, list[int]], leaving: Exit, around: list[int]) -> list[Arrival]:
        """What arrives by groups of ports of one source; of all that one sends the first live one counts."""
        arrivals: list[Arrival] = []
        before: dict[int, list[int]] = {}
        for key, group in groups.items():
            for symbol, same in groupby(group, lambda port: self._symbol(port, around)):
                ports = list(same)
                earlier = before.setdefault(self.flow.ports[ports[0]].source, [])
                if any(map(leaving.facts.has_fired, earlier)):
                    continue
                is_certain = any(map(leaving.facts.has_fired, ports))
                fired = () if is_certain else tuple(map(Fired, ports))
                unless = tuple(Fired(port) for port in earlier if self._may_both_fire(port, ports, around))
                arrivals.append(Arrival(key, symbol, fired, unless))
                earlier += ports
        return arrivals

    def _may_both_fire(self, earlier: int, ports: list[int], around: list[int]) -> bool:
        """Whether a port may be live besides later ones of its source, be it since an iteration before."""
        is_old = any(isinstance(self._symbol(port, around), Carried) for port in (earlier, *ports))
        return is_old or any(self.flow.cofire(earlier, port) for port in ports)

    def _symbol(self, port: int, around: list[int]) -> Symbol:
        """What a port carries, seen from inside the given for_each bodies."""
        source = self.flow.ports[port].source
        if self.flow.is_loop(port):
            return Item(source) if source in around else Carried(port)
        if self.around(source) != around:
            return Carried(port)
        return Carried(port) if port in self.repeating else Output(source)

    repeating: frozenset[int] = frozenset()
    """Ports that may fire in an earlier iteration than the last of a loop that they leave."""


def _certain_if_single(arrivals: list[Arrival]) -> list[Arrival]:
    """The arrivals at what runs only if one of them is live."""
    return [replace(arrivals[0], fired=())] if len(arrivals) == 1 else arrivals


def joined(arrivals: list[Arrival], writer: Writer) -> Json:
    """One live predecessor: its output; several: an object keyed by predecessor; none: null."""
    certain = [each for each in arrivals if not each.fired]
    uncertain = [each for each in arrivals if each.fired]
    if not uncertain and len(certain) == 1:
        return writer.field(certain[0].symbol)
    if not uncertain:
        return {each.key: writer.field(each.symbol) for each in certain} or None
    if not certain and len(uncertain) == 1:
        (arrival,) = uncertain
        return enclosed(f"{arrival.condition(writer)} ? {writer.operand(arrival.symbol)} : null")
    if len(certain) > 1:
        return keyed(arrivals, writer)
    merged = text_of(keyed(arrivals, writer))
    if certain and not certain[0].unless:
        otherwise = writer.operand(certain[0].symbol)
    else:
        otherwise = "$count($keys($live)) = 1 ? $lookup($live, $keys($live)) : null"
    return enclosed(f"($live := {merged}; $count($keys($live)) > 1 ? $live : {otherwise})")


def keyed(arrivals: list[Arrival], writer: Writer) -> Json:
    """An object keyed by predecessor."""
    if not any(each.fired or each.unless for each in arrivals):
        return {each.key: writer.field(each.symbol) for each in arrivals}
    parts = []
    for each in arrivals:
        value = "{" + f"{text_of(each.key)}: {writer.operand(each.symbol)}" + "}"
        asked = each.condition(writer)
        parts.append(f"{asked} ? {value} : {{}}" if asked else value)
    return enclosed(f"$merge([{', '.join(parts)}])")
