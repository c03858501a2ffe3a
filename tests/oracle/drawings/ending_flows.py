"""Large workflows of which much may end before the rest: each end says what all before it have come to."""

from itertools import product

from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.json_value import Json

_LANES = ("a", "b")


def forks_that_end(size: int) -> Json:
    """Return forks of two conditions one after the other, each condition with one side that leads nowhere."""
    count = max(1, size // 3)
    joins = ["t", *(f"j{number}" for number in range(count))]
    pairs = list(product(range(count), _LANES))
    nodes: dict[str, Json] = {
        f"{lane}{number}": condition(f"$trigger.{lane}{number}") for number, lane in pairs
    }
    return drawn(*(f"{joins[at]} > {lane}{at}:true > {joins[at + 1]}" for at, lane in pairs), **nodes)


def lanes_that_end(size: int) -> Json:
    """Return a fork into two lanes of conditions, each condition with one side that leads nowhere."""
    count = max(1, size // 4)
    nodes: dict[str, Json] = {}
    paths = []
    for lane in _LANES:
        steps = ["t"]
        for number in range(count):
            nodes[f"{lane}{number}"] = condition(f"$trigger.{lane}{number}")
            steps += [f"{lane}{number}:true", f"{lane}{number}_n"]
        paths.append(" > ".join(steps))
    return drawn(*paths, **nodes)


def filters_that_end(size: int) -> Json:
    """Return a for_each whose body is forks one after the other into filters that stop at an empty list."""
    count = max(1, size // 3)
    joins = ["f:loop", *(f"j{number}" for number in range(count))]
    pairs = list(product(range(count), _LANES))
    nodes: dict[str, Json] = {
        f"{lane}{number}": {
            "type": "filter",
            "config": {"items": "{{ $trigger.items }}", "expression": f"$item > {number}"},
            "when_empty": "stop",
        }
        for number, lane in pairs
    }
    paths = (f"{joins[at]} > {lane}{at} > {joins[at + 1]}" for at, lane in pairs)
    return drawn("t > f", *paths, f=for_each(), **nodes)


def items_read_outside(size: int) -> Json:
    """Return a for_each whose items end at the error of each node, and a node that reads each node of it."""
    body = [f"b{number}" for number in range(max(1, size - 2))]
    nodes: dict[str, Json] = {each: {"on_error": "branch"} for each in body}
    nodes["z"] = values(**{f"of_{each}": f"{{{{ $nodes.{each} }}}}" for each in body})
    errors = (f"{each}:error > f" for each in body)
    return drawn(f"t > f:loop > {' > '.join(body)} > f", *errors, "f:done > z", f=for_each(), **nodes)


def errors_beside(size: int) -> Json:
    """Return a fork into two chains, all of whose errors lead to one handler behind it."""
    nodes: dict[str, Json] = {"h": values(of="{{ $input }}")}
    paths = []
    for lane in _LANES:
        chain = [f"{lane}{number}" for number in range(max(1, size // 2 - 1))]
        nodes |= {each: {"on_error": "branch"} for each in chain}
        paths += [f"t > {' > '.join(chain)} > z", *(f"{each}:error > h" for each in chain)]
    return drawn(*paths, **nodes)
