"""Which nodes run inside which loop.

In: a `Flow`. Out: the tree of regions: the whole, the body of each for_each, the body of each other loop.
Within a region, with each inner region counted as one unit, the graph is acyclic. Faults: loops with several
entries, loops nested too deeply. It does not change the flow, and it knows nothing of states.

What is no for_each is a natural loop of a reducible graph (Hecht and Ullman, "Characterizations of reducible
flow graphs", 1974), found as nested strongly connected components.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE, Body, Edge, build_bodies, is_of_item
from exeoflow.compiler.flow.loop_bodies import edges_by_unit, loop_body
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.diagnostics import Diagnostic
from exeoflow.digraph import reachable, strong_components, topological_order

MAX_NESTING = 16
"""Loops within loops. The definition nests as deeply, and readers of JSON give up at some depth."""


@dataclass(eq=False, slots=True)
class Region:
    """Units that are settled together.

    `head` is the for_each or the header (the root vertex for the whole). `units` are the vertices that stand
    for the units, in breadth-first topological order: a plain node, a for_each (its body in `inner`) or a
    loop's header (ditto). `edges` lead from unit to unit.
    """

    kind: Literal["whole", "for_each", "loop"]
    head: int
    parent: "Region | None" = None
    depth: int = 0
    units: list[int] = field(default_factory=list)
    inner: "dict[int, Region]" = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def sources(self) -> dict[int, list[int]]:
        """For each unit the units of this region that lead to it, once for each edge."""
        found: dict[int, list[int]] = {unit: [] for unit in self.units}
        for edge in self.edges:
            if edge.source != OUTSIDE:
                found[edge.target].append(edge.source)
        return found

    def outwards(self) -> "Iterator[Region]":
        """The region and all that it lies in, the innermost first."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def inwards(self) -> "Iterator[Region]":
        """The region and all inside it, the outer ones first."""
        pending = [self]
        while pending:
            region = pending.pop()
            yield region
            pending += region.inner.values()


@dataclass(frozen=True)
class RegionTree:
    """All regions; `region_of` is the innermost one in which a vertex is a unit, or heads a loop as one."""

    whole: Region
    region_of: tuple[Region, ...]

    def units_around(self, vertex: int) -> Iterator[tuple[Region, int]]:
        """The regions around a vertex, the innermost first, each with its unit that contains the vertex."""
        unit = vertex
        for region in self.region_of[vertex].outwards():
            yield region, unit
            unit = region.head

    def contains(self, region: Region, vertex: int) -> bool:
        """Whether a vertex lies in a region or in one inside."""
        return region in self.region_of[vertex].outwards()

    def regions(self) -> Iterator[Region]:
        """All of them, the outer ones first."""
        return self.whole.inwards()


def for_each_around(tree: RegionTree) -> tuple[tuple[int, ...], ...]:
    """For each vertex the for_each nodes in whose bodies it lies, the innermost first."""
    around: dict[Region, tuple[int, ...]] = {}
    for region in tree.regions():
        outer = around[region.parent] if region.parent is not None else ()
        around[region] = (region.head, *outer) if region.kind == "for_each" else outer
    return tuple(around[region] for region in tree.region_of)


def build_regions(flow: Flow) -> RegionTree | tuple[Diagnostic, ...]:
    """The regions of a flow, or why they are not well-formed."""
    return _RegionBuilder(flow).build()


@dataclass(frozen=True, slots=True)
class _Part:
    """Vertices and edges that are to become the units of a region."""

    region: Region
    vertices: Sequence[int]
    edges: list[Edge]


class _RegionBuilder:
    """Splits parts into units and inner parts, from the outside in."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.bodies = build_bodies(flow)
        self.region_of: dict[int, Region] = {}
        self.faults: list[Diagnostic] = []

    def build(self) -> RegionTree | tuple[Diagnostic, ...]:
        whole = Region("whole", self.flow.root)
        pending = [_part_of_body(whole, self.bodies[OUTSIDE])]
        while pending:
            part = pending.pop()
            if part.region.depth > MAX_NESTING:
                self._fault("loops-nested-too-deeply", part.region.head, {"limit": str(MAX_NESTING)})
            else:
                pending += self._split(part)
        if self.faults:
            return tuple(sorted(self.faults, key=lambda fault: fault.path))
        return RegionTree(whole, tuple(self.region_of[vertex] for vertex in range(self.flow.root + 1)))

    def _split(self, part: _Part) -> list[_Part]:
        """Fills the part's region; returns the parts for the regions inside."""
        graph = _graph_of(part.vertices, part.edges)
        order = topological_order(graph)
        if len(order) < len(graph):
            return self._lift(part, self._loops(part, graph))
        # As mostly: what has no loops is the region as it is.
        return self._fill(part.region, [part.vertices[index] for index in order], part.edges, {}, {})

    def _loops(self, part: _Part, graph: list[list[int]]) -> dict[int, set[int]]:
        """The bodies of the outermost loops, by their headers."""
        edges = edges_by_unit(part.edges)
        loops: dict[int, set[int]] = {}
        claimed: set[int] = set()
        for component in strong_components(graph):
            members = {part.vertices[index] for index in component}
            # In topological order: a loop that an earlier one starts is part of its body already.
            if _is_cyclic(component, graph) and members.isdisjoint(claimed):
                header = self._header(members, part, edges.entries(members))
                loops[header] = loop_body(members, edges)
                claimed |= loops[header]
        return loops

    def _lift(self, part: _Part, loops: dict[int, set[int]]) -> list[_Part]:
        """Fills the part's region with each loop as one unit; returns the parts for the regions inside."""
        unit_of = {vertex: header for header, body in loops.items() for vertex in body}
        heads = [vertex for vertex in part.vertices if unit_of.get(vertex, vertex) == vertex]
        outer = []
        within: dict[int, list[Edge]] = {header: [] for header in loops}
        for edge in part.edges:
            source, target = unit_of.get(edge.source, edge.source), unit_of.get(edge.target, edge.target)
            if source != target:
                lifted = Edge(source, edge.outlet, target)
                outer.append(edge if edge == lifted else lifted)
            elif edge.target != target:
                within[target].append(edge)
        order = topological_order(_graph_of(heads, outer))
        return self._fill(part.region, [heads[index] for index in order], outer, loops, within)

    def _fill(
        self,
        region: Region,
        units: list[int],
        edges: list[Edge],
        loops: dict[int, set[int]],
        within: dict[int, list[Edge]],
    ) -> list[_Part]:
        """Fills a region; returns the parts for the regions inside."""
        region.units, region.edges = units, edges
        for vertex in units:
            self.region_of[vertex] = region
        return [
            self._inner_part(region, vertex, loops, within)
            for vertex in units
            if self._has_inner(vertex, loops)
        ]

    def _has_inner(self, vertex: int, loops: dict[int, set[int]]) -> bool:
        return vertex in loops or vertex in self.bodies

    def _inner_part(
        self, region: Region, vertex: int, loops: dict[int, set[int]], within: dict[int, list[Edge]]
    ) -> _Part:
        """The part inside a loop's header or a for_each; if a header is a for_each, the loop lies outside."""
        kind: Literal["for_each", "loop"] = "loop" if vertex in loops else "for_each"
        inner = Region(kind, vertex, region, region.depth + 1)
        region.inner[vertex] = inner
        if kind == "loop":
            return _Part(inner, sorted(loops[vertex]), within[vertex])
        return _part_of_body(inner, self.bodies[vertex])

    def _header(self, members: set[int], part: _Part, entries: Sequence[int]) -> int:
        """The only vertex of a loop that edges from outside enter; a fault if there are several."""
        if len(entries) > 1 and not self._is_entered_body(members, part.edges, entries):
            names = ", ".join(self.flow.vertices[vertex].id for vertex in entries)
            self._fault("loop-irreducible", entries[0], {"entries": names})
        return entries[0]

    def _is_entered_body(self, members: set[int], edges: Sequence[Edge], entries: Sequence[int]) -> bool:
        """Whether a for_each would have a body if no other path led into it; says so of the entry."""
        for head in sorted(members & self.flow.loop_outlet.keys()):
            inside = sorted(members - {head})
            first = {
                edge.target
                for edge in edges
                if edge.source == head and is_of_item(self.flow, self.flow.outlets[edge.outlet], head)
            }
            starts = [position for position, vertex in enumerate(inside) if vertex in first]
            body = {inside[position] for position in reachable(_graph_of(inside, edges), starts)}
            entered = next((entry for entry in entries if entry in body), None)
            if entered is not None:
                self._fault("for-each-body-entered", entered, {"for_each": self.flow.vertices[head].id})
                return True
        return False

    def _fault(self, rule: str, vertex: int, values: dict[str, str]) -> None:
        node = self.flow.vertices[vertex].node
        path = f"nodes[{self.flow.workflow.nodes.index(node)}]"
        self.faults.append(Diagnostic(rule, path, node_id=node.id, values=values))


def _part_of_body(region: Region, body: Body) -> _Part:
    return _Part(region, body.vertices, body.edges)


def _graph_of(vertices: Sequence[int], edges: Iterable[Edge]) -> list[list[int]]:
    """The successor lists over positions in `vertices`, without parallel edges."""
    number = {vertex: index for index, vertex in enumerate(vertices)}
    graph: list[dict[int, None]] = [{} for _ in vertices]
    for edge in edges:
        if edge.source in number and edge.target in number:
            graph[number[edge.source]][number[edge.target]] = None
    return [list(targets) for targets in graph]


def _is_cyclic(component: Sequence[int], graph: Sequence[Sequence[int]]) -> bool:
    return len(component) > 1 or component[0] in graph[component[0]]
