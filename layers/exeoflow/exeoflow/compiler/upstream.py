"""Which units of a region lead to which within one run of it."""

from exeoflow.compiler.regions import Region, RegionTree


class Upstream:
    """Answers for a tree of regions; each unit has the units before it as bits of a number."""

    def __init__(self, tree: RegionTree) -> None:
        self.tree = tree
        self._before: dict[Region, tuple[dict[int, int], dict[int, int]]] = {}

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
            self._before[region] = _ancestors(region)
        position, before = self._before[region]
        units = self.tree.unit_in(region, source), self.tree.unit_in(region, target)
        assert units[0] is not None
        assert units[1] is not None
        return bool(before[units[1]] >> position[units[0]] & 1)


def _ancestors(region: Region) -> tuple[dict[int, int], dict[int, int]]:
    position = {unit: index for index, unit in enumerate(region.units)}
    targets: dict[int, dict[int, None]] = {unit: {} for unit in region.units}
    for edge in region.edges:
        if edge.source in targets:
            targets[edge.source][edge.target] = None
    before = dict.fromkeys(region.units, 0)
    for unit in region.units:
        reached = before[unit] | 1 << position[unit]
        for target in targets[unit]:
            before[target] |= reached
    return position, before
