"""Whether several triggers can share one copy of the graph.

What a node means may depend on the trigger, because only what that trigger reaches takes part: a loop that is
entered in two places is well-formed for each trigger alone, and a for_each's body is larger if another
trigger leads into it. So the regions are found for each trigger alone; if they are parts of those of the
whole, all triggers share the graph, otherwise each has a copy of what it reaches.
"""

from collections.abc import Mapping

from exeoflow.compiler.flow.build import build_flow
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflow import Workflow

Faults = tuple[Diagnostic, ...]


def build_graph(workflow: Workflow) -> tuple[Flow, RegionTree | Faults]:
    """The flow and its regions."""
    flow = build_flow(workflow)
    tree = build_regions(flow)
    triggers = [flow.vertices[trigger].id for trigger in flow.triggers]
    if len(triggers) == 1 or (isinstance(tree, RegionTree) and not tree.whole.inner and not flow.loop_port):
        return flow, tree
    single = [build_flow(workflow, [[trigger]]) for trigger in triggers]
    alone = [(each, build_regions(each)) for each in single]
    for _, faults in alone:
        if not isinstance(faults, RegionTree):
            return flow, faults
    if isinstance(tree, RegionTree):
        shared = _regions_by_node(flow, tree)
        if all(
            shared[node] == regions
            for each, part in alone
            if isinstance(part, RegionTree)
            for node, regions in _regions_by_node(each, part).items()
        ):
            return flow, tree
    copied = build_flow(workflow, [[trigger] for trigger in triggers])
    return copied, build_regions(copied)


def _regions_by_node(flow: Flow, tree: RegionTree) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each node the regions around it, the innermost first."""
    return {
        vertex.id: tuple(
            (region.kind, flow.vertices[region.head].id)
            for region, _ in tree.units_around(index)
            if region.parent is not None
        )
        for index, vertex in enumerate(flow.vertices)
    }
