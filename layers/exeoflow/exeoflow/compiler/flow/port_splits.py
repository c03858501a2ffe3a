"""Splits ports so that all connections of one port are settled at the same time.

In a loop, a connection back to the header and one within the body are settled in every iteration, one that
leaves the loop only when the loop is over. Where one handle has connections of several such kinds, each kind
becomes a port.
"""

from collections.abc import Mapping
from dataclasses import replace

from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.vertices import Flow, Outcome, Port


def split_ports(flow: Flow, tree: RegionTree) -> tuple[Flow, RegionTree]:
    """The flow with split ports, and the regions with edges that name the new ports."""
    ports = list(flow.ports)
    parts: dict[int, list[int]] = {}
    moved: dict[tuple[int, int], int] = {}
    for port in flow.ports:
        first, *others = _groups(port, tree, is_loop=flow.is_loop(port.index))
        if others:
            ports[port.index] = replace(port, targets=first)
        for targets in others:
            index = len(ports)
            ports.append(replace(port, index=index, targets=targets))
            parts.setdefault(port.index, []).append(index)
            moved |= {(port.index, target): index for target in targets}
    if not parts:
        return flow, tree
    outcomes = tuple(tuple(_with_parts(outcome, parts) for outcome in each) for each in flow.outcomes)
    into = tuple(
        tuple(moved.get((port, vertex), port) for port in into) for vertex, into in enumerate(flow.into)
    )
    split = replace(flow, ports=tuple(ports), outcomes=outcomes, into=into)
    return split, _with_moved_edges(tree, moved)


def _groups(port: Port, tree: RegionTree, *, is_loop: bool) -> list[tuple[int, ...]]:
    """The port's targets, by the region that settles them and by whether they lead back.

    Those in the body of the port's own for_each come first.
    """
    if len(port.targets) < 2 or tree.region_of[port.source].parent is None:  # noqa: PLR2004 - nothing to split
        return [port.targets]
    own = [target for target in port.targets if is_loop and _is_in_item(port.source, target, tree)]
    found: dict[tuple[Region, bool], list[int]] = {}
    for target in port.targets:
        if target in own:
            continue
        region = tree.region_of[port.source]
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
    more = tuple(part for port in outcome.fires for part in parts.get(port, ()))
    return replace(outcome, fires=outcome.fires + more) if more else outcome


def _with_moved_edges(tree: RegionTree, moved: Mapping[tuple[int, int], int]) -> RegionTree:
    """The same regions, where connections that another port has now are edges of that port."""
    copies: dict[Region, Region] = {}
    for region in tree.regions():
        edges = [replace(edge, port=moved.get((edge.port, edge.target), edge.port)) for edge in region.edges]
        parent = None if region.parent is None else copies[region.parent]
        copies[region] = replace(region, parent=parent, edges=edges)
    for region, copy in copies.items():
        copy.inner = {head: copies[inner] for head, inner in region.inner.items()}
    return RegionTree(copies[tree.whole], tuple(copies[region] for region in tree.region_of))
