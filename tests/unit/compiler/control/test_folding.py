"""What folded nodes write down stays small, however many of them follow each other."""

import json
from typing import Any

import pytest

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.control.folding import MOST_WRITTEN
from tests.oracle.drawings.drawing import POST, drawn, merge, values
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine

OFF: dict[str, Any] = {"disabled": True}


def _diamonds(count: int) -> Json:
    """Return disabled nodes that part and meet again: each that joins two writes both down."""
    ends = ["a", *(f"d{number}" for number in range(count))]
    paths = [f"{ends[at]} > {way}{at} > d{at}" for at in range(count) for way in "bc"]
    nodes: dict[str, Any] = {f"{name}{number}": OFF for number in range(count) for name in "bcd"}
    return drawn("t > a", *paths, f"{ends[-1]} > z", z=POST, **nodes)


def test_disabled_nodes_that_part_and_meet_make_a_definition_of_linear_size() -> None:
    few, many = (
        len(json.dumps(compile_workflow(_diamonds(count), fold=True).definition)) for count in (10, 40)
    )

    assert many < 5 * few


def test_disabled_nodes_that_part_and_meet_mean_the_same_folded() -> None:
    workflow = _diamonds(6)
    machine = compiled_machine(workflow, fold=True)

    assert machine
    assert compare(workflow, machine, "t", {}, SeededEnvironment(1, 0.0)).differences == ()


def test_a_long_row_of_disabled_nodes_runs_where_few_states_are_left() -> None:
    row = [f"n{number}" for number in range(20 * (MOST_WRITTEN + 1))]  # a state, and what is folded into it
    workflow = drawn(f"t > a > {' > '.join(row)} > z", z=POST, **_each(row, OFF))

    machine = compiled_machine(workflow, fold=True)

    assert machine
    assert 20 < len(machine.definition["States"]) < 25


@pytest.mark.parametrize(("mode", "count"), [("append", 23), ("first", 30)])
def test_a_row_of_merges_is_not_folded_deeper_than_can_be_evaluated(mode: str, count: int) -> None:
    row = [f"m{number}" for number in range(count)]
    workflow = drawn(f"t > a > {' > '.join(row)} > z", z=POST, **_each(row, merge(mode)))

    assert compile_workflow(workflow, fold=True).diagnostics == ()


def test_rows_of_nodes_that_read_nothing_run_where_one_state_is_left() -> None:
    row = [f"n{number}" for number in range(2 * MOST_WRITTEN)]
    workflow = drawn(f"t > a > {' > '.join(row)} > z", z=POST, **_each(row, values(x=1)))

    machine = compiled_machine(workflow, fold=True)

    assert machine
    assert len(machine.definition["States"]) == 2


def _each(ids: list[str], node: Json) -> dict[str, Any]:
    return dict.fromkeys(ids, node)
