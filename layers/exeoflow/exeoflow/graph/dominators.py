"""Immediate dominators by Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001)."""

from collections.abc import Sequence

from exeoflow.graph.traversal import Successors, predecessors


def immediate_dominators(graph: Successors, root: int) -> list[int]:
    """For each node the last other node that all paths from `root` to it share.

    `root` is its own, and nodes that are not reached have -1.
    """
    order = _reverse_postorder(graph, root)
    rank = [-1] * len(graph)
    for position, node in enumerate(order):
        rank[node] = position
    before = predecessors(graph)
    dominators = [-1] * len(graph)
    dominators[root] = root
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            # The last ones first: what they share lies near them, so that a node behind all of a long chain
            # walks the chain once and not once for each of its predecessors.
            nearest, *others = sorted(
                (source for source in before[node] if dominators[source] >= 0),
                key=rank.__getitem__,
                reverse=True,
            )
            for source in others:
                nearest = _intersect(nearest, source, dominators, rank)
            if dominators[node] != nearest:
                dominators[node] = nearest
                changed = True
    return dominators


def _intersect(left: int, right: int, dominators: Sequence[int], rank: Sequence[int]) -> int:
    """The nearest common ancestor in the dominator tree as far as it is known."""
    while left != right:
        while rank[left] > rank[right]:
            left = dominators[left]
        while rank[right] > rank[left]:
            right = dominators[right]
    return left


def _reverse_postorder(graph: Successors, root: int) -> list[int]:
    finished: list[int] = []
    visited = {root}
    path = [(root, iter(graph[root]))]
    while path:
        node, targets = path[-1]
        unvisited = next((target for target in targets if target not in visited), None)
        if unvisited is None:
            path.pop()
            finished.append(node)
        else:
            visited.add(unvisited)
            path.append((unvisited, iter(graph[unvisited])))
    finished.reverse()
    return finished
