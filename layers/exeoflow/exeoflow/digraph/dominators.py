"""Immediate dominators by Lengauer and Tarjan, "A Fast Algorithm for Finding Dominators" (1979).

The simple version, in O(m log n). Walks up the dominator tree (Cooper, Harvey and Kennedy) are quicker on
most graphs, but take the square of their size where two long lanes join at every step.
"""

from exeoflow.digraph.traversal import Successors, predecessors

_NONE = -1


def immediate_dominators(graph: Successors, root: int) -> list[int]:
    """For each node the last other node that all paths from `root` to it share.

    `root` is its own, and nodes that are not reached have -1.
    """
    order, parent = _depth_first(graph, root)
    number = [_NONE] * len(graph)
    for position, node in enumerate(order):
        number[node] = position
    before = predecessors(graph)
    entered = [[number[source] for source in before[node] if number[source] != _NONE] for node in order]
    dominators = [_NONE] * len(graph)
    for position, dominator in enumerate(_dominators(parent, entered)):
        dominators[order[position]] = order[dominator]
    return dominators


def _depth_first(graph: Successors, root: int) -> tuple[list[int], list[int]]:
    """The nodes in the preorder of a depth-first search; for each position there that of its parent."""
    order, parent = [root], [_NONE]
    visited = {root}
    path = [(0, iter(graph[root]))]
    while path:
        position, targets = path[-1]
        unvisited = next((target for target in targets if target not in visited), None)
        if unvisited is None:
            path.pop()
            continue
        visited.add(unvisited)
        path.append((len(order), iter(graph[unvisited])))
        order.append(unvisited)
        parent.append(position)
    return order, parent


def _dominators(parent: list[int], before: list[list[int]]) -> list[int]:
    """The dominators of nodes that are numbered in preorder, given their parents and predecessors."""
    forest = _Forest(len(parent))
    semi, dominators = forest.semi, [0] * len(parent)
    waiting: list[list[int]] = [[] for _ in parent]
    for node in range(len(parent) - 1, 0, -1):
        semi[node] = min(semi[forest.least(source)] for source in before[node])
        waiting[semi[node]].append(node)
        forest.ancestor[node] = parent[node]
        # Whose semidominator the parent is: the way from there to them is linked now.
        for each in waiting[parent[node]]:
            least = forest.least(each)
            dominators[each] = least if semi[least] < semi[each] else parent[node]
        waiting[parent[node]] = []
    for node in range(1, len(parent)):
        if dominators[node] != semi[node]:
            dominators[node] = dominators[dominators[node]]
    return dominators


class _Forest:
    """The part of the search tree that is linked. `semi` are semidominators, or the nodes themselves."""

    def __init__(self, size: int) -> None:
        self.semi = list(range(size))
        self.ancestor = [_NONE] * size
        self._label = list(range(size))

    def least(self, node: int) -> int:
        """The node of least semidominator on the linked way that leads to a node, without the way's root."""
        if self.ancestor[node] != _NONE:
            self._compress(node)
        return self._label[node]

    def _compress(self, node: int) -> None:
        """Lets all nodes on the way hang right below its root, so that it is walked only once."""
        path = []
        while self.ancestor[self.ancestor[node]] != _NONE:
            path.append(node)
            node = self.ancestor[node]
        for each in reversed(path):
            above = self.ancestor[each]
            if self.semi[self._label[above]] < self.semi[self._label[each]]:
                self._label[each] = self._label[above]
            self.ancestor[each] = self.ancestor[above]
