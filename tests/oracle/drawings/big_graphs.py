"""Large graphs of every class, to see how compiling grows with size."""

import random
from collections.abc import Iterator

from tests.oracle.json_value import Json

Edge = tuple[int, int]


def chain(size: int) -> Json:
    """Return nodes one after the other."""
    return _workflow(size, ((number, number + 1) for number in range(size)))


def wide_fork(size: int) -> Json:
    """Return one fork into all nodes but the last, which joins them."""
    inner = range(1, size)
    return _workflow(size, [*((0, number) for number in inner), *((number, size) for number in inner)])


def diamond_ladder(size: int) -> Json:
    """Return diamonds one after the other: a condition, two branches, and a node where they meet."""
    edges: list[tuple[int, int, str | None]] = [(0, 1, None)]
    conditions = range(1, size - 2, 4)
    for top in conditions:
        edges += [(top, top + 1, "true"), (top, top + 2, "false")]
        edges += [(top + 1, top + 3, None), (top + 2, top + 3, None), (top + 3, top + 4, None)]
    workflow = _workflow(conditions[-1] + 4, [])
    for top in conditions:
        workflow["nodes"][top] |= {
            "type": "condition",
            "config": {"expression": f"{{{{ $trigger.choices.n{top} }}}}"},
        }
    workflow["connections"] = [_connection(*edge) for edge in edges]
    return workflow


def random_series_parallel(size: int, seed: int = 1) -> Json:
    """Return a fork-join graph that grew by replacing random edges by chains and by parallel paths."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    edges: list[Edge] = [(0, 1)]
    count = 2
    while count <= size:
        position = chance.randrange(len(edges))
        source, target = edges[position]
        edges[position] = (source, count)
        edges.append((count, target))
        if chance.random() < 1 / 3 and count < size and source:
            edges += [(source, count + 1), (count + 1, target)]
            count += 1
        count += 1
    return _workflow(count - 1, edges)


def random_entangled(size: int, seed: int = 1) -> Json:
    """Return an acyclic graph whose nodes join one or two random earlier ones near them."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    edges: list[Edge] = [(0, 1)]
    for number in range(2, size + 1):
        near = range(max(1, number - 10), number)
        sources = chance.sample(near, min(len(near), chance.choice([1, 1, 2])))
        edges += [(source, number) for source in sources]
    return _workflow(size, edges)


def _workflow(size: int, edges: Iterator[Edge] | list[Edge]) -> Json:
    """Return a workflow whose trigger is node 0; all others request something."""
    nodes: list[Json] = [{"id": "n0", "type": "trigger", "config": {}}]
    nodes += [
        {"id": f"n{number}", "type": "http_request", "config": {"url": f"https://example.com/{number}"}}
        for number in range(1, size + 1)
    ]
    return {
        "id": "wf_big",
        "name": "Big",
        "nodes": nodes,
        "connections": [_connection(source, target, None) for source, target in edges],
    }


def _connection(source: int, target: int, handle: str | None) -> Json:
    connection = {"source": f"n{source}", "target": f"n{target}"}
    return connection | ({"source_handle": handle} if handle else {})
