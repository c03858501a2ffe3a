"""Draw a workflow anew in which a for_each runs only for those of its items that have not succeeded.

Each item begins with a question now: one that had succeeded goes straight back with what it came to. So items
keep their index, and the for_each yields the results of all, in their order.
"""

from collections.abc import Mapping
from typing import Final

from exeoflow.model import json
from exeoflow.model.execution import Pin
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import Graph
from exeoflow.service.executions.rerun.pinning import ids_of_kept, literal

_LOOP: Final = "loop"


def without_kept_items(graph: Graph, pins: Mapping[str, Pin]) -> Graph:
    """Return the graph in which no node runs for the items of `pins`."""
    for node_id, pin in pins.items():
        if pin.items is not None:
            graph = _without(graph, node_id, pin.items)
    return graph


def begins_items(connection: JsonObject, for_each: str) -> bool:
    """Tell whether the way of each item begins with a connection."""
    return connection["source"] == for_each and connection.get("source_handle") == _LOOP


def _without(graph: Graph, for_each: str, items: Mapping[int, Json]) -> Graph:
    asks, all_kept, kept = ids_of_kept(for_each)
    results = {str(index): literal(result) for index, result in items.items()}
    added: tuple[JsonObject, ...] = (
        _logic(asks, "condition", f"$index in {json.write(sorted(items))}"),
        {"id": all_kept, "type": "set", "config": {"values": {"items": results}}},
        _logic(kept, "transform", "$lookup($lookup($input, 'items'), $string($index))"),
    )
    connections: list[JsonObject] = [
        {**each, "source": asks, "source_handle": "false"} if begins_items(each, for_each) else each
        for each in graph.connections
    ]
    connections += [
        {"source": for_each, "source_handle": _LOOP, "target": asks},
        {"source": asks, "source_handle": "true", "target": all_kept},
        {"source": all_kept, "target": kept},
        {"source": kept, "target": for_each},
    ]
    return Graph((*graph.nodes, *added), tuple(connections), graph.settings)


def _logic(node_id: str, type_name: str, expression: str) -> JsonObject:
    return {"id": node_id, "type": type_name, "config": {"expression": expression}}
