"""Makes a workflow that shows a bug as small as it can: for a person who has to understand it."""

from collections.abc import Callable, Iterator

from tests.oracle.json_value import Json


def reduced(workflow: Json, shows_bug: Callable[[Json], bool]) -> Json:
    """Return the smallest workflow found that still shows the bug, leaving out one thing after the other."""
    while True:
        smaller = next((each for each in _smaller(workflow) if shows_bug(each)), None)
        if smaller is None:
            return workflow
        workflow = smaller


def _smaller(workflow: Json) -> Iterator[Json]:
    nodes, connections = workflow["nodes"], workflow["connections"]
    for node in reversed(nodes):
        yield _without_node(workflow, node["id"], bridged=False)
        yield _without_node(workflow, node["id"], bridged=True)
    for position in reversed(range(len(connections))):
        yield {**workflow, "connections": connections[:position] + connections[position + 1 :]}
    for position, node in enumerate(nodes):
        for simpler in _simpler(node):
            yield {**workflow, "nodes": [*nodes[:position], simpler, *nodes[position + 1 :]]}


def _without_node(workflow: Json, node_id: str, *, bridged: bool) -> Json:
    """Leave a node out, with its connections; `bridged` leads its predecessors to its successors."""
    connections = workflow["connections"]
    kept = [each for each in connections if node_id not in (each["source"], each["target"])]
    targets = {each["target"] for each in connections if each["source"] == node_id} - {node_id}
    for each in connections if bridged else ():
        if each["target"] == node_id != each["source"]:
            added = [{**each, "target": target} for target in sorted(targets)]
            kept += [connection for connection in added if connection not in kept]
    nodes = [node for node in workflow["nodes"] if node["id"] != node_id]
    return {**workflow, "nodes": nodes, "connections": kept}


def _simpler(node: Json) -> Iterator[Json]:
    for field in ("name", "retry", "timeout", "on_error", "disabled"):
        if field in node:
            yield {key: value for key, value in node.items() if key != field}
    config = node["config"]
    for field in ("body", "method", "concurrency", "mode"):
        if field in config:
            yield {**node, "config": {key: value for key, value in config.items() if key != field}}
    for field in ("values", "body"):
        for key in config.get(field, ()):
            entries = {other: value for other, value in config[field].items() if other != key}
            yield {**node, "config": {**config, field: entries}}
