"""Which units of a region lead to which within one run of it."""

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.graph import ancestors


class Upstream:
    """Answers for a tree of regions; of each it finds the units before each unit when it is first asked."""

    def __init__(self, tree: RegionTree) -> None:
        self.tree = tree
        self._before: dict[Region, tuple[dict[int, int], list[int]]] = {}

    def region_around(self, source: int, target: int) -> Region:
        """The innermost region that contains both vertices."""
        region = self.tree.region_of[target]
        while self.tree.unit_in(region, source) is None:
            assert region.parent is not None
            region = region.parent
        return region

    def leads(self, region: Region, source: int, target: int) -> bool:
        """Whether a path of connections inside the region leads from one vertex' unit to the other's."""
        if region not in self._before:
            self._before[region] = _units_before(region)
        position, before = self._before[region]
        first, last = self.tree.unit_in(region, source), self.tree.unit_in(region, target)
        assert first is not None
        assert last is not None
        return bool(before[position[last]] >> position[first] & 1)


def _units_before(region: Region) -> tuple[dict[int, int], list[int]]:
    """The units' positions, and the ancestors of the unit at each."""
    position = {unit: index for index, unit in enumerate(region.units)}
    graph: list[list[int]] = [[] for _ in region.units]
    for edge in region.edges:
        if edge.source in position:
            graph[position[edge.source]].append(position[edge.target])
    return position, ancestors(graph)
