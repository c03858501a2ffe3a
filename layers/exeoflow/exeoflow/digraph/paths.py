"""Which nodes of a graph lead to which."""

from exeoflow.digraph.components import strong_components
from exeoflow.digraph.traversal import Successors, ancestors


class Paths:
    """Answers in constant time, by the ancestors of each strongly connected component as bits."""

    def __init__(self, graph: Successors) -> None:
        components = strong_components(graph)
        self._component_of = [0] * len(graph)
        for index, component in enumerate(components):
            for node in component:
                self._component_of[node] = index
        # A component that lies on a cycle leads to itself: by an edge within, which stays one here.
        self._before = ancestors(
            [
                sorted({self._component_of[target] for node in component for target in graph[node]})
                for component in components
            ]
        )

    def lead(self, source: int, target: int) -> bool:
        """Whether a path of at least one edge leads from a node to another."""
        first, last = self._component_of[source], self._component_of[target]
        return bool(self._before[last] >> first & 1)
