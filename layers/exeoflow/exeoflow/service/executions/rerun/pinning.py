"""Draw a workflow anew in which some nodes have their outputs without being run.

A pinned node becomes three: its output as a constant (`set`, which may hold anything in an object), the
constant itself (`transform`), and in its own place, under its own id, a `switch` that is left by the given
handles, or what only passes on what it gets. So whoever reads its output, or waits for it, finds it there.
What a pinned `for_each` would do for its items is left out. Where only some of its items are pinned, it is
drawn as ever here: `kept_items` leaves these out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from exeoflow.digraph import reachable
from exeoflow.model import json
from exeoflow.model.execution import Pin
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import LOOPS, Graph

_TEMPLATE: Final = "{{"


def pinned_graph(graph: Graph, pins: Mapping[str, Pin]) -> Graph:
    """Return the graph in which the nodes that it has of `pins` put out what is given."""
    known = {str(node["id"]): node for node in graph.nodes}
    pinned = {node_id: pin for node_id, pin in pins.items() if node_id in known and pin.items is None}
    gone = {each for node_id in pinned for each in body_of(graph, known[node_id])}
    nodes: list[JsonObject] = []
    kept = [each for each in graph.connections if not _touches(each, gone, known, pinned)]
    connections = [_leaving(each, pinned) for each in kept]
    for node in graph.nodes:
        node_id = str(node["id"])
        if node_id in gone:
            continue
        if node_id not in pinned:
            nodes.append(node)
            continue
        given, constant = _added_ids(node_id)
        used = [each.get("source_handle") for each in graph.connections if each["source"] == node_id]
        nodes.extend(_nodes_of(node, pinned[node_id], used))
        # What led to the node leads to its constant now.
        connections = [
            {**each, "target": given} if each["target"] == node_id else each for each in connections
        ]
        connections.append({"source": given, "target": constant})
        connections.append({"source": constant, "target": node_id})
    return Graph(tuple(nodes), tuple(connections), graph.settings)


def without_added(source_map: SourceMap, pins: Mapping[str, Pin]) -> SourceMap:
    """Return the way back from states to nodes without the nodes that stand for what is given."""
    added = {each for node_id in pins for each in (*_added_ids(node_id), *ids_of_kept(node_id))}
    return replace(
        source_map,
        node_of_state={state: node for state, node in source_map.node_of_state.items() if node not in added},
        node_names={node: name for node, name in source_map.node_names.items() if node not in added},
        folded={
            state: {when: [node for node in nodes if node not in added] for when, nodes in of.items()}
            for state, of in source_map.folded.items()
        },
    )


def nodes_behind(
    graph: Graph, start: str, *, handle: str | None = None, until: str | None = None
) -> set[str]:
    """Return the nodes behind a node, by one of its handles only if one is named, up to the node `until`."""
    targets: dict[str, list[str]] = defaultdict(list)
    for connection in graph.connections:
        source = str(connection["source"])
        if source != start or handle is None or connection.get("source_handle") == handle:
            targets[source].append(str(connection["target"]))
    first = targets[start]
    if until is not None:
        targets[until] = []
    return reachable(targets, first) - {until}


def body_of(graph: Graph, node: JsonObject) -> set[str]:
    """Return the nodes that run for each item of a for_each; none for any other node."""
    if node["type"] != LOOPS:
        return set()
    return nodes_behind(graph, str(node["id"]), handle="loop", until=str(node["id"]))


def _touches(
    connection: JsonObject, gone: set[str], known: Mapping[str, JsonObject], pinned: Mapping[str, Pin]
) -> bool:
    source, target = str(connection["source"]), str(connection["target"])
    is_pinned_loop = source in pinned and known[source]["type"] == LOOPS
    is_into_body = is_pinned_loop and connection.get("source_handle") == "loop"
    return is_into_body or source in gone or target in gone


def _leaving(connection: JsonObject, pinned: Mapping[str, Pin]) -> JsonObject:
    """Rename the handle by which a pinned node is left, for some names belong to its type."""
    source = str(connection["source"])
    if source not in pinned:
        return connection
    kept = {name: value for name, value in connection.items() if name != "source_handle"}
    handles = pinned[source].handles
    if handles is None:
        return kept
    return {**kept, "source_handle": _renamed(connection.get("source_handle"))}


def _renamed(handle: Json) -> str:
    return "plain" if handle is None else f"by_{handle}"[:64]


def _nodes_of(node: JsonObject, pin: Pin, used: Sequence[Json]) -> Sequence[JsonObject]:
    given, constant = _added_ids(str(node["id"]))
    own: JsonObject = {"id": node["id"], **({"name": node["name"]} if "name" in node else {})}
    if pin.handles is None:
        own |= {"type": "transform", "config": {"expression": "$input"}}
    else:
        handles = dict.fromkeys((*pin.handles, *used))
        cases = [
            {"handle": _renamed(handle), "expression": "true" if handle in pin.handles else "false"}
            for handle in handles
        ]
        own |= {"type": "switch", "config": {"cases": cases, "mode": "all"}}
    return (
        {"id": given, "type": "set", "config": {"values": {"output": literal(pin.output)}}},
        {"id": constant, "type": "transform", "config": {"expression": "$lookup($input, 'output')"}},
        own,
    )


def _added_ids(node_id: str) -> tuple[str, str]:
    return f"{node_id[:50]}.given-output", f"{node_id[:50]}.given-value"


def ids_of_kept(for_each: str) -> tuple[str, str, str]:
    """Name the nodes that stand for items that are not run: a question, all results, that of one item."""
    start = for_each[:50]
    return f"{start}.is-kept", f"{start}.kept-items", f"{start}.kept-item"


def literal(value: Json) -> Json:
    """Write a value so that no text of it is taken for a template."""
    if isinstance(value, str):
        return f"{{{{ {json.write(value)} }}}}" if _TEMPLATE in value else value
    if isinstance(value, Mapping):
        return {name: literal(inner) for name, inner in value.items()}
    if isinstance(value, Sequence):
        return [literal(inner) for inner in value]
    return value
