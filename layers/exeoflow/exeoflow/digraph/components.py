"""Strongly connected components (Tarjan, 1972), without recursion."""

from collections.abc import Iterator

from exeoflow.digraph.traversal import Successors


def strong_components(graph: Successors) -> list[list[int]]:
    """The components, each sorted, in topological order: no edge leads from a later one to an earlier one."""
    search = _Search(graph)
    for node in range(len(graph)):
        if search.index[node] < 0:
            search.explore(node)
    search.found.reverse()
    return search.found


class _Search:
    """The state of Tarjan's depth-first search."""

    def __init__(self, graph: Successors) -> None:
        self.graph = graph
        self.index = [-1] * len(graph)
        self.lowlink = [0] * len(graph)
        self.is_open = [False] * len(graph)
        self.stack: list[int] = []
        self.counter = 0
        self.found: list[list[int]] = []

    def explore(self, root: int) -> None:
        """Visits all that `root` reaches and is not visited yet."""
        self._enter(root)
        path = [(root, iter(self.graph[root]))]
        while path:
            node, targets = path[-1]
            unvisited = self._next_unvisited(node, targets)
            if unvisited is not None:
                self._enter(unvisited)
                path.append((unvisited, iter(self.graph[unvisited])))
                continue
            path.pop()
            if path:
                parent = path[-1][0]
                self.lowlink[parent] = min(self.lowlink[parent], self.lowlink[node])
            if self.lowlink[node] == self.index[node]:
                self._close(node)

    def _enter(self, node: int) -> None:
        self.index[node] = self.lowlink[node] = self.counter
        self.counter += 1
        self.stack.append(node)
        self.is_open[node] = True

    def _next_unvisited(self, node: int, targets: Iterator[int]) -> int | None:
        for target in targets:
            if self.index[target] < 0:
                return target
            if self.is_open[target]:
                self.lowlink[node] = min(self.lowlink[node], self.index[target])
        return None

    def _close(self, node: int) -> None:
        component = []
        while True:
            member = self.stack.pop()
            self.is_open[member] = False
            component.append(member)
            if member == node:
                break
        self.found.append(sorted(component))
