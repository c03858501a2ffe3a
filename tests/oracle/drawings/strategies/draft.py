"""A workflow while it is being drawn: nodes, connections, and the handles that may still be wired."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.oracle.interpreter.graph import graph_of, triggers
from tests.oracle.interpreter.regions import IrreducibleLoop, Region, regions_of
from tests.oracle.json_value import Json

Outlet: TypeAlias = tuple[str, str | None]
"""A node and one of its handles."""


@dataclass
class Draft:
    """Nodes and connections in the order in which they were drawn."""

    nodes: list[Json] = field(default_factory=list)
    connections: list[Json] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)

    @property
    def workflow(self) -> dict[str, Json]:
        """The graph in the product's format."""
        return {"id": "wf_drawn", "name": "Drawn", "nodes": self.nodes, "connections": self.connections}

    def add(self, node: Json, handles: tuple[str | None, ...]) -> None:
        """Add a node with these handles."""
        self.nodes.append(node)
        self.outlets.extend((node["id"], handle) for handle in handles)

    def connect(self, outlet: Outlet, target: str) -> bool:
        """Connect unless that makes a loop with several entries; returns whether the connection is there."""
        source, handle = outlet
        connection = {"source": source, "target": target}
        if handle is not None:
            connection["source_handle"] = handle
        if connection in self.connections:
            return True
        self.connections.append(connection)
        if self._is_reducible():
            return True
        self.connections.pop()
        return False

    def used_outlets(self) -> set[Outlet]:
        """Return the handles that have a connection."""
        return {(each["source"], each.get("source_handle")) for each in self.connections}

    def regions(self) -> Iterator[Region]:
        """Yield the regions as each trigger sees them."""
        for trigger in triggers(self.workflow):
            yield regions_of(graph_of(self.workflow, trigger))

    def ancestors(self, node: str) -> list[str]:
        """Return the nodes from which a path leads to the node, in the author's order."""
        sources: dict[str, list[str]] = {}
        for each in self.connections:
            sources.setdefault(each["target"], []).append(each["source"])
        seen: set[str] = set()
        pending = list(sources.get(node, ()))
        while pending:
            source = pending.pop()
            if source not in seen:
                seen.add(source)
                pending.extend(sources.get(source, ()))
        return [each["id"] for each in self.nodes if each["id"] in seen]

    def _is_reducible(self) -> bool:
        try:
            list(self.regions())
        except IrreducibleLoop:
            return False
        return True
