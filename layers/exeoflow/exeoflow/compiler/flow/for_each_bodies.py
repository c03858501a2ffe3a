"""The bodies of for_each: which nodes run per item of which for_each.

A body is what the outlet `loop` dominates, so bodies nest as the dominator tree does. Inner bodies are lifted
away from the outer ones, and from the whole: each inner for_each stands for its body as one unit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from exeoflow.compiler.flow.vertices import Flow, Outlet
from exeoflow.digraph import immediate_dominators

OUTSIDE = -1


class Edge(NamedTuple):
    """A connection between two units of a body: a tuple, for a graph may have a hundred thousand.

    `source` is `OUTSIDE` where the body's own outlet `loop` leads in. `also_stays` says that the same outlet
    has another connection that ends inside the source unit.
    """

    source: int
    outlet: int
    target: int
    also_stays: bool = False


@dataclass(slots=True)
class Body:
    """The units of one body; `head` is the for_each, `OUTSIDE` for the whole."""

    head: int
    vertices: list[int] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


def build_bodies(flow: Flow) -> dict[int, Body]:
    """The bodies by their head."""
    if not flow.loop_outlet:  # as mostly: nothing lies in a body, and nothing need be asked of it
        edges = [Edge(each.source, each.index, target) for each in flow.outlets for target in each.targets]
        return {OUTSIDE: Body(OUTSIDE, list(range(flow.root + 1)), edges)}
    owner = _owners(flow)
    bodies: dict[int, Body] = {OUTSIDE: Body(OUTSIDE)}
    for vertex, head in enumerate(owner):
        bodies.setdefault(head, Body(head)).vertices.append(vertex)
    for outlet in flow.outlets:
        source, is_loop = outlet.source, flow.is_loop(outlet.index)
        connections = None
        for target in outlet.targets:
            body = owner[target]
            if not is_loop and owner[source] == body:  # as mostly: it leads from unit to unit as it is
                bodies[body].edges.append(Edge(source, outlet.index, target))
                continue
            connections = connections or _Connections(owner, outlet.targets)
            bodies[body].edges += _lifted(flow, outlet, target, connections)
    return bodies


def _lifted(flow: Flow, outlet: Outlet, target: int, connections: "_Connections") -> list[Edge]:
    """The edge for a connection that leaves an item of a for_each or leads into one; none if it ends one."""
    body = connections.owner[target]
    source = _lift(connections.owner, outlet, body, flow)
    if _ends_iteration(flow, outlet, source, target):
        return []
    also_stays = is_of_item(flow, outlet, source) and connections.stay(source, body, target)
    return [Edge(source, outlet.index, target, also_stays)]


class _Connections:
    """Where an outlet leads; it is looked at more closely only of what leaves by an item of a for_each."""

    def __init__(self, owner: Sequence[int], targets: Sequence[int]) -> None:
        self.owner = owner
        self._targets = targets

    @cached_property
    def targets(self) -> frozenset[int]:
        """The vertices to which it leads."""
        return frozenset(self._targets)

    @cached_property
    def inside(self) -> Mapping[int, int]:
        """How many of them lie in each for_each's body; in `OUTSIDE`'s all."""
        return _inside(self.owner, self.targets)

    def stay(self, source: int, body: int, target: int) -> bool:
        """Whether one to another target ends in the unit, or past the body if it leads in from outside."""
        if source == OUTSIDE:
            return self.inside[OUTSIDE] > self.inside[body]
        return self.inside[source] > 0 or (source != target and source in self.targets)


def _inside(owner: Sequence[int], targets: frozenset[int]) -> Counter[int]:
    inside: Counter[int] = Counter()
    for vertex in targets:
        head = vertex
        while head != OUTSIDE:
            head = owner[head]
            inside[head] += 1
    return inside


def _owners(flow: Flow) -> list[int]:
    """For each vertex the innermost for_each in whose body it is."""
    size = flow.root + 1
    number = {outlet: size + position for position, outlet in enumerate(flow.loop_outlet.values())}
    # A node for each outlet `loop`: what that dominates is the body, what the for_each itself does is not.
    dominators = immediate_dominators(_split_graph(flow, number), flow.root)
    head_of = {number[outlet]: vertex for vertex, outlet in flow.loop_outlet.items()}
    owner = [OUTSIDE] * len(dominators)
    is_settled = [False] * len(dominators)
    is_settled[flow.root] = True
    for vertex in range(len(dominators)):
        for each in _unsettled_ancestors(vertex, dominators, is_settled):
            parent = dominators[each]
            owner[each] = head_of.get(parent, owner[parent])
            is_settled[each] = True
    return owner[:size]


def _split_graph(flow: Flow, number: dict[int, int]) -> list[list[int]]:
    """The flow with a node of its own for each outlet `loop`."""
    graph: list[list[int]] = [[] for _ in range(flow.root + 1 + len(number))]
    for outlet in flow.outlets:
        source = outlet.source
        if outlet.index in number:
            graph[source].append(number[outlet.index])
            source = number[outlet.index]
        graph[source] += outlet.targets
    return graph


def _unsettled_ancestors(vertex: int, dominators: list[int], is_settled: list[bool]) -> Iterable[int]:
    """The vertex and its dominators up to the first settled one, the farthest first."""
    path = []
    while not is_settled[vertex]:
        path.append(vertex)
        vertex = dominators[vertex]
    return reversed(path)


def _lift(owner: Sequence[int], outlet: Outlet, body: int, flow: Flow) -> int:
    """The unit of the body from which the outlet leads: the for_each around its source where that is deeper.

    The outlet `loop` of the body's own for_each leads in from outside.
    """
    vertex = outlet.source
    if vertex == body and outlet.index == flow.loop_outlet.get(vertex):
        return OUTSIDE
    while owner[vertex] != body:
        vertex = owner[vertex]
    return vertex


def _ends_iteration(flow: Flow, outlet: Outlet, source: int, target: int) -> bool:
    """Whether a connection leads from a for_each's body back to it."""
    return source == target and is_of_item(flow, outlet, source)


def is_of_item(flow: Flow, outlet: Outlet, unit: int) -> bool:
    """Whether a unit's outlet fires for an item of its for_each: in the body, or as the handle `loop`."""
    return outlet.source != unit or flow.is_loop(outlet.index)
