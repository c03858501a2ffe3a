"""Which units of a region lead to which within one run of it."""

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.digraph import Paths


class Upstream:
    """Answers for a tree of regions; of each it finds the paths when it is first asked."""

    def __init__(self, tree: RegionTree) -> None:
        self._tree = tree
        self._paths: dict[Region, tuple[dict[int, int], Paths]] = {}

    def leads(self, source: int, target: int) -> tuple[Region, bool]:
        """The innermost region that contains both vertices; whether a path in it leads from one to the other.

        That is, from the unit that contains the source to the one that contains the target.
        """
        units = dict(self._tree.units_around(source))
        region, last = next(each for each in self._tree.units_around(target) if each[0] in units)
        if region not in self._paths:
            self._paths[region] = _paths_in(region)
        position, paths = self._paths[region]
        return region, paths.lead(position[units[region]], position[last])


def _paths_in(region: Region) -> tuple[dict[int, int], Paths]:
    """The positions of the units, and the paths between these."""
    position = {unit: index for index, unit in enumerate(region.units)}
    graph: list[list[int]] = [[] for _ in region.units]
    for edge in region.edges:
        if edge.source in position:
            graph[position[edge.source]].append(position[edge.target])
    return position, Paths(graph)
