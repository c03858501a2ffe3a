"""What is to be known of a loop that lies in one scope."""

from collections.abc import Iterable
from itertools import takewhile

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Loop
from exeoflow.compiler.schedule.exclusion import Exclusion


def loop_of(flow: Flow, tree: RegionTree, exclusion: Exclusion, vertices: Iterable[int]) -> Loop:
    """What is to be known of a loop."""
    inside = frozenset(vertices)
    leaving = frozenset(
        outlet
        for vertex in inside
        for outlet in flow.outlets_of[vertex]
        if _leaves(flow, tree, exclusion.region, inside, outlet)
    )
    repeating = frozenset(outlet for outlet in leaving if exclusion.may_repeat(outlet))
    return Loop(exclusion.region.head, inside, leaving, repeating)


def _leaves(flow: Flow, tree: RegionTree, region: Region, inside: frozenset[int], outlet: int) -> bool:
    """Whether an outlet leads out of a loop; an end does unless it is one of an item of a for_each inside."""
    found = flow.outlets[outlet]
    if not found.is_end:
        return any(target not in inside for target in found.targets)
    around = tree.region_of[found.source].outwards()
    return all(inner.kind != "for_each" for inner in takewhile(lambda each: each is not region, around))
