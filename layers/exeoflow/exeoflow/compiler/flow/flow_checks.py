"""Faults that only the whole flow shows: nodes that never run, and reads of nodes that run later."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from exeoflow.compiler.flow.regions import RegionTree, for_each_around
from exeoflow.compiler.flow.triggers import trigger_ids
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.diagnostics import Diagnostic
from exeoflow.digraph import Paths, reachable
from exeoflow.expressions import Reference
from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.node_type import BREAK_HANDLE
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.nodes.texts import ConfigText

_WITH_RULES: Final = frozenset({"nodes", "item", "index"})
"""The roots that may not be read everywhere."""


def flow_faults(flow: Flow, tree: RegionTree) -> tuple[Diagnostic, ...]:
    """All of them, in the author's order."""
    return (*_unreachable(flow, tree), *_bad_breaks(flow, tree), *_bad_reads(flow, tree))


def _unreachable(flow: Flow, tree: RegionTree) -> Iterator[Diagnostic]:
    reached = {*(flow.vertices[vertex].id for vertex in _entered(flow, tree)), *trigger_ids(flow.workflow)}
    for index, node in enumerate(flow.workflow.nodes):
        is_off = NODE_TYPES[node.type].starts and node.disabled
        if node.id not in reached and not is_off:
            yield Diagnostic("node-unreachable", f"nodes[{index}]", node_id=node.id)


def _entered(flow: Flow, tree: RegionTree) -> set[int]:
    """The vertices that may run: all but those to which only `break` of a for_each without a body leads."""
    breaks = [outlet for outlet in flow.outlets if outlet.handle == BREAK_HANDLE]
    never_fires = {outlet.index for outlet in breaks if _is_without_body(flow, tree, outlet.source)}
    if not never_fires:  # as nearly always
        return set(range(flow.root))
    leads_to: list[list[int]] = [[] for _ in range(flow.root + 1)]
    for outlet in flow.outlets:
        leads_to[outlet.source] += () if outlet.index in never_fires else outlet.targets
    return reachable(leads_to, [flow.root]) - {flow.root}


def _is_without_body(flow: Flow, tree: RegionTree, vertex: int) -> bool:
    return (
        vertex != flow.root
        and flow.vertices[vertex].is_for_each
        and vertex not in tree.region_of[vertex].inner
    )


def _bad_breaks(flow: Flow, tree: RegionTree) -> Iterator[Diagnostic]:
    """Nodes that end the loop around where there is none, or where that leads nowhere."""
    loops_around = for_each_around(tree)
    faults: dict[str, Diagnostic] = {}
    positions = {node.id: f"nodes[{index}].config.status" for index, node in enumerate(flow.workflow.nodes)}
    for number, vertex in enumerate(flow.vertices):
        if vertex.node.disabled or not vertex.type.ends_the_loop(vertex.config):
            continue
        around = loops_around[number]
        if not around:
            faults[vertex.id] = Diagnostic("break-outside-loop", positions[vertex.id], vertex.id)
        elif all(outcome.handle != BREAK_HANDLE for outcome in flow.outcomes[around[0]]):
            values = {"for_each": flow.vertices[around[0]].id}
            faults[vertex.id] = Diagnostic(
                "break-unconnected", positions[vertex.id], vertex.id, values=values
            )
    yield from faults.values()


def _bad_reads(flow: Flow, tree: RegionTree) -> Iterator[Diagnostic]:
    upstream = _Upstream(flow.workflow)
    bodies = _Bodies(flow, tree)
    vertices = {vertex.id: vertex for vertex in flow.vertices}
    for index, node in enumerate(flow.workflow.nodes):
        if node.id not in vertices:
            continue
        for read in vertices[node.id].texts:
            for reference in read.references():
                if reference.root not in _WITH_RULES:
                    continue
                rule = _rule_broken(node, reference, upstream, bodies)
                if rule is not None:
                    yield _bad_read(rule, index, node, read.text, reference)


def _rule_broken(node: Node, reference: Reference, upstream: "_Upstream", bodies: "_Bodies") -> str | None:
    if reference.root != "nodes":
        return "item-outside-loop" if node.id in bodies.outside else None
    if upstream.leads(reference.name, node.id):
        return None
    # Outside a body, what its nodes have put out is known wherever its for_each leads.
    heads = bodies.left_between(reference.name, node.id)
    return None if any(upstream.leads(head, node.id) for head in heads) else "reference-not-upstream"


def _bad_read(rule: str, index: int, node: Node, text: ConfigText, reference: Reference) -> Diagnostic:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in text.path)
    values = {
        "field": steps.removeprefix("."),
        "node": reference.name,
        "name": reference.root,
    }
    return Diagnostic(rule, f"nodes[{index}].config{steps}", node_id=node.id, values=values)


class _Bodies:
    """In which bodies the nodes lie; each group of triggers may have a copy of a node elsewhere."""

    def __init__(self, flow: Flow, tree: RegionTree) -> None:
        self.around: dict[str, set[str]] = {}
        self.outside: set[str] = set()
        for vertex, around in zip(flow.vertices, for_each_around(tree)[: flow.root], strict=True):
            heads = {flow.vertices[head].id for head in around}
            self.around.setdefault(vertex.id, set()).update(heads)
            if not heads:
                self.outside.add(vertex.id)

    def left_between(self, source: str, target: str) -> set[str]:
        """The for_each nodes whose bodies hold the source, but not the target."""
        return self.around.get(source, set()) - self.around[target]


class _Upstream:
    """Says whether a path of connections leads from one node to another."""

    def __init__(self, workflow: Workflow) -> None:
        self._workflow = workflow
        self._number = {node.id: index for index, node in enumerate(workflow.nodes)}

    @cached_property
    def _paths(self) -> Paths:
        """Found when first asked for, for many workflows name no node in their texts."""
        graph: list[list[int]] = [[] for _ in self._number]
        for connection in self._workflow.connections:
            graph[self._number[connection.source]].append(self._number[connection.target])
        return Paths(graph)

    def leads(self, source: str, target: str) -> bool:
        return self._paths.lead(self._number[source], self._number[target])
