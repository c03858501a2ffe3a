"""Which units of a region can run in the same execution, and which exclude each other.

Two units can both run exactly if there are paths to both that never leave one unit by outlets that exclude
each other: the path conditions of program dependence graphs (Ferrante, Ottenstein and Warren, 1987) without
writing them down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE, is_of_item
from exeoflow.compiler.flow.regions import Region
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.schedule.companions import Companions, Effort
from exeoflow.compiler.schedule.region_places import RegionPlaces
from exeoflow.digraph import bits_of


@dataclass
class Exclusion:
    """Answers for one region."""

    flow: Flow
    region: Region
    effort: Effort
    _inner: "dict[int, Exclusion]" = field(init=False, default_factory=dict)

    def bit(self, unit: int) -> int:
        """What stands for a unit in a set as bits."""
        return 1 << self.places.of_unit[unit].start

    def earlier_companions(self, unit: int) -> int:
        """A set in which of all earlier units are those that one execution of the region may run besides."""
        return self.companions.before(unit)

    def loop(self, unit: int) -> "Exclusion":
        """The answers for the region inside a loop or for_each."""
        if unit not in self._inner:
            self._inner[unit] = Exclusion(self.flow, self.region.inner[unit], self.effort)
        return self._inner[unit]

    def may_repeat(self, outlet: int) -> bool:
        """Whether an iteration may fire this outlet and still be followed by another iteration."""
        return bool(self.companions.of_place(self.places.of_outlet(outlet)) & self._back_places)

    @cached_property
    def sources(self) -> Mapping[int, list[int]]:
        """For each unit those that lead to it: found once, for who places units, and who asks how well."""
        return self.region.sources()

    @cached_property
    def back_outlets(self) -> list[int]:
        """The outlets that lead back to the loop's header."""
        members = self.places.members
        return [
            outlet
            for outlet in self.flow.into[self.region.head]
            if self.flow.outlets[outlet].source in members
        ]

    @cached_property
    def all_vertices(self) -> frozenset[int]:
        """All vertices within the region."""
        return frozenset(self.places.members)

    @cached_property
    def places(self) -> RegionPlaces:
        """The region's places by number."""
        return RegionPlaces(self.flow, self.region)

    @cached_property
    def _back_places(self) -> int:
        return bits_of(map(self.places.of_outlet, self.back_outlets))

    @cached_property
    def companions(self) -> Companions:
        """With which places each unit may run; found when first asked: where nothing forks, nothing asks."""
        return Companions(self.region, self.places, self._fired_with, self.effort)

    def _fired_with(self, unit: int) -> dict[int, int]:
        """For each place of a unit those of the same unit that one run of it may pass as well."""
        inner = self.region.inner.get(unit)
        if unit == OUTSIDE:
            return dict.fromkeys(self.places.of_unit[unit], self.places.block(unit))
        if inner is not None and inner.kind == "loop":
            return self._passed_in_loop(unit)
        if len(self.flow.outcomes[unit]) == 1 and unit not in self.flow.loop_outlet:  # as mostly
            return dict.fromkeys(self.places.of_unit[unit], self.places.block(unit))
        return self._fired_by_node(unit)

    def _fired_by_node(self, unit: int) -> dict[int, int]:
        """What leaves from the body of a for_each does so for each item, so besides anything."""
        number, block = self._numbers(unit), self.places.block(unit)
        free = {outlet for outlet in number if is_of_item(self.flow, self.flow.outlets[outlet], unit)}
        always = self.bit(unit) | bits_of(number[outlet] for outlet in free)
        found = {outlet: always | 1 << place for outlet, place in number.items()}
        for outcome in self.flow.outcomes[unit]:
            fires = [outlet for outlet in outcome.fires if outlet in number]
            together = bits_of([number[outlet] for outlet in fires]) if len(fires) > 1 else 0
            for outlet in fires:
                found[outlet] |= together
        found |= dict.fromkeys(free, block)
        return {self.places.of_unit[unit].start: block} | {number[outlet]: found[outlet] for outlet in number}

    def _passed_in_loop(self, unit: int) -> dict[int, int]:
        """What an iteration fires that is not the last one has fired in the end besides anything else.

        Of two other outlets never both: what may run with the first in an iteration would lead back.
        """
        inner, number, block = self.loop(unit), self._numbers(unit), self.places.block(unit)
        repeating = {outlet for outlet in number if inner.may_repeat(outlet)}
        always = self.bit(unit) | bits_of(number[outlet] for outlet in repeating)
        return {self.places.of_unit[unit].start: block} | {
            place: block if outlet in repeating else always | 1 << place for outlet, place in number.items()
        }

    def _numbers(self, unit: int) -> dict[int, int]:
        """The places of a unit by their outlets."""
        return {outlet: self.places.number[unit, outlet] for outlet in self.places.outlets(unit)}
