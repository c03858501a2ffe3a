"""What a loop runs in every iteration: its component, and what it starts without leaving the loop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exeoflow.compiler.flow.for_each_bodies import Edge
from exeoflow.digraph import reachable


@dataclass(frozen=True, slots=True)
class EdgesByUnit:
    """The edges of a part, so that of many loops each looks only at its own."""

    leaving: Mapping[int, list[Edge]]
    entering: Mapping[int, list[Edge]]

    def entries(self, units: set[int]) -> list[int]:
        """Those of the units that edges from outside enter, in the order of their numbers."""
        return [
            unit
            for unit in sorted(units)
            if any(edge.source not in units for edge in self.entering.get(unit, ()))
        ]


def edges_by_unit(edges: Iterable[Edge]) -> EdgesByUnit:
    """Finds the edges of each unit."""
    leaving: dict[int, list[Edge]] = {}
    entering: dict[int, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(edge.source, []).append(edge)
        entering.setdefault(edge.target, []).append(edge)
    return EdgesByUnit(leaving, entering)


def loop_body(component: set[int], edges: EdgesByUnit) -> set[int]:
    """The component and the largest set of units outside it that only its body enters.

    Never by an outlet that leaves it.
    """
    outlets = _leaving_outlets(component, edges)
    started = _started(component, edges, outlets)
    body = component | started
    # What may also be entered from elsewhere, or only when the loop is left, is none of the body, nor is
    # what that leads to.
    doubtful = [
        unit
        for unit in started
        if any(edge.source not in body or edge.outlet in outlets for edge in edges.entering[unit])
    ]
    return body - reachable({unit: _targets_in(started, unit, edges) for unit in started}, doubtful)


def _targets_in(units: set[int], unit: int, edges: EdgesByUnit) -> list[int]:
    return [edge.target for edge in edges.leaving.get(unit, ()) if edge.target in units]


def _leaving_outlets(component: set[int], edges: EdgesByUnit) -> set[int]:
    """The outlets of the component none of whose connections stays in it."""
    own = [edge for unit in component for edge in edges.leaving[unit]]
    staying = {edge.outlet for edge in own if edge.target in component or edge.also_stays}
    return {edge.outlet for edge in own if edge.outlet not in staying}


def _started(component: set[int], edges: EdgesByUnit, leaving: set[int]) -> set[int]:
    """The units outside that the component reaches, its leaving outlets aside."""
    return reachable(_Outside(component, edges, leaving), component) - component


@dataclass(frozen=True, slots=True)
class _Outside:
    """The graph outside a component, found only as far as it is followed."""

    component: set[int]
    edges: EdgesByUnit
    leaving: set[int]

    def __getitem__(self, unit: int) -> list[int]:
        return [
            edge.target
            for edge in self.edges.leaving.get(unit, ())
            if edge.outlet not in self.leaving and edge.target not in self.component
        ]
