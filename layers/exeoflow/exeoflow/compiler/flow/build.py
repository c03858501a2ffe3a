"""From a workflow to vertices, outlets and outcomes.

In: a checked workflow. Out: a `Flow`: numbered vertices (the nodes that a trigger reaches, in the author's
order, and a virtual root in front of the triggers) with their outlets. It decides nothing about order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exeoflow.compiler.flow.handles import Handle, LiveConnection, live_connections, ordinary_handles
from exeoflow.compiler.flow.outcomes import VertexOutcomes
from exeoflow.compiler.flow.triggers import distinct_triggers
from exeoflow.compiler.flow.vertices import Flow, Outcome, Outlet, Vertex
from exeoflow.digraph import reachable
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.fields import Config
from exeoflow.nodes.table import Configurations
from exeoflow.nodes.texts import ReadText, read_texts

Group = Sequence[str]
"""The ids of triggers that share one copy of what they reach."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """A workflow as all flows of it see it: its nodes' configurations, the connections that may be live."""

    workflow: Workflow
    configs: Mapping[str, Config]
    texts: Mapping[str, tuple[ReadText, ...]]
    handles: Mapping[str, tuple[Handle, ...]]
    """Those of each node that may fire without an error."""
    connections: tuple[LiveConnection, ...]


def wiring_of(configurations: Configurations) -> Wiring:
    """The wiring of a checked workflow."""
    workflow = configurations.workflow
    configs = {node.id: configurations.of(node) for node in workflow.nodes}
    texts = {node.id: read_texts(configurations.texts(node)) for node in workflow.nodes}
    handles = {node.id: ordinary_handles(node, configs[node.id]) for node in workflow.nodes}
    return Wiring(workflow, configs, texts, handles, tuple(live_connections(workflow, handles)))


def build_flow(wiring: Wiring, groups: Sequence[Group] | None = None) -> Flow:
    """The flow of a workflow; each group of trigger ids gets its own copy of what it reaches.

    Without groups all triggers share one.
    """
    return _FlowBuilder(wiring, groups or [distinct_triggers(wiring.workflow, wiring.texts)]).build()


class _FlowBuilder:
    """Collects outlets and outcomes vertex by vertex."""

    def __init__(self, wiring: Wiring, groups: Sequence[Group]) -> None:
        self.workflow = wiring.workflow
        self.configs = wiring.configs
        self.texts = wiring.texts
        self.handles = wiring.handles
        self.connections = wiring.connections
        self.groups = groups
        self.vertices: list[Vertex] = []
        self.numbers: list[dict[str, int]] = []
        """For each group the vertices of the nodes that it reaches, by the nodes' ids."""
        self.outlets: list[Outlet] = []
        self.outcomes: list[tuple[Outcome, ...]] = []
        self.loop_outlet: dict[int, int] = {}

    def build(self) -> Flow:
        for copy, group in enumerate(self.groups):
            self._add_vertices(copy, group)
        targets = self._targets()
        for index, vertex in enumerate(self.vertices):
            self._add_outcomes(index, vertex, targets[index])
        self.outcomes.append(self._starts())
        return Flow(
            self.workflow,
            tuple(self.vertices),
            tuple(self.outlets),
            tuple(self.outcomes),
            self._into(),
            self.loop_outlet,
        )

    def _add_vertices(self, copy: int, group: Group) -> None:
        """Numbers the nodes that a group of triggers reaches."""
        reached = _reached(group, self.connections)
        number: dict[str, int] = {}
        for node in self.workflow.nodes:
            if node.id in reached:
                number[node.id] = len(self.vertices)
                self.vertices.append(Vertex(node, self.configs[node.id], copy, self.texts[node.id]))
        self.numbers.append(number)

    def _targets(self) -> list[dict[Handle, tuple[int, ...]]]:
        """For each vertex the vertices to which its handles lead, each once, in the author's order."""
        found: list[dict[Handle, list[int]]] = [{} for _ in self.vertices]
        for number in self.numbers:
            for source, handle, target in self.connections:
                if source in number:
                    found[number[source]].setdefault(handle, []).append(number[target])
        return [
            {handle: tuple(dict.fromkeys(targets)) for handle, targets in by_handle.items()}
            for by_handle in found
        ]

    def _add_outcomes(self, index: int, vertex: Vertex, targets: Mapping[Handle, tuple[int, ...]]) -> None:
        outcomes = VertexOutcomes(self.outlets, index, vertex, self.handles[vertex.id], targets)
        loop_outlet = outcomes.add_loop_outlet()
        if loop_outlet is not None:
            self.loop_outlet[index] = loop_outlet
        self.outcomes.append(outcomes.find())

    def _starts(self) -> tuple[Outcome, ...]:
        """The outcomes of the root: one per trigger."""
        starts = []
        for number, group in zip(self.numbers, self.groups, strict=True):
            for trigger in group:
                outlet = Outlet(len(self.outlets), len(self.vertices), trigger, (number[trigger],))
                self.outlets.append(outlet)
                starts.append(Outcome(trigger, (outlet.index,)))
        return tuple(starts)

    def _into(self) -> tuple[tuple[int, ...], ...]:
        """The outlets that lead to each vertex, in the author's order of the connections."""
        by_handle: list[dict[Handle, int]] = [{} for _ in range(len(self.vertices) + 1)]
        for outlet in self.outlets:
            if not outlet.is_end:
                by_handle[outlet.source][outlet.handle] = outlet.index
        into: list[dict[int, None]] = [{} for _ in range(len(self.vertices) + 1)]
        for source, handle, target in self.connections:
            for number in self.numbers:
                if source in number:
                    into[number[target]][by_handle[number[source]][handle]] = None
        for outcome in self.outcomes[-1]:
            (start,) = outcome.fires
            into[self.outlets[start].targets[0]][start] = None
        return tuple(tuple(outlets) for outlets in into)


def _reached(group: Group, connections: Iterable[LiveConnection]) -> set[str]:
    """The nodes that a group of triggers reaches."""
    graph: dict[str, list[str]] = defaultdict(list)
    for each in connections:
        graph[each.source].append(each.target)
    return reachable(graph, group)
