"""The places of a scope in the order in which they are visited, and which ports lead where among them.

In: the structure of a region. Out: a `Layout`, which is asked while the scope is built and changes no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from exeoflow.compiler.control.loops import loop_of
from exeoflow.compiler.control.plan import Plan
from exeoflow.compiler.machine import Facts, Loop
from exeoflow.compiler.schedule.arrangement import arrange
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import Fork, Sequence, Unit, units_of


@dataclass(frozen=True, slots=True)
class Place:
    """An element of a scope: a vertex, a fork (with the exclusion of its region) or the end of a loop."""

    vertex: int = -1
    fork: Fork | None = None
    exclusion: Exclusion | None = None
    loop: Loop | None = None


class Layout:
    """Where each vertex of a scope stands; loops lie in the scope of their surroundings.

    `loop_at` has the loop that begins at a position, `loop_end` the position behind the loop of a header.
    `expiring` has the ports all of whose targets are over behind a position.
    """

    def __init__(self, plan: Plan, exclusion: Exclusion, structure: Sequence) -> None:
        self.flow = plan.flow
        self.plan = plan
        self.places: list[Place] = []
        self.position: dict[int, int] = {}
        self.loop_end: dict[int, int] = {}
        self.loop_at: dict[int, Loop] = {}
        self._flatten(structure, exclusion)
        self._leaving: set[int] = set()
        self.ways = self._find_ways()
        self.expiring: dict[int, list[int]] = {}
        for port, positions in self.ways.items():
            if port not in self._leaving:
                self.expiring.setdefault(positions[-1], []).append(port)

    def leads_out(self, port: int) -> bool:
        """Whether a port leads out of this scope, perhaps besides leading to a place in it."""
        return port not in self.ways or port in self._leaving

    def outlives(self, port: int, index: int, *, is_fork: bool) -> bool:
        """Whether a port still leads somewhere when the place at a position is entered."""
        if self.leads_out(port):
            return True
        positions = self.ways[port]
        return positions[-1] > index or (is_fork and index in positions)

    def position_ahead(self, target: int, index: int) -> int:
        """Where a vertex stands that is still to run.

        A header behind which we are runs again at its loop's end.
        """
        position = self.position.get(target, -1)
        return self.loop_end.get(target, -1) if position <= index else position

    def relevant(self, facts: Facts) -> Facts:
        """What is known of ports that lead into this scope or leave from vertices in it."""
        ports = dict.fromkeys(self.ways)
        ports |= dict.fromkeys(port for vertex in self.position for port in self.flow.ports_of[vertex])
        if len(facts) < len(ports):
            return {port: certain for port, certain in facts.items() if port in ports}
        return {port: facts[port] for port in ports if port in facts}

    def _flatten(self, structure: Sequence, exclusion: Exclusion) -> None:
        for element in structure.elements:
            if isinstance(element, Fork):
                self._add(Place(fork=element, exclusion=exclusion), element, exclusion)
                continue
            inner = exclusion.region.inner.get(element.vertex)
            if inner is not None and inner.kind == "loop":
                self._flatten_loop(element, exclusion.loop(element.vertex))
            else:
                self._add(Place(vertex=element.vertex, exclusion=exclusion), element, exclusion)

    def _add(self, place: Place, element: Unit | Fork, exclusion: Exclusion) -> None:
        for vertex in _vertices_of(element, exclusion):
            self.position[vertex] = len(self.places)
        self.places.append(place)

    def _flatten_loop(self, unit: Unit, exclusion: Exclusion) -> None:
        structure = arrange(exclusion, self.plan.instant, unit.within.depth)
        start = len(self.places)
        self._flatten(structure, exclusion)
        loop = loop_of(self.flow, self.plan.tree, exclusion, exclusion.all_vertices)
        self.loop_at[start] = loop
        self.loop_end[unit.vertex] = len(self.places)
        self.places.append(Place(loop=loop))

    def _find_ways(self) -> dict[int, list[int]]:
        """For each port that leads into this scope, the positions to which it leads."""
        ways: dict[int, list[int]] = {}
        ending: set[int] = set()
        for vertex, position in self.position.items():
            end = self.loop_end.get(vertex, -1)
            may_return = end >= 0 or vertex in self.flow.loop_port
            for port in self.flow.into[vertex]:
                reached = self._reached_by(port, vertex, end) if may_return else position
                if reached is None:
                    ending.add(port)
                else:
                    ways.setdefault(port, []).append(reached)
        self._leaving = {
            port
            for port, reached in ways.items()
            if len(reached) + (port in ending) < len(self.flow.ports[port].targets)
        }
        return {port: sorted(set(reached)) if len(reached) > 1 else reached for port, reached in ways.items()}

    def _reached_by(self, port: int, vertex: int, end: int) -> int | None:
        """Where a port leads that leads to a vertex: for a loop's header perhaps to the loop's end.

        Nowhere if it leads from the body of a for_each back to it.
        """
        position = self.position[vertex]
        source = self.flow.ports[port].source
        at = self.position.get(source, -1)
        is_of_item = source != vertex or port == self.flow.loop_port.get(vertex)
        if at == position and is_of_item and self.places[position].vertex == vertex:
            return None
        return end if position <= at <= end else position


def _vertices_of(element: Unit | Fork, exclusion: Exclusion) -> Iterable[int]:
    """All vertices within an element, those of inner regions included."""
    for unit in units_of(element):
        yield unit
        if unit in exclusion.region.inner:
            yield from exclusion.loop(unit).all_vertices - {unit}
