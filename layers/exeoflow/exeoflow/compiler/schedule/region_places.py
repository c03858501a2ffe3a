"""The places of a region by number: a unit, and an outlet by which a path leaves it.

The places of one unit have consecutive numbers, in the order of the units, so that sets of them are bits. The
first of each unit is the unit itself, by whatever outlet it is left.
"""

from collections.abc import Iterator

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE
from exeoflow.compiler.flow.regions import Region
from exeoflow.compiler.flow.vertices import Flow


class RegionPlaces:
    """The numbers of all places by which something is entered, and in a loop also those that leave it."""

    def __init__(self, flow: Flow, region: Region) -> None:
        self.members = _members(region)
        """For every vertex within the region's units, its unit."""
        self._flow = flow
        self._region = region
        outlets: dict[int, dict[int, None]] = {unit: {} for unit in (OUTSIDE, *region.units)}
        for edge in region.edges:
            outlets[edge.source][edge.outlet] = None
        leaving = list(self._leaving()) if region.kind == "loop" else []
        for outlet in leaving:
            outlets[self.members[flow.outlets[outlet].source]][outlet] = None
        self.number: dict[tuple[int, int], int] = {}
        self.of_unit: dict[int, range] = {}
        self._units = {unit: tuple(left_by) for unit, left_by in outlets.items()}
        count = 0
        for unit, left_by in self._units.items():
            self.of_unit[unit] = range(count, count + 1 + len(left_by))
            self.number |= {(unit, outlet): count + at for at, outlet in enumerate(left_by, 1)}
            count += 1 + len(left_by)
        self.leaving = frozenset(map(self.of_outlet, leaving))
        """The places that lead out of a loop, or back to its header."""

    def outlets(self, unit: int) -> tuple[int, ...]:
        """The outlets of a unit's places, in the order of their numbers."""
        return self._units[unit]

    def block(self, unit: int) -> int:
        """All places of a unit, as bits."""
        places = self.of_unit[unit]
        return (1 << places.stop) - (1 << places.start)

    def of_outlet(self, outlet: int) -> int:
        """The place at which a path leaves by an outlet."""
        return self.number[self.members[self._flow.outlets[outlet].source], outlet]

    def _leaving(self) -> Iterator[int]:
        """The outlets that lead out of a loop, or back to its header."""
        for vertex in self.members:
            for outlet in self._flow.outlets_of[vertex]:
                found = self._flow.outlets[outlet]
                stays = all(
                    target in self.members and target != self._region.head for target in found.targets
                )
                if found.is_end or not stays:
                    yield outlet


def _members(region: Region) -> dict[int, int]:
    found: dict[int, int] = {}
    for unit in region.units:
        found[unit] = unit
        pending = [region.inner[unit]] if unit in region.inner else []
        while pending:
            inner = pending.pop()
            found.update(dict.fromkeys(inner.units, unit))
            pending += inner.inner.values()
    return found
