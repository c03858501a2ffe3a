"""Faults that only the whole flow shows: nodes that never run, and reads of nodes that run later."""

from collections.abc import Iterator

from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.triggers import trigger_ids
from exeoflow.diagnostics import Diagnostic
from exeoflow.expressions import Reference
from exeoflow.graph import ancestors, strong_components
from exeoflow.model.workflow import Node, Workflow
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.nodes.texts import ConfigText, texts_of


def flow_faults(flow: Flow, tree: RegionTree) -> tuple[Diagnostic, ...]:
    """All of them, in the author's order."""
    return (*_unreachable(flow), *_bad_reads(flow, tree))


def _unreachable(flow: Flow) -> Iterator[Diagnostic]:
    reached = {*(vertex.id for vertex in flow.vertices), *trigger_ids(flow.workflow)}
    for index, node in enumerate(flow.workflow.nodes):
        is_off = NODE_TYPES[node.type].starts and node.disabled
        if node.id not in reached and not is_off:
            yield Diagnostic("node-unreachable", f"nodes[{index}]", node_id=node.id)


def _bad_reads(flow: Flow, tree: RegionTree) -> Iterator[Diagnostic]:
    upstream = _Upstream(flow.workflow)
    # Each group of triggers may have a copy of a node, and not each copy need lie in a body.
    outside = {vertex.id for index, vertex in enumerate(flow.vertices) if not _is_in_body(tree, index)}
    configs = {vertex.id: vertex.config for vertex in flow.vertices}
    for index, node in enumerate(flow.workflow.nodes):
        if node.id not in configs:
            continue
        for text in texts_of(type(configs[node.id]), configs[node.id]):
            for reference in _references(text):
                rule = _rule_broken(node, reference, upstream, outside)
                if rule is not None:
                    yield _bad_read(rule, index, node, text, reference)


def _rule_broken(node: Node, reference: Reference, upstream: "_Upstream", outside: set[str]) -> str | None:
    if reference.root in ("item", "index") and node.id in outside:
        return "item-outside-loop"
    if reference.root == "nodes" and not upstream.leads(reference.name, node.id):
        return "reference-not-upstream"
    return None


def _references(text: ConfigText) -> Iterator[Reference]:
    """The references of a text, without the item that a field binds itself."""
    for expression in text.parse():
        for reference in expression.references:
            if not (text.whole and text.whole.binds_item and reference.root in ("item", "index")):
                yield reference


def _bad_read(rule: str, index: int, node: Node, text: ConfigText, reference: Reference) -> Diagnostic:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in text.path)
    values = {
        "field": steps.removeprefix("."),
        "node": reference.name,
        "name": reference.root,
    }
    return Diagnostic(rule, f"nodes[{index}].config{steps}", node_id=node.id, values=values)


def _is_in_body(tree: RegionTree, vertex: int) -> bool:
    region: Region | None = tree.region_of[vertex]
    while region is not None and region.kind != "for_each":
        region = region.parent
    return region is not None


class _Upstream:
    """Says whether a path leads from one node to another."""

    def __init__(self, workflow: Workflow) -> None:
        self.number = {node.id: index for index, node in enumerate(workflow.nodes)}
        graph: list[list[int]] = [[] for _ in self.number]
        for connection in workflow.connections:
            graph[self.number[connection.source]].append(self.number[connection.target])
        components = strong_components(graph)
        self.component_of = [0] * len(graph)
        for index, component in enumerate(components):
            for node in component:
                self.component_of[node] = index
        # A component that lies on a cycle leads to itself: by an edge within, which stays one here.
        self.before = ancestors(
            [
                sorted({self.component_of[target] for node in component for target in graph[node]})
                for component in components
            ]
        )

    def leads(self, source: str, target: str) -> bool:
        """Whether a path of at least one connection leads from the source to the target."""
        first, last = (self.component_of[self.number[node]] for node in (source, target))
        return bool(self.before[last] >> first & 1)
