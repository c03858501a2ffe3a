"""Ends that cannot have been reached where a vertex runs, though their node may have been left by them.

A node that fires any of several outlets reaches its end only where it fires none. What every way to a vertex
leads through has therefore not ended there. Else each of many such nodes in a row would be asked at the end
of all that follows whether it has ended: the square of their number.
"""

from collections.abc import Sequence

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.digraph import NO_NUMBERS, NumberSet, immediate_dominators


def passed_ends(flow: Flow, tree: RegionTree) -> Sequence[NumberSet]:
    """For each vertex the ends that were not reached in the same iteration if the vertex runs."""
    ends = [_open_ends(flow, vertex) for vertex in range(flow.root + 1)]
    passed = [NO_NUMBERS] * len(ends)
    if not any(ends):
        return passed
    lasting = _lasting_ends(tree, ends)
    dominators = immediate_dominators(_graph(flow), flow.root)
    for vertex in _from_the_root(dominators, flow.root):
        before = dominators[vertex]
        known, region = passed[before] | ends[before], tree.region_of[vertex]
        # All of them last as long as the region that they were known in.
        passed[vertex] = known if region is tree.region_of[before] else known & lasting[region]
    return passed


def _open_ends(flow: Flow, vertex: int) -> NumberSet:
    """The ends of a vertex that fire where none of its other outlets does."""
    ends = [
        outlet
        for outcome in flow.outcomes[vertex]
        if outcome.is_choice
        for outlet in outcome.fires
        if flow.outlets[outlet].is_end
    ]
    return NumberSet.of(ends) if ends else NO_NUMBERS


def _lasting_ends(tree: RegionTree, ends: Sequence[NumberSet]) -> dict[Region, NumberSet]:
    """For each region its ends and those of the regions around it: a run of it sees one run of each.

    A loop may have been left by an earlier iteration than the one that ended in it.
    """
    own: dict[Region, NumberSet] = {}
    for vertex, region in enumerate(tree.region_of):
        own[region] = own.get(region, NO_NUMBERS) | ends[vertex]
    lasting: dict[Region, NumberSet] = {}
    for region in tree.regions():
        around = NO_NUMBERS if region.parent is None else lasting[region.parent]
        lasting[region] = own.get(region, NO_NUMBERS) | around
    return lasting


def _graph(flow: Flow) -> list[list[int]]:
    graph: list[list[int]] = [[] for _ in range(flow.root + 1)]
    for outlet in flow.outlets:
        graph[outlet.source] += outlet.targets
    return graph


def _from_the_root(dominators: Sequence[int], root: int) -> list[int]:
    """All vertices but the root, each behind its dominator."""
    below: list[list[int]] = [[] for _ in dominators]
    for vertex, dominator in enumerate(dominators):
        if vertex != root:
            below[dominator].append(vertex)
    order = [*below[root]]
    for vertex in order:
        order += below[vertex]
    return order
