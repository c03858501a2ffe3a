"""Workflows that the tests create."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any


def chain(*nodes: Mapping[str, Any], name: str = "Chain") -> dict[str, Any]:
    """Return a workflow of a manual trigger and `nodes`, one after the other."""
    everything = [{"id": "start", "type": "trigger", "config": {}}, *nodes]
    connections = [{"source": a["id"], "target": b["id"]} for a, b in pairwise(everything)]
    return {"name": name, "nodes": everything, "connections": connections}


def node(identifier: str, kind: str, **config: Any) -> dict[str, Any]:
    """Return a node."""
    return {"id": identifier, "type": kind, "config": config}


ECHO = chain(node("echo", "set", values={"got": "{{ $trigger }}"}), name="Echo")
SLOW = chain(node("pause", "wait", seconds=60), node("after", "set", values={}), name="Slow")
