"""Strongly connected components of a small graph, by Kosaraju's two walks without recursion."""

from collections.abc import Mapping, Sequence


def strong_components(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the strongly connected components of the graph whose nodes are the keys."""
    reverse: dict[str, list[str]] = {node: [] for node in edges}
    for source, targets in edges.items():
        for target in targets:
            reverse[target].append(source)
    seen: set[str] = set()
    return [_collected(root, reverse, seen) for root in reversed(_by_finish(edges)) if root not in seen]


def _by_finish(edges: Mapping[str, Sequence[str]]) -> list[str]:
    seen: set[str] = set()
    finished: list[str] = []
    for root in edges:
        if root in seen:
            continue
        seen.add(root)
        path = [(root, iter(edges[root]))]
        while path:
            node, targets = path[-1]
            target = next((each for each in targets if each not in seen), None)
            if target is None:
                finished.append(node)
                path.pop()
            else:
                seen.add(target)
                path.append((target, iter(edges[target])))
    return finished


def _collected(root: str, edges: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    seen.add(root)
    component = [root]
    for node in component:
        for target in edges[node]:
            if target not in seen:
                seen.add(target)
                component.append(target)
    return component
