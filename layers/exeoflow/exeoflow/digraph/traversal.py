"""Reachability and orders of directed graphs. A graph is a list: the successors of node 0, 1, 2, ..."""

from collections import deque
from collections.abc import Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

Successors = Sequence[Sequence[int]]

Node = TypeVar("Node", bound=Hashable)


class SuccessorMap(Protocol[Node]):
    """What says the successors of a node."""

    def __getitem__(self, node: Node, /) -> Iterable[Node]:
        """The successors."""
        ...


def predecessors(graph: Successors) -> list[list[int]]:
    """The reversed graph; each node's predecessors stand in the order of the nodes."""
    found: list[list[int]] = [[] for _ in graph]
    for node, targets in enumerate(graph):
        for target in targets:
            found[target].append(node)
    return found


def reachable(graph: SuccessorMap[Node], sources: Iterable[Node]) -> set[Node]:
    """The sources and all that paths lead to from them; the nodes may be called anything."""
    found = set(sources)
    stack = list(found)
    while stack:
        for target in graph[stack.pop()]:
            if target not in found:
                found.add(target)
                stack.append(target)
    return found


def ancestors(graph: Successors) -> list[int]:
    """For each node the nodes from which a path leads to it, as bits of a number.

    The nodes must be numbered in topological order, as those of `strong_components` are.
    """
    before = [0] * len(graph)
    for node, targets in enumerate(graph):
        reached = before[node] | 1 << node
        for target in targets:
            before[target] |= reached
    return before


def topological_order(graph: Successors) -> list[int]:
    """The nodes in breadth-first topological order (Kahn): level by level, as if each took equally long.

    Among equals the smaller number comes first. Nodes on or behind a cycle are left out.
    """
    open_edges = [0] * len(graph)
    for targets in graph:
        for target in targets:
            open_edges[target] += 1
    ready = deque(node for node, count in enumerate(open_edges) if count == 0)
    order = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for target in graph[node]:
            open_edges[target] -= 1
            if open_edges[target] == 0:
                ready.append(target)
    return order
