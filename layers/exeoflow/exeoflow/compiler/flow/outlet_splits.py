"""Splits outlets so that all connections of one outlet are settled at the same time.

In a loop, a connection back to the header and one within the body are settled in every iteration, one that
leaves the loop only when the loop is over. Where one handle has connections of several such kinds, each kind
becomes an outlet.
"""

from collections.abc import Mapping
from dataclasses import replace

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.vertices import Flow, Outcome, Outlet


def split_outlets(flow: Flow, tree: RegionTree) -> tuple[Flow, RegionTree]:
    """The flow with split outlets, and the regions with edges that name the new outlets."""
    if not tree.whole.inner:  # without loops all is settled at one time
        return flow, tree
    outlets = list(flow.outlets)
    parts: dict[int, list[int]] = {}
    moved: dict[tuple[int, int], int] = {}
    for outlet in flow.outlets:
        first, *others = _groups(outlet, tree, is_loop=flow.is_loop(outlet.index))
        if others:
            outlets[outlet.index] = replace(outlet, targets=first)
        for targets in others:
            index = len(outlets)
            outlets.append(replace(outlet, index=index, targets=targets))
            parts.setdefault(outlet.index, []).append(index)
            moved |= {(outlet.index, target): index for target in targets}
    if not parts:
        return flow, tree
    outcomes = tuple(tuple(_with_parts(outcome, parts) for outcome in each) for each in flow.outcomes)
    into = tuple(
        tuple(moved.get((outlet, vertex), outlet) for outlet in into) for vertex, into in enumerate(flow.into)
    )
    split = replace(flow, outlets=tuple(outlets), outcomes=outcomes, into=into)
    return split, _with_moved_edges(tree, moved)


def _groups(outlet: Outlet, tree: RegionTree, *, is_loop: bool) -> list[tuple[int, ...]]:
    """The outlet's targets, by the region that settles them and by whether they lead back.

    Those in the body of the outlet's own for_each come first.
    """
    if len(outlet.targets) < 2 or tree.region_of[outlet.source].parent is None:  # noqa: PLR2004 - nothing to split
        return [outlet.targets]
    own = [target for target in outlet.targets if is_loop and _is_in_item(outlet.source, target, tree)]
    found: dict[tuple[Region, bool], list[int]] = {}
    for target in outlet.targets:
        if target in own:
            continue
        region = tree.region_of[outlet.source]
        while not tree.contains(region, target) and region.parent is not None:
            region = region.parent
        is_back = region.kind == "loop" and region.head == target
        found.setdefault((region, is_back), []).append(target)
    return [tuple(targets) for targets in (own, *found.values()) if targets]


def _is_in_item(for_each: int, target: int, tree: RegionTree) -> bool:
    """Whether a vertex lies in the body of a for_each, or is the for_each itself, where an item ends."""
    body = tree.region_of[for_each].inner.get(for_each)
    return target == for_each or (body is not None and tree.contains(body, target))


def _with_parts(outcome: Outcome, parts: dict[int, list[int]]) -> Outcome:
    more = tuple(part for outlet in outcome.fires for part in parts.get(outlet, ()))
    return replace(outcome, fires=outcome.fires + more) if more else outcome


def _with_moved_edges(tree: RegionTree, moved: Mapping[tuple[int, int], int]) -> RegionTree:
    """The same regions, where connections that another outlet has now are edges of that outlet."""
    copies: dict[Region, Region] = {}
    for region in tree.regions():
        edges = [
            edge._replace(outlet=moved.get((edge.outlet, edge.target), edge.outlet)) for edge in region.edges
        ]
        parent = None if region.parent is None else copies[region.parent]
        copies[region] = replace(region, parent=parent, edges=edges)
    for region, copy in copies.items():
        copy.inner = {head: copies[inner] for head, inner in region.inner.items()}
    return RegionTree(copies[tree.whole], tuple(copies[region] for region in tree.region_of))
