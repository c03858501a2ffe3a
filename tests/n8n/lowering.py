"""A stand-in for `when_empty` and for the compiler's part of it, until nodes have that property."""

from typing import Any


def lowered(workflow: dict[str, Any]) -> dict[str, Any]:
    """Put a condition behind each node whose empty list is dead."""
    nodes: list[dict[str, Any]] = []
    connections: list[dict[str, Any]] = []
    stops = {each["id"] for each in workflow["nodes"] if each.get("when_empty")}
    for each in workflow["nodes"]:
        nodes.append({key: value for key, value in each.items() if key != "when_empty"})
        if each["id"] in stops:
            any_ = f"{each['id']}__any"
            nodes.append({"id": any_, "type": "condition", "config": {"expression": "$count($input) > 0"}})
            connections.append({"source": each["id"], "target": any_})
    for each in workflow["connections"]:
        if each["source"] in stops and "source_handle" not in each:
            source = f"{each['source']}__any"
            connections.append({**each, "source": source, "source_handle": "true"})
        else:
            connections.append(each)
    return {**workflow, "nodes": nodes, "connections": connections}
