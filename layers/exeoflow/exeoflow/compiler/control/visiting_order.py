"""The places of a scope in the order in which they are visited, and which outlets lead where among them.

In: the structure of a region. Out: its `VisitingOrder`, which does not change while the scope is built.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from exeoflow.compiler.control.given import Given
from exeoflow.compiler.control.loops import loop_of
from exeoflow.compiler.machine import Loop
from exeoflow.compiler.schedule.arrangement import arrange
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import Fork, Sequence, Unit, units_of
from exeoflow.digraph import NO_NUMBERS, NumberSet
from exeoflow.fixed import fixed

_FEW_PLACES = 8
"""Up to so many are asked one by one, whatever waits."""


@fixed
class VertexPlace:
    """A vertex, with the exclusion of its region."""

    vertex: int
    exclusion: Exclusion


@fixed
class ForkPlace:
    """A fork, with the exclusion of its region."""

    fork: Fork
    exclusion: Exclusion


@dataclass(frozen=True, slots=True)
class LoopEnd:
    """Behind the last element of a loop: what leads here repeats it."""

    loop: Loop


Place = VertexPlace | ForkPlace | LoopEnd
"""An element of a scope."""


class VisitingOrder:
    """Where each vertex of a scope stands; loops lie in the scope of their surroundings.

    `loop_at` has the loop that begins at a position, `loop_end` the position behind the loop of a header.
    All else are sets: `own`, the outlets of its vertices; `leading`, those that lead to a place in it; by
    position `into`, the outlets that lead there, `vertices_at`, the vertices that certainly run if it is
    entered at a fired outlet, and `expiring`, the outlets all of whose targets are over behind it.
    """

    def __init__(self, given: Given, exclusion: Exclusion, structure: Sequence) -> None:
        self.flow = given.flow
        self.given = given
        self.places: list[Place] = []
        self.position: dict[int, int] = {}
        self.loop_end: dict[int, int] = {}
        self.loop_at: dict[int, Loop] = {}
        self._flatten(structure, exclusion)
        self.vertices_at = self._find_vertices()
        outlets_of = self.flow.outlets_of
        self.own = NumberSet.of([outlet for vertex in self.position for outlet in outlets_of[vertex]])
        self._leaving = NO_NUMBERS
        self.ways = self._find_ways()
        self.leading = NumberSet.of(self.ways)
        self.into, self.expiring = self._find_ends()

    @property
    def leading_out(self) -> NumberSet:
        """The outlets of its vertices that lead out of this scope, perhaps besides to a place in it."""
        return (self.own & self._leaving) | (self.own - self.leading)

    def next_way(self, outlets: NumberSet, index: int, end: int | None = None) -> int | None:
        """The next position behind an index, and before an end, to which one of the outlets leads."""
        last = len(self.places) if end is None else end
        waiting, near = outlets, last
        if last - index > _FEW_PLACES:
            waiting = outlets & self.leading
            # An outlet of many often leads right on; else the ways of each are asked: no long gap is walked.
            near = min(index + 1 + len(waiting), last)
        for position in range(index + 1, near):
            if not self.into[position].isdisjoint(waiting):
                return position
        if near == last:
            return None
        ways = [self.way_behind(outlet, index) for outlet in waiting]
        return min([way for way in ways if way is not None and way < last], default=None)

    def way_behind(self, outlet: int, index: int) -> int | None:
        """The next position behind an index to which an outlet leads."""
        ways = self.ways.get(outlet, ())
        at = bisect_right(ways, index)
        return ways[at] if at < len(ways) else None

    def _flatten(self, structure: Sequence, exclusion: Exclusion) -> None:
        for element in structure.elements:
            if isinstance(element, Fork):
                self._add(ForkPlace(element, exclusion), element, exclusion)
                continue
            inner = exclusion.region.inner.get(element.vertex)
            if inner is not None and inner.kind == "loop":
                self._flatten_loop(element, exclusion.loop(element.vertex))
            else:
                self._add(VertexPlace(element.vertex, exclusion), element, exclusion)

    def _add(self, place: Place, element: Unit | Fork, exclusion: Exclusion) -> None:
        self.position |= dict.fromkeys(_vertices_of(element, exclusion), len(self.places))
        self.places.append(place)

    def _flatten_loop(self, unit: Unit, exclusion: Exclusion) -> None:
        structure = arrange(exclusion, self.given.instant, unit.within.depth)
        start = len(self.places)
        self._flatten(structure, exclusion)
        loop = loop_of(self.flow, self.given.tree, exclusion, exclusion.all_vertices)
        self.loop_at[start] = loop
        self.loop_end[unit.vertex] = len(self.places)
        self.places.append(LoopEnd(loop))

    def _find_vertices(self) -> list[NumberSet]:
        """By position, the vertices there; at a loop's end its header, which runs again."""
        found: list[list[int]] = [[] for _ in self.places]
        for vertex, position in self.position.items():
            found[position].append(vertex)
        for header, position in self.loop_end.items():
            found[position] = [header]
        return [
            self.given.set_of((vertices[0],)) if len(vertices) == 1 else NumberSet.of(vertices)
            for vertices in found
        ]

    def _find_ends(self) -> tuple[list[NumberSet], list[NumberSet]]:
        """The outlets that lead to each position, and those all of whose targets are over behind it."""
        into: list[list[int]] = [[] for _ in self.places]
        expiring: list[list[int]] = [[] for _ in self.places]
        for outlet, positions in self.ways.items():
            for position in positions:
                into[position].append(outlet)
            if outlet not in self._leaving:
                expiring[positions[-1]].append(outlet)
        entering = list(map(NumberSet.of, into))
        # Mostly what leads to a place is over behind it.
        over = [
            entering[position] if outlets == into[position] else NumberSet.of(outlets)
            for position, outlets in enumerate(expiring)
        ]
        return entering, over

    def _find_ways(self) -> dict[int, list[int]]:
        """For each outlet that leads into this scope, the positions to which it leads."""
        ways: dict[int, list[int]] = {}
        ending: set[int] = set()
        for vertex, position in self.position.items():
            end = self.loop_end.get(vertex, -1)
            may_return = end >= 0 or vertex in self.flow.loop_outlet
            for outlet in self.flow.into[vertex]:
                reached = self._reached_by(outlet, vertex, end) if may_return else position
                if reached is None:
                    ending.add(outlet)
                else:
                    ways.setdefault(outlet, []).append(reached)
        outlets = self.flow.outlets
        self._leaving = NumberSet.of(
            [
                outlet
                for outlet, reached in ways.items()
                if len(reached) + (outlet in ending) < len(outlets[outlet].targets)
            ]
        )
        for positions in ways.values():
            if len(positions) > 1:
                positions[:] = sorted(set(positions))
        return ways

    def _reached_by(self, outlet: int, vertex: int, end: int) -> int | None:
        """Where an outlet leads that leads to a vertex: for a loop's header perhaps to the loop's end.

        Nowhere if it leads from the body of a for_each back to it.
        """
        position = self.position[vertex]
        source = self.flow.outlets[outlet].source
        at = self.position.get(source, -1)
        is_of_item = source != vertex or outlet == self.flow.loop_outlet.get(vertex)
        place = self.places[position]
        if at == position and is_of_item and isinstance(place, VertexPlace) and place.vertex == vertex:
            return None
        return end if position <= at <= end else position


def _vertices_of(element: Unit | Fork, exclusion: Exclusion) -> Iterable[int]:
    """All vertices within an element, those of inner regions included."""
    units = (element.vertex,) if isinstance(element, Unit) else tuple(units_of(element))
    inner = exclusion.region.inner.keys()
    if inner.isdisjoint(units):  # as mostly
        return units
    within = [exclusion.loop(unit).all_vertices - {unit} if unit in inner else () for unit in units]
    return [vertex for unit, more in zip(units, within, strict=True) for vertex in (unit, *more)]
