"""Whether the regions of a whole are surely those of what each trigger reaches alone, told from the whole.

To a trigger alone the ways of others are missing. A loop stays as it is then: whoever reaches a part of it
reaches all, by the same entry. But what a region leads to becomes a part of it where no other way leads there
any more. So all regions surely stay as they are if none leads anywhere: a for_each's body but back to what it
lies in or to what a head around it leads to as well, a loop but by what leaves it for good.
"""

from collections.abc import Iterator

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.vertices import Flow, Outlet
from exeoflow.digraph import reachable


def is_surely_shared(flow: Flow, tree: RegionTree) -> bool:
    """Whether no region is larger for one of the triggers than for all; if not, it is not known.

    It takes one look at the whole, where comparing takes one for each trigger.
    """
    regions = _Regions(flow, tree)
    return not any(
        regions.leads_on(region, outlet) for outlet in flow.outlets for region in regions.of(outlet)
    )


class _Regions:
    """The regions around outlets, and what leads out of them."""

    def __init__(self, flow: Flow, tree: RegionTree) -> None:
        self.flow = flow
        self.tree = tree
        self._repeated: dict[Region, set[int]] = {}

    def of(self, outlet: Outlet) -> Iterator[Region]:
        """The regions that an outlet lies in; by the one for items a for_each leads into its own body."""
        inner = self.tree.region_of[outlet.source]
        if self.flow.is_loop(outlet.index):
            # The body of a for_each all of which other ways enter is none of the tree: it is empty.
            inner = inner.inner.get(outlet.source) or Region("for_each", outlet.source, inner)
        return (region for region in inner.outwards() if region.kind != "whole")

    def leads_on(self, region: Region, outlet: Outlet) -> bool:
        """Whether an outlet leads out of a region, to what may be a part of it for some trigger."""
        # Whoever is in a region has come through its head, and through those of all around it.
        heads = {each.head for each in region.outwards()}
        beyond = [
            target
            for target in outlet.targets
            if target not in heads and not self.tree.contains(region, target)
        ]
        if region.kind == "for_each":
            return not all(self._is_reached_anyway(target, region, heads) for target in beyond)
        is_left = len(beyond) == len(outlet.targets) and outlet.source in self._repeated_by(region)
        return bool(beyond) and not is_left

    def _is_reached_anyway(self, target: int, body: Region, heads: set[int]) -> bool:
        """Whether one of the heads leads to a target itself, and not for the items of this body."""
        items = self.flow.loop_outlet[body.head]
        return any(
            outlet != items and self.flow.outlets[outlet].source in heads for outlet in self.flow.into[target]
        )

    def _repeated_by(self, loop: Region) -> set[int]:
        """What leads back to the header of a loop; the rest of it is only started by an iteration."""
        if loop not in self._repeated:
            members = {vertex for region in loop.inwards() for vertex in region.units}
            sources = {
                vertex: [
                    source
                    for outlet in self.flow.into[vertex]
                    if (source := self.flow.outlets[outlet].source) in members
                ]
                for vertex in members
            }
            self._repeated[loop] = reachable(sources, [loop.head])
        return self._repeated[loop]
