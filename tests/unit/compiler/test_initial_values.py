"""Where very many ways meet, values from outside are given by few assignments."""

import json
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from exeoflow.compiler.data import initial_values
from tests.oracle.drawings.drawing import condition, drawn, values
from tests.oracle.drawings.growing_flows import (
    counting_loops,
    iterations_before,
    open_switches,
    passed_over,
    read_by_handler,
    repeated_by_handler,
)
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine
from tests.unit.compiler.machines import states


def read_by_cases(size: int) -> dict[str, Any]:
    """Return a switch whose cases meet in one node that reads the nodes of all."""
    cases = [f"h{number}" for number in range(size)]
    nodes: dict[str, Any] = {
        "s": {
            "type": "switch",
            "config": {"cases": [{"handle": each, "expression": f"$trigger.x = '{each}'"} for each in cases]},
        },
        "z": values(**{f"of_{each}": f"{{{{ $nodes.{each}_a }}}}" for each in cases}),
    }
    paths = [f"s:{each} > {each}_a > {each}_b > z" for each in cases]
    return drawn("t > s", *paths, **nodes)


def read_twice_by_handler(size: int) -> dict[str, Any]:
    """Return a chain that conditions shorten, in which two handlers of errors read each other node."""
    chain = [f"a{number}" for number in range(size)]
    nodes: dict[str, Any] = {each: {"on_error": "branch"} for each in chain}
    nodes |= {
        "c": condition("$trigger.go"),
        "h": values(**{f"of_{each}": f"{{{{ $nodes.{each} }}}}" for each in chain[::2]}),
        "k": values(**{f"of_{each}": f"{{{{ $nodes.{each} }}}}" for each in (*chain[1::2], "h")}),
    }
    errors = [f"{each}:error > {'hk'[number % 2]}" for number, each in enumerate(chain)]
    return drawn(f"t > {' > '.join(chain)} > c", f"t > b > c:true > {chain[-1]}_z", "h > k", *errors, **nodes)


DRAWINGS: dict[str, Callable[[int], Json]] = {
    "handler": read_by_handler,
    "handler in a loop": repeated_by_handler,
    "two handlers": read_twice_by_handler,
    "cases": read_by_cases,
    "what conditions pass over": passed_over,
    "loops that count": counting_loops,
    "the iteration before": iterations_before,
    "switches that may end": open_switches,
}


def _nulls(workflow: Json) -> int:
    """Return how many variables are assigned null."""
    found = states(workflow).values()
    ways = [*found, *(catcher for state in found for catcher in state.get("Catch", ()))]
    return json.dumps([each.get("Assign", {}) for each in ways]).count("null")


def test_a_handler_of_many_errors_that_reads_all_nodes_is_written_in_linear_size() -> None:
    few, many = (len(json.dumps(states(read_by_handler(size)))) for size in (100, 200))

    assert many < 2.1 * few


def test_a_value_is_null_once_where_the_ways_to_its_reader_have_not_parted() -> None:
    assert _nulls(read_by_handler(101)) < 4 * 100


def test_a_few_ways_assign_null_each_for_itself() -> None:
    found = states(drawn("t > a > b", "a:error > h", "b:error > h", a=BRANCH, b=BRANCH, h=READS_BOTH))

    assert found["a"]["Catch"][0]["Assign"]["b"] is None
    assert "b" not in found["a"]["Assign"]


BRANCH = {"on_error": "branch"}
READS_BOTH = values(a="{{ $nodes.a }}", b="{{ $nodes.b }}")


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_value_that_is_null_once_means_the_same(draw: Callable[[int], Json]) -> None:
    workflow = draw(9)

    with mock.patch.object(initial_values, "MOST", 1):
        machine = compiled_machine(workflow)

    assert machine
    for seed in range(4):
        data = {
            "go": seed % 2 == 0,
            "done": True,
            "x": f"h{seed}",
            **{f"c{each}": True for each in range(seed)},
        }
        execution = compare(workflow, machine, "t", data, SeededEnvironment(seed, 0.2))
        assert execution.differences == ()
