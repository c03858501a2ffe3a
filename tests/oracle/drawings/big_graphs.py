"""Large graphs of every class, to see how compiling grows with size."""

import random
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

from tests.oracle.drawings import ending_flows, growing_flows, mixed_flows
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


def bare_fork(size: int) -> Json:
    """Return one fork into all nodes, which nothing joins."""
    return _workflow(size, ((0, number) for number in range(1, size + 1)))


def crossed_lanes(size: int) -> Json:
    """Return two lanes side by side, with an edge from one to the other at every step."""
    last = size - size % 2
    edges: list[Edge] = [(0, 1), (0, 2)]
    for left in range(1, last - 2, 2):
        edges += [(left, left + 2), (left, left + 3), (left + 1, left + 3)]
    return _workflow(last, edges)


def early_exits(size: int) -> Json:
    """Return a chain each node of which also leads to the last one."""
    steps = ((number, number + 1) for number in range(size))
    return _workflow(size, [*steps, *((number, size) for number in range(1, size - 1))])


def mirrored_exits(size: int) -> Json:
    """Return a chain whose first node also leads to the last, the second to the last but one, and so on."""
    last = size - size % 2
    steps = ((number, number + 1) for number in range(last))
    return _workflow(last, [*steps, *((number, last + 1 - number) for number in range(1, last // 2))])


def common_handler(size: int) -> Json:
    """Return a chain all of whose errors lead to one node."""
    workflow = _workflow(size, ((number, number + 1) for number in range(size - 1)))
    for number in range(1, size - 1):
        workflow["nodes"][number]["on_error"] = "branch"
        workflow["connections"].append(_connection(number, size, "error"))
    return workflow


def entangled_sources(size: int) -> Json:
    """Return sources each with a successor of its own, which all need the last source too."""
    sources = (size - 1) // 2
    shared = sources + 1
    edges = [(0, number) for number in range(1, shared + 1)]
    edges += [(source, shared + number) for number in range(1, sources + 1) for source in (number, shared)]
    return _workflow(2 * sources + 1, edges)


def jumping_choices(size: int, seed: int = 1) -> Json:
    """Return a chain of conditions that jump over up to twenty of the next ones."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    workflow = _workflow(size, [(0, 1)])
    for number in range(1, size - 1):
        expression = f"{{{{ $trigger.choices.n{number} }}}}"
        workflow["nodes"][number] |= {"type": "condition", "config": {"expression": expression}}
        beyond = min(size, chance.randint(number + 2, number + 20))
        workflow["connections"] += [
            _connection(number, number + 1, "true"),
            _connection(number, beyond, "false"),
        ]
    return workflow


def long_forks(size: int, lanes: int = 4, seed: int = 1) -> Json:
    """Return lanes side by side, each of which leads to the next one at every tenth step."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    length = (size - 1) // lanes
    edges: list[Edge] = []
    for lane in range(lanes):
        first, beside = 1 + lane * length, 1 + (lane + 1) % lanes * length
        edges += [
            (0, first),
            *pairwise(range(first, first + length)),
            (first + length - 1, lanes * length + 1),
        ]
        edges += [
            (first + at, beside + min(length - 1, at + 1 + chance.randrange(5)))
            for at in range(5, length - 1, 10)
        ]
    return _workflow(lanes * length + 1, edges)


def jumping_switches(size: int, cases: int = 20, seed: int = 1) -> Json:
    """Return a chain every tenth node of which is a switch into the next hundred."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    workflow = _workflow(size, [(0, 1)])
    for number in range(1, size):
        if number % 10 != 1 or number + 100 >= size:
            workflow["connections"].append(_connection(number, number + 1, None))
            continue
        workflow["nodes"][number] |= {"type": "switch", "config": {"cases": _cases(number, cases)}}
        beyond = [chance.randint(number + 2, number + 100) for _ in range(cases - 1)]
        workflow["connections"] += [
            _connection(number, target, f"h{case}") for case, target in enumerate([number + 1, *beyond])
        ]
    return workflow


def _cases(number: int, cases: int) -> list[Json]:
    return [
        {"handle": f"h{case}", "expression": f"{{{{ $trigger.choices.n{number} = {case} }}}}"}
        for case in range(cases)
    ]


def leaving_choices(size: int) -> Json:
    """Return a loop of conditions, each of which may leave it to a node of its own."""
    conditions = size // 2
    workflow = _workflow(2 * conditions, [(0, 1)])
    for number in range(1, conditions + 1):
        expression = f"{{{{ $trigger.choices.n{number} }}}}"
        workflow["nodes"][number] |= {"type": "condition", "config": {"expression": expression}}
        workflow["connections"] += [
            _connection(number, number % conditions + 1, "true"),
            _connection(number, conditions + number, "false"),
        ]
    return workflow


def leaving_errors(size: int) -> Json:
    """Return a loop each node of which leads to a handler of its own if it fails."""
    body = size // 2
    workflow = _workflow(2 * body, ((number, number + 1) for number in range(body)))
    workflow["nodes"][body] |= {"type": "condition", "config": {"expression": "{{ $trigger.choices.again }}"}}
    workflow["connections"] += [_connection(body, 1, "true"), _connection(body, 2 * body, "false")]
    for number in range(1, body):
        workflow["nodes"][number]["on_error"] = "branch"
        workflow["connections"].append(_connection(number, body + number, "error"))
    return workflow


def _workflow(size: int, edges: Iterable[Edge]) -> Json:
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


SHAPES: Final[tuple[tuple[str, Callable[[int], Json]], ...]] = (
    ("chain", chain),
    ("wide fork", wide_fork),
    ("fork without a join", bare_fork),
    ("diamond ladder", diamond_ladder),
    ("random series-parallel", random_series_parallel),
    ("random entangled", random_entangled),
    ("two crossed lanes", crossed_lanes),
    ("early exits", early_exits),
    ("mirrored exits", mirrored_exits),
    ("common error handler", common_handler),
    ("entangled sources", entangled_sources),
    ("jumping choices", jumping_choices),
    ("long forks with cross edges", long_forks),
    ("switches that jump forward", jumping_switches),
    ("ways out of a loop of choices", leaving_choices),
    ("ways out of a loop by errors", leaving_errors),
    ("switches that may end", growing_flows.open_switches),
    ("lists that may end", growing_flows.lists_that_stop),
    ("loops that read themselves", growing_flows.counting_loops),
    ("choices, errors and forks", growing_flows.random_ways),
    ("triggers with ways of their own", growing_flows.many_triggers),
    ("triggers into one loop", growing_flows.entered_loop),
    ("tree of choices", growing_flows.tree_of_choices),
    ("reads of far nodes", growing_flows.far_reads),
    ("reads of what not every way makes", growing_flows.passed_over),
    ("reads of the iteration before", growing_flows.iterations_before),
    ("for_each within for_each", growing_flows.nested_items),
    ("for_each of one wide fork", growing_flows.wide_body),
    ("bodies of ten expressions", growing_flows.ten_expressions),
    ("long texts with expressions", growing_flows.long_texts),
    ("ten fields counted on", growing_flows.counted_fields),
    ("bodies that read far outside", growing_flows.outer_reads),
    ("errors of items", growing_flows.errors_of_items),
    ("loops side by side", growing_flows.parallel_polls),
    ("ids of punctuation", growing_flows.like_ids),
    ("two triggers into a row of loops", growing_flows.row_of_loops),
    ("handler that reads all nodes", growing_flows.read_by_handler),
    ("handler in a loop that reads all nodes", growing_flows.repeated_by_handler),
    ("switches of ten cases that may end", growing_flows.wide_switches),
    ("switches of ten cases to the next one", growing_flows.leading_switches),
    ("mix of everything", mixed_flows.mixed),
    ("reads at the end of choices", mixed_flows.read_at_the_end),
    ("loops within one", mixed_flows.loops_in_one),
    ("butterflies", mixed_flows.butterflies),
    ("for_each of choices", mixed_flows.items_of_choices),
    ("forks whose branches may end", ending_flows.forks_that_end),
    ("lanes of conditions that may end", ending_flows.lanes_that_end),
    ("items of forks that may end", ending_flows.filters_that_end),
    ("items that end, read outside", ending_flows.items_read_outside),
    ("two lanes of errors to one handler", ending_flows.errors_beside),
)
"""All classes by what they are called in tables."""
