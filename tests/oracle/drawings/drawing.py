"""Small workflows written as text: `"t > a > b"`, `"c:true > d"`; an unknown node is an `http_request`."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from tests.oracle.json_value import Json


def drawn(*paths: str, max_iterations: int = 100, **nodes: Mapping[str, Any]) -> dict[str, Json]:
    """Return the workflow of these paths; the node `t` is its manual trigger."""
    connections = [connection for path in paths for connection in _connections(path)]
    named = [each[end] for each in connections for end in ("source", "target")]
    ids = dict.fromkeys([*(path.strip() for path in paths if ">" not in path), *named])
    return {
        "id": "wf_drawn",
        "name": "Drawn",
        "nodes": [_node(node_id, nodes.get(node_id, {})) for node_id in ids],
        "connections": connections,
        "settings": {"max_iterations": max_iterations},
    }


def condition(expression: str) -> dict[str, Json]:
    """Return a condition node."""
    return {"type": "condition", "config": {"expression": expression}}


def values(**entries: Json) -> dict[str, Json]:
    """Return a `set` node that yields these values."""
    return {"type": "set", "config": {"values": entries}}


def for_each(items: Json = "{{ $trigger.items }}", **config: Json) -> dict[str, Json]:
    """Return a for_each over the trigger's `items`."""
    return {"type": "for_each", "config": {"items": items, **config}}


def merge(mode: str) -> dict[str, Json]:
    """Return a merge node."""
    return {"type": "merge", "config": {"mode": mode}}


def post(**body: Json) -> dict[str, Json]:
    """Return an action that is sent these values, by which a test sees them."""
    return {"type": "http_request", "config": {"method": "POST", "url": "https://example.com/", "body": body}}


POST: Json = post(input="{{ $input }}")


def seen(node: str) -> dict[str, Json]:
    """Return an action that is sent a node's output."""
    return post(seen=f"{{{{ $nodes.{node} }}}}")


def _node(node_id: str, given: Mapping[str, Any]) -> Json:
    if node_id == "t":
        return {"id": "t", "type": "trigger", "config": {}, **given}
    config: Json = {"url": f"https://example.com/{node_id}"} if "type" not in given else {}
    return {"id": node_id, "type": "http_request", "config": config, **given}


def _connections(path: str) -> Iterator[Json]:
    steps = [step.strip() for step in path.split(">")]
    for step, target in pairwise(steps):
        source, _, handle = step.partition(":")
        connection = {"source": source, "target": target.partition(":")[0]}
        yield connection | ({"source_handle": handle} if handle else {})
