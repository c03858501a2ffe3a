"""Whether several triggers can share one copy of the graph.

What a node means may depend on the trigger, because only what that trigger reaches takes part: a loop that is
entered in two places is well-formed for each trigger alone, and a for_each's body is larger if another
trigger leads into it. If the regions of each trigger alone are parts of those of the whole, all triggers
share the graph, otherwise each has a copy of what it reaches. Mostly the whole shows that they are
(`sharing.py`); where it does not, the regions are found for each trigger alone.
"""

from collections.abc import Mapping

from exeoflow.compiler.flow.build import build_flow, wiring_of
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.flow.sharing import is_surely_shared
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.diagnostics import Diagnostic
from exeoflow.nodes.table import Configurations

Faults = tuple[Diagnostic, ...]

MOST_COMPARED = 100_000
"""Nodes that triggers reach, summed: each is looked at alone to see whether all can share one copy."""

MOST_COPIED = 20_000
"""Likewise where they cannot: no definition of a megabyte holds more states."""


def build_graph(configurations: Configurations) -> tuple[Flow, RegionTree | Faults]:
    """The flow and its regions."""
    wiring = wiring_of(configurations)
    flow = build_flow(wiring)
    tree = build_regions(flow)
    triggers = [flow.vertices[trigger].id for trigger in flow.triggers]
    if len(triggers) == 1 or (isinstance(tree, RegionTree) and is_surely_shared(flow, tree)):
        return flow, tree
    shared = _regions_by_node(flow, tree) if isinstance(tree, RegionTree) else None
    reached = 0
    for trigger in triggers:
        alone = build_flow(wiring, [[trigger]])
        part = build_regions(alone)
        if not isinstance(part, RegionTree):
            return flow, part
        if shared is not None and not _regions_by_node(alone, part).items() <= shared.items():
            shared = None
        reached += len(alone.vertices)
        limit = MOST_COPIED if shared is None else MOST_COMPARED
        if reached > limit:
            return flow, (_too_many(reached, limit),)
    if shared is not None:
        return flow, tree
    copied = build_flow(wiring, [[trigger] for trigger in triggers])
    return copied, build_regions(copied)


def _regions_by_node(flow: Flow, tree: RegionTree) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each node the regions around it, the innermost first."""
    return {
        vertex.id: tuple(
            (region.kind, flow.vertices[region.head].id)
            for region in tree.region_of[index].outwards()
            if region.parent is not None
        )
        for index, vertex in enumerate(flow.vertices)
    }


def _too_many(reached: int, limit: int) -> Diagnostic:
    values = {"count": str(reached), "limit": str(limit)}
    return Diagnostic("trigger-too-many-nodes", "nodes", values=values)
