"""With which places of a region each of its units may run in one execution.

The units are walked once, in topological order. A unit may run with whatever may run with one of the places
by which it is entered: what stands before that place, the same unit's places that fire with it, and what
stands behind it. Of the last it is noted for each place that still leads on whether the unit that is walked
may run with it; few do or few do not, so that noting the fewer of both costs little. Sets are bits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE, Edge
from exeoflow.compiler.flow.regions import Region
from exeoflow.compiler.schedule.region_places import RegionPlaces
from exeoflow.digraph import numbers_in

STEPS_PER_COMPILATION = 400_000
"""Notes about places. Beyond these, units may run with all others: that costs states but is never wrong."""


@dataclass(slots=True)
class Effort:
    """Counts notes over a whole compilation."""

    steps: int = 0


class Companions:
    """The answers for one region; `fired_with` has the places of a unit that fire with each of its places."""

    def __init__(
        self,
        region: Region,
        places: RegionPlaces,
        fired_with: Callable[[int], Mapping[int, int]],
        effort: Effort,
    ) -> None:
        self._places = places
        self._effort = effort
        self._before = {OUTSIDE: 0}
        self._unit_of: dict[int, int] = {}
        self._fired_with: dict[int, int] = {}
        count = places.of_unit[region.units[-1]].stop
        # The places of units that were noted where they are excluded; by place, which of them are.
        self._mostly = 0
        self._except = [0] * count
        self._besides = [0] * count
        self._open = 0
        self._edges_left: dict[int, int] = {}
        into: dict[int, list[Edge]] = {unit: [] for unit in region.units}
        for edge in region.edges:
            into[edge.target].append(edge)
            place = places.number[edge.source, edge.outlet]
            self._edges_left[place] = self._edges_left.get(place, 0) + 1
        self._enter(OUTSIDE, fired_with(OUTSIDE))
        for unit in region.units:
            self._walk(unit, into[unit])
            self._enter(unit, fired_with(unit))

    def before(self, unit: int) -> int:
        """The places of earlier units with which a unit may run."""
        return self._before[unit]

    def of_place(self, place: int) -> int:
        """All places with which a place may be passed in one execution; of one that leads out of a loop."""
        unit = self._unit_of[place]
        fired_with = self._fired_with[place] << self._places.of_unit[unit].start
        return self._before[unit] | fired_with | self._behind(place)

    def _behind(self, place: int) -> int:
        """The places of later units, of those walked so far."""
        end = self._places.of_unit[self._unit_of[place]].stop
        return (self._mostly & ~self._except[place]) >> end << end | self._besides[place]

    def _walk(self, unit: int, edges: list[Edge]) -> None:
        found = 0
        if self._effort.steps > STEPS_PER_COMPILATION:
            found = (1 << self._places.of_unit[unit].start) - 1
        entering = [self._places.number[edge.source, edge.outlet] for edge in edges]
        for place in dict.fromkeys(entering):
            found |= self.of_place(place)
        self._before[unit] = found
        self._note(unit, found)
        for place in entering:
            self._edges_left[place] -= 1
            if self._edges_left[place] == 0 and place not in self._places.leaving:
                self._open &= ~(1 << place)
                self._except[place] = self._besides[place] = 0

    def _note(self, unit: int, found: int) -> None:
        """Notes at the places that still lead on that a unit may run with them, or that it may not."""
        block = self._places.block(unit)
        together, apart = self._open & found, self._open & ~found
        is_mostly = together.bit_count() > apart.bit_count()
        noted, notes = (apart, self._except) if is_mostly else (together, self._besides)
        self._mostly |= block if is_mostly else 0
        self._effort.steps += noted.bit_count()
        for place in numbers_in(noted):
            notes[place] |= block

    def _enter(self, unit: int, fired_with: Mapping[int, int]) -> None:
        """Comes to the places by which a unit is left.

        Of those that lead out of a loop it is asked in the end what else its last iteration may come to.
        """
        start = self._places.of_unit[unit].start
        for place, besides in fired_with.items():
            self._unit_of[place] = unit
            # Counted from the unit's first place: many such sets of high numbers would take much memory.
            self._fired_with[place] = besides >> start
            if place in self._edges_left or place in self._places.leaving:
                self._open |= 1 << place
