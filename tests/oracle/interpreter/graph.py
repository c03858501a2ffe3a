"""A workflow's graph as one trigger sees it: the nodes that it reaches, and the connections among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tests.oracle.json_value import Json

_FIRST_HANDLES: Final = {"condition": "true", "for_each": "done", "approval": "approved"}


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection; `handle` is None for the only ordinary handle of its source."""

    index: int
    source: str
    target: str
    handle: str | None


@dataclass(frozen=True)
class Graph:
    """What takes part in an execution, in the author's order."""

    trigger: str
    nodes: Mapping[str, Json]
    connections: tuple[Connection, ...]

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Connection, ...]]:
        """Connections by their source."""
        return _grouped(self.nodes, ((each.source, each) for each in self.connections))

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Connection, ...]]:
        """Connections by their target."""
        return _grouped(self.nodes, ((each.target, each) for each in self.connections))

    @cached_property
    def by_index(self) -> Mapping[int, Connection]:
        """Connections by their position in the workflow."""
        return {each.index: each for each in self.connections}

    def reached(self, start: Iterable[str], without: frozenset[int] = frozenset()) -> frozenset[str]:
        """Return the nodes that paths from `start` reach without the given connections, `start` included."""
        seen = set(start)
        pending = list(seen)
        while pending:
            for connection in self.outgoing[pending.pop()]:
                if connection.index not in without and connection.target not in seen:
                    seen.add(connection.target)
                    pending.append(connection.target)
        return frozenset(seen)


def graph_of(workflow: Mapping[str, Json], trigger: str) -> Graph:
    """Return the part of the workflow that this trigger reaches."""
    nodes = {node["id"]: node for node in workflow["nodes"]}
    connections = tuple(
        connection
        for index, each in enumerate(workflow["connections"])
        if _can_fire(
            nodes[each["source"]],
            connection := Connection(index, each["source"], each["target"], each.get("source_handle")),
        )
    )
    whole = Graph(trigger, nodes, connections)
    reached = whole.reached([trigger])
    return Graph(
        trigger,
        {node_id: node for node_id, node in nodes.items() if node_id in reached},
        tuple(each for each in connections if each.source in reached),
    )


def triggers(workflow: Mapping[str, Json]) -> list[str]:
    """Return the ids of the triggers that can start the workflow, the default one first."""
    usable = [node for node in workflow["nodes"] if node["type"] == "trigger" and not node.get("disabled")]
    manual = [node for node in usable if node["config"].get("mode", "manual") == "manual"]
    default = (manual or usable)[:1]
    return [node["id"] for node in default + [node for node in usable if node not in default]]


def _can_fire(node: Json, connection: Connection) -> bool:
    """Whether the connection's handle ever fires: only the first one of a disabled node does."""
    return not node.get("disabled") or connection.handle in first_handle(node)


def first_handle(node: Json) -> tuple[str | None, ...]:
    """Return the handle that a disabled or failed node fires."""
    config = node["config"]
    match node["type"]:
        case "partition":
            return (config["cases"][0]["handle"],)
        case "switch":
            return tuple(case["handle"] for case in config.get("cases", ())[:1]) or ("default",)
        case "placeholder":
            return tuple(config.get("handles", ())[:1]) or (None,)
        case "stop":
            return ()
        case kind:
            return (_FIRST_HANDLES.get(kind),)


def _grouped(
    nodes: Iterable[str], pairs: Iterable[tuple[str, Connection]]
) -> Mapping[str, tuple[Connection, ...]]:
    groups: dict[str, list[Connection]] = {node: [] for node in nodes}
    for node, connection in pairs:
        groups[node].append(connection)
    return {node: tuple(group) for node, group in groups.items()}
