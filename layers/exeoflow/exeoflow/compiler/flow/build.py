"""Stage 1: the author's graph as the compiler sees it.

In: a checked workflow. Out: a `Flow`: numbered vertices (the nodes that a trigger reaches, in the author's
order, and a virtual root in front of the triggers), and ports, each a handle with all connections that leave
by it. A port fires as a whole, so liveness is a property of ports. What never fires is not there any more:
handles of disabled nodes, nodes that no trigger reaches. It decides nothing about order or states.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from exeoflow.compiler.flow.triggers import distinct_triggers
from exeoflow.graph import reachable
from exeoflow.model.workflow import Connection, Node, Workflow
from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import ERROR_HANDLE, LOOP_HANDLE, NodeType
from exeoflow.nodes.table import NODE_TYPES, parse_config


@dataclass(frozen=True, slots=True)
class Port:
    """A handle of a vertex with the vertices that it leads to.

    `is_end` marks the way out of a vertex that is an end.
    """

    index: int
    source: int
    handle: str | None
    targets: tuple[int, ...]
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which a vertex may finish, and the ports that fire then.

    `handle` is the handle that fires, `is_caught` says that the node failed first. With `is_choice` every one
    of the ports may or may not fire (a `switch` with mode `all`). `error` is the name of the error that tells
    of the outcome, of a node that has not failed.
    """

    handle: str | None
    fires: tuple[int, ...]
    is_caught: bool = False
    is_choice: bool = False
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node that takes part. `trigger` is the number of the group of triggers whose copy this is."""

    node: Node
    config: Config
    copy: int = 0

    @property
    def id(self) -> str:
        """The author's id of the node."""
        return self.node.id

    @property
    def key(self) -> str:
        """A text that no other vertex has: the id, with a number if it is not the first copy of the node."""
        return f"{self.id}@{self.copy + 1}" if self.copy else self.id

    @property
    def type(self) -> NodeType:
        """What there is to know of the node's type."""
        return NODE_TYPES[self.node.type]

    @property
    def is_for_each(self) -> bool:
        """Whether it runs a body for each item."""
        return self.type.is_loop and not self.node.disabled


@dataclass(frozen=True)
class Flow:
    """The graph. Vertex `root` (the last number) stands before all triggers and is no node."""

    workflow: Workflow
    vertices: tuple[Vertex, ...]
    ports: tuple[Port, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    into: tuple[tuple[int, ...], ...]
    loop_port: Mapping[int, int]
    """The port `loop` of each for_each that has one: the one that leads into its body, if any does."""

    @property
    def root(self) -> int:
        """The virtual vertex in front of the triggers."""
        return len(self.vertices)

    @cached_property
    def triggers(self) -> tuple[int, ...]:
        """The triggers that are told apart, the default one first."""
        return tuple(self.ports[outcome.fires[0]].targets[0] for outcome in self.outcomes[self.root])

    @cached_property
    def ports_of(self) -> tuple[tuple[int, ...], ...]:
        """The ports of every vertex."""
        found: list[list[int]] = [[] for _ in range(len(self.vertices) + 1)]
        for port in self.ports:
            found[port.source].append(port.index)
        return tuple(map(tuple, found))

    def is_loop(self, port: int) -> bool:
        """Whether a port fires for the items of a for_each."""
        found = self.ports[port]
        return found.handle == LOOP_HANDLE and found.source in self.loop_port

    def cofire(self, first: int, second: int) -> bool:
        """Whether two ports of the same vertex may fire in the same run of it."""
        source = self.ports[first].source
        if self.is_loop(first) or self.is_loop(second):
            return True
        return any(first in each.fires and second in each.fires for each in self.outcomes[source])


def build_flow(workflow: Workflow, groups: Sequence[Sequence[str]] | None = None) -> Flow:
    """The flow of a workflow; each group of trigger ids gets its own copy of what it reaches.

    Without groups all triggers share one.
    """
    return _FlowBuilder(workflow, groups or [distinct_triggers(workflow)]).build()


def ordinary_handles(node: Node, config: Config) -> tuple[str | None, ...]:
    """The handles that may fire without an error; of a disabled node only the first that is of no item."""
    node_type = NODE_TYPES[node.type]
    handles = node_type.handles(config)
    if not node.disabled:
        return handles
    return tuple(handle for handle in handles if not node_type.is_loop or handle != LOOP_HANDLE)[:1]


def error_action(node: Node) -> str:
    """`fail`, `continue` or `branch`."""
    if node.disabled or not NODE_TYPES[node.type].can_fail:
        return "fail"
    return node.on_error if isinstance(node.on_error, str) else node.on_error.action


class _FlowBuilder:
    """Collects ports and outcomes vertex by vertex."""

    def __init__(self, workflow: Workflow, groups: Sequence[Sequence[str]]) -> None:
        self.workflow = workflow
        self.groups = groups
        self.configs = {node.id: parse_config(node) for node in workflow.nodes}
        self.connections: dict[str, dict[str | None, list[str]]] = {}
        nodes = {node.id: node for node in workflow.nodes}
        for connection in workflow.connections:
            handle = self._handle_of(nodes[connection.source], connection)
            if not isinstance(handle, _Never):
                handles = self.connections.setdefault(connection.source, {})
                handles.setdefault(handle, []).append(connection.target)
        self.ports: list[Port] = []
        self.outcomes: list[tuple[Outcome, ...]] = []
        self.loop_port: dict[int, int] = {}

    def build(self) -> Flow:
        vertices: list[Vertex] = []
        numbers: list[dict[str, int]] = []
        for copy, group in enumerate(self.groups):
            reached = self._reached(group)
            number: dict[str, int] = {}
            for node in self.workflow.nodes:
                if node.id in reached:
                    number[node.id] = len(vertices)
                    vertices.append(Vertex(node, self.configs[node.id], copy))
            numbers.append(number)
        for index, vertex in enumerate(vertices):
            self.outcomes.append(self._outcomes_of(index, vertex, numbers[vertex.copy]))
        root = len(vertices)
        self.outcomes.append(
            tuple(
                Outcome(trigger, (self._port(root, trigger, (numbers[copy][trigger],)),))
                for copy, group in enumerate(self.groups)
                for trigger in group
            )
        )
        return Flow(
            self.workflow,
            tuple(vertices),
            tuple(self.ports),
            tuple(self.outcomes),
            self._into(root + 1, numbers),
            self.loop_port,
        )

    def _handle_of(self, node: Node, connection: Connection) -> "str | _Never | None":
        """The handle that a connection leaves by; `_NEVER` if that never fires."""
        handle = connection.source_handle
        if NODE_TYPES[node.type].starts and node.disabled:
            return _NEVER
        if handle == ERROR_HANDLE and error_action(node) == "branch":
            return ERROR_HANDLE
        ordinary = ordinary_handles(node, self.configs[node.id])
        if handle is None and len(ordinary) == 1:
            return ordinary[0]
        return handle if handle in ordinary else _NEVER

    def _reached(self, group: Iterable[str]) -> set[str]:
        ids = [node.id for node in self.workflow.nodes]
        number = {node_id: index for index, node_id in enumerate(ids)}
        graph = [
            [number[target] for targets in self.connections.get(node_id, {}).values() for target in targets]
            for node_id in ids
        ]
        return {ids[index] for index in reachable(graph, (number[trigger] for trigger in group))}

    def _port(
        self, source: int, handle: str | None, targets: tuple[int, ...], *, is_end: bool = False
    ) -> int:
        self.ports.append(Port(len(self.ports), source, handle, targets, is_end))
        return len(self.ports) - 1

    def _outcomes_of(self, index: int, vertex: Vertex, number: Mapping[str, int]) -> tuple[Outcome, ...]:
        wired = self.connections.get(vertex.id, {})
        node = vertex.node
        if vertex.is_for_each and LOOP_HANDLE in wired:
            self.loop_port[index] = self._port(index, LOOP_HANDLE, _targets(wired[LOOP_HANDLE], number))
        if vertex.type.always_fails(vertex.config) and not node.disabled:
            return self._caught(index, vertex, wired, number, {})
        handles = ordinary_handles(node, vertex.config)
        if vertex.is_for_each:
            handles = tuple(handle for handle in handles if handle != LOOP_HANDLE)
        port_of = {
            handle: self._port(index, handle, _targets(wired[handle], number))
            for handle in handles
            if handle in wired
        }
        if vertex.type.fires_all(vertex.config) and not node.disabled:
            fires = tuple(port_of.values())
            if len(fires) < len(handles):
                fires += (self._end_port(index),)
            ordinary = (Outcome(None, fires, is_choice=True),)
            return (*ordinary, *self._caught(index, vertex, wired, number, port_of))
        errors = {} if node.disabled else vertex.type.errors(vertex.config)
        if not port_of and not errors:
            handles = handles[:1]
        end = -1
        ordinary_outcomes = []
        for handle in handles or (None,):
            error = errors.get(handle) if handle else None
            if handle in port_of:
                ordinary_outcomes.append(Outcome(handle, (port_of[handle],), error=error))
                continue
            if end < 0:
                end = self._end_port(index)
            ordinary_outcomes.append(Outcome(handle, (end,), error=error))
        return (*ordinary_outcomes, *self._caught(index, vertex, wired, number, port_of, end))

    def _caught(  # noqa: PLR0913, PLR0917 - what the ordinary outcomes found so far
        self,
        index: int,
        vertex: Vertex,
        wired: Mapping[str | None, list[str]],
        number: Mapping[str, int],
        port_of: Mapping[str | None, int],
        end: int = -1,
    ) -> tuple[Outcome, ...]:
        """How the vertex goes on after an error: by the handle `error`, or as if it were disabled."""
        match error_action(vertex.node):
            case "fail":
                return ()
            case "branch":
                handle: str | None = ERROR_HANDLE
                port = (
                    self._port(index, ERROR_HANDLE, _targets(wired[ERROR_HANDLE], number))
                    if ERROR_HANDLE in wired
                    else -1
                )
            case _:
                handle = next(
                    (each for each in ordinary_handles(vertex.node, vertex.config) if each != LOOP_HANDLE),
                    None,
                )
                port = port_of.get(handle, -1)
        if port < 0:
            port = end if end >= 0 else self._end_port(index)
        return (Outcome(handle, (port,), is_caught=True),)

    def _end_port(self, index: int) -> int:
        return self._port(index, None, (), is_end=True)

    def _into(self, size: int, numbers: Sequence[Mapping[str, int]]) -> tuple[tuple[int, ...], ...]:
        """The ports that lead to each vertex, in the author's order of the connections."""
        by_handle = {(port.source, port.handle): port.index for port in self.ports if not port.is_end}
        nodes = {node.id: node for node in self.workflow.nodes}
        into: list[dict[int, None]] = [{} for _ in range(size)]
        for connection in self.workflow.connections:
            handle = self._handle_of(nodes[connection.source], connection)
            for number in numbers:
                if (
                    isinstance(handle, _Never)
                    or connection.source not in number
                    or connection.target not in number
                ):
                    continue
                into[number[connection.target]][by_handle[number[connection.source], handle]] = None
        for outcome in self.outcomes[size - 1]:
            into[self.ports[outcome.fires[0]].targets[0]][outcome.fires[0]] = None
        return tuple(tuple(ports) for ports in into)


class _Never:
    """The handle of connections that cannot become live."""


_NEVER = _Never()


def _targets(ids: Iterable[str], number: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number[node_id] for node_id in ids))
