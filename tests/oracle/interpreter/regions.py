"""The nested regions of a graph: the whole, the body of each for_each, the body of each other loop.

A region is acyclic once each inner body counts as one unit with its head (the for_each, the loop's header).
Everything here is the plain reading of docs/semantics.md, quadratic where that is simplest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tests.oracle.interpreter.components import strong_components
from tests.oracle.interpreter.graph import Connection, Graph


class IrreducibleLoop(Exception):
    """A loop that is entered at several nodes."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = tuple(sorted(entries))
        super().__init__(self.entries)


@dataclass(frozen=True)
class Unit:
    """One node, or a for_each or loop together with its body; connections enter it at its head only."""

    head: str
    nodes: frozenset[str]
    body: "Region | None" = None
    is_loop: bool = False


@dataclass(frozen=True)
class Region:
    """Nodes that are settled together; `connections` are those that end at a unit's head inside."""

    nodes: frozenset[str]
    units: tuple[Unit, ...]
    connections: tuple[Connection, ...]

    @cached_property
    def unit_of(self) -> Mapping[str, Unit]:
        """Every node's unit."""
        return {node: unit for unit in self.units for node in unit.nodes}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Connection, ...]]:
        """Connections into each unit by its head."""
        groups: dict[str, list[Connection]] = {unit.head: [] for unit in self.units}
        for connection in self.connections:
            groups[connection.target].append(connection)
        return {head: tuple(group) for head, group in groups.items()}

    @cached_property
    def targets(self) -> Mapping[int, str]:
        """Where each connection inside the region ends."""
        return {connection.index: connection.target for connection in self.connections}

    @cached_property
    def upstream(self) -> Mapping[str, frozenset[str]]:
        """For each unit's head, the heads of the units from which a path leads to it inside the region."""
        direct: dict[str, set[str]] = {unit.head: set() for unit in self.units}
        for connection in self.connections:
            if connection.source in self.nodes:
                direct[connection.target].add(self.unit_of[connection.source].head)
        return {head: _closure(head, direct) for head in direct}

    @property
    def nested(self) -> Iterator[Unit]:
        """All units of this region and of the regions inside."""
        for unit in self.units:
            yield unit
            if unit.body:
                yield from unit.body.nested


def regions_of(graph: Graph) -> Region:
    """Return the region of the whole graph; raises `IrreducibleLoop`."""
    bodies = {node: _for_each_body(graph, node) for node in graph.nodes if _has_body(graph, node)}
    return _Builder(graph, bodies).region(frozenset(graph.nodes), frozenset(), graph.trigger)


def _has_body(graph: Graph, node: str) -> bool:
    return bool(graph.nodes[node]["type"] == "for_each")


def _for_each_body(graph: Graph, node: str) -> frozenset[str]:
    """Return what every path from the trigger reaches only through the node's handle `loop`."""
    loop = frozenset(each.index for each in graph.outgoing[node] if each.handle == "loop")
    return frozenset(graph.nodes) - graph.reached([graph.trigger], without=loop)


@dataclass(frozen=True)
class _Builder:
    graph: Graph
    bodies: Mapping[str, frozenset[str]]

    def region(self, nodes: frozenset[str], cut: frozenset[int], entry: str | None) -> Region:
        """Build the region of `nodes` without the `cut` connections; no `entry`: a loop handle enters it."""
        plain = self._plain_units(nodes, cut)
        head_of = {node: unit.head for unit in plain for node in unit.nodes}
        inside = [
            each
            for each in self.graph.connections
            if head_of.get(each.target) == each.target and each.index not in cut and not self._is_back(each)
        ]
        loops = self._loops(nodes, plain, head_of, inside, entry)
        in_loops = frozenset(node for loop in loops for node in loop.nodes)
        units = [*(unit for unit in plain if unit.head not in in_loops), *loops]
        order = {node: position for position, node in enumerate(self.graph.nodes)}
        units.sort(key=lambda unit: order[unit.head])
        heads = {unit.head for unit in units}
        loop_of = {node: loop.head for loop in loops for node in loop.nodes}
        return Region(
            nodes,
            tuple(units),
            tuple(
                each
                for each in inside
                if each.target in heads and loop_of.get(each.source, "") != each.target
            ),
        )

    def _is_back(self, connection: Connection) -> bool:
        """Whether a connection ends an iteration of the for_each that it leads to."""
        body = self.bodies.get(connection.target)
        if body is None:
            return False
        return connection.source in body or (
            connection.source == connection.target and connection.handle == "loop"
        )

    def _plain_units(self, nodes: frozenset[str], cut: frozenset[int]) -> list[Unit]:
        """Return the nodes that lie in no for_each body of the region, each for_each with its body."""
        in_bodies = frozenset(node for each in nodes for node in self.bodies.get(each, ()))
        units = []
        for node in self.graph.nodes:
            if node not in nodes or node in in_bodies:
                continue
            if node not in self.bodies:
                units.append(Unit(node, frozenset([node])))
                continue
            body = self.bodies[node]
            units.append(Unit(node, body | {node}, self.region(body, cut, None)))
        return units

    def _loops(
        self,
        nodes: frozenset[str],
        plain: list[Unit],
        head_of: Mapping[str, str],
        inside: list[Connection],
        entry: str | None,
    ) -> list[Unit]:
        """Return the outermost loops among the units, each with its header as head."""
        edges: dict[str, list[str]] = {unit.head: [] for unit in plain}
        for each in inside:
            if each.source in head_of:
                edges[head_of[each.source]].append(each.target)
        found: list[tuple[str, frozenset[str]]] = []
        for component in strong_components(edges):
            if len(component) > 1 or component[0] in edges[component[0]]:
                members = frozenset(node for unit in plain if unit.head in component for node in unit.nodes)
                header = self._header(members, inside, entry)
                found.append((header, self._loop_body(members, nodes)))
        outermost = [each for each in found if not any(each[1] < other[1] for other in found)]
        return [
            Unit(header, body, self.region(body, self._into(header), header), is_loop=True)
            for header, body in outermost
        ]

    def _into(self, header: str) -> frozenset[int]:
        return frozenset(each.index for each in self.graph.incoming[header])

    def _header(self, members: frozenset[str], inside: list[Connection], entry: str | None) -> str:
        entries = {each.target for each in inside if each.target in members and each.source not in members}
        if entry in members:
            entries.add(entry)
        if len(entries) != 1:
            raise IrreducibleLoop(entries)
        return entries.pop()

    def _loop_body(self, members: frozenset[str], nodes: frozenset[str]) -> frozenset[str]:
        """Return the component and the largest set of nodes that it starts without leaving the loop."""
        staying = {(each.source, each.handle) for each in self.graph.connections if each.target in members}
        leaving = {
            each.index
            for each in self.graph.connections
            if each.source in members and (each.source, each.handle) not in staying
        }
        body = set(nodes)
        changed = True
        while changed:
            outside = {
                node
                for node in body - members
                if node == self.graph.trigger
                or any(each.source not in body or each.index in leaving for each in self.graph.incoming[node])
            }
            body -= outside
            changed = bool(outside)
        return frozenset(body)


def _closure(start: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    pending = list(direct[start])
    while pending:
        head = pending.pop()
        if head not in seen:
            seen.add(head)
            pending.extend(direct[head])
    return frozenset(seen)
