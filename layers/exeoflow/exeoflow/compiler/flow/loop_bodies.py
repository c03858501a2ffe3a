"""What a loop runs in every iteration: its component, and what it starts without leaving the loop."""

from collections import defaultdict
from collections.abc import Iterable

from exeoflow.compiler.flow.for_each_bodies import Edge
from exeoflow.graph import reachable


def loop_body(component: set[int], edges: Iterable[Edge]) -> set[int]:
    """The component and the largest set of units outside it that only its body enters.

    Never by a port that leaves it.
    """
    edges = list(edges)
    leaving = _leaving_ports(component, edges)
    body = component | _started(component, edges, leaving)
    outgoing: dict[int, list[int]] = {}
    for edge in edges:
        outgoing.setdefault(edge.source, []).append(edge.target)
    doubtful = [
        edge.target
        for edge in edges
        if edge.target in body - component and (edge.source not in body or edge.port in leaving)
    ]
    while doubtful:
        unit = doubtful.pop()
        if unit in body:
            body.discard(unit)
            doubtful += (
                target for target in outgoing.get(unit, ()) if target in body and target not in component
            )
    return body


def _leaving_ports(component: set[int], edges: Iterable[Edge]) -> set[int]:
    """The ports of the component none of whose connections stays in it."""
    staying = {edge.port for edge in edges if edge.target in component or edge.also_stays}
    return {edge.port for edge in edges if edge.source in component and edge.port not in staying}


def _started(component: set[int], edges: Iterable[Edge], leaving: set[int]) -> set[int]:
    """The units outside that the component reaches, its leaving ports aside."""
    outgoing: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        if edge.port not in leaving and edge.target not in component:
            outgoing[edge.source].append(edge.target)
    return reachable(outgoing, component) - component
