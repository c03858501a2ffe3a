"""Nodes that yield something else whenever they are evaluated run once."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import pytest

from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.lint import faults
from tests.oracle.simulator import expressions
from tests.oracle.simulator.functions import ASL_FUNCTIONS
from tests.oracle.simulator.simulate import simulate
from tests.unit.compiler.machines import compiled, states

CHANGING = values(id="{{ $uuid() }}")
BRANCHED = CHANGING | {"on_error": "branch"}
SEE = values(input="{{ $input }}")
READ = values(kept="{{ $nodes.a }}", seen="{{ $nodes.b.input }}")
EVERY = {
    "type": "switch",
    "config": {
        "cases": [{"handle": "x", "expression": '$number($substringAfter($uuid(), "-")) % 2 = 1'}],
        "mode": "all",
    },
}


@pytest.fixture(autouse=True)
def _changing_uuid(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = count(1)
    functions: dict[str, Callable[..., Any]] = {
        **ASL_FUNCTIONS,
        "uuid": lambda: f"uuid-{next(numbers)}",
    }
    monkeypatch.setattr(expressions, "ASL_FUNCTIONS", functions)


def outputs(workflow: Mapping[str, Any], *, fold: bool = False) -> dict[str, Any]:
    """What each node yields when the workflow runs."""
    machine = compiled_machine(dict(workflow), fold=fold)
    assert machine is not None
    assert faults(machine.definition) == []
    trace = simulate(machine, {"items": [1, 2]}, SeededEnvironment(0, 0))
    assert trace.outcome.status == "success"
    return {
        machine.node_of_state[run.state]: run.output
        for run in trace.runs
        if run.state in machine.node_of_state
    }


def test_it_is_put_out_first_and_then_kept() -> None:
    found = states(drawn("t > a > b > c", a=CHANGING, b=SEE, c=READ))

    assert found["a"] == {"Type": "Pass", "Output": {"id": "{% $uuid() %}"}, "Next": "Keep a"}
    assert found["Keep a"] == {"Type": "Pass", "Assign": {"a": "{% $states.input %}"}, "Next": "b"}


def test_where_only_the_next_node_reads_it_one_state_is_enough() -> None:
    assert list(states(drawn("t > a > b", a=CHANGING, b=SEE))) == ["a", "b"]


def test_the_state_that_keeps_it_stands_for_no_node_and_is_paid_for() -> None:
    found = compiled(drawn("t > a > b > c", a=CHANGING, b=SEE, c=READ))

    assert "Keep a" not in found.node_of_state
    assert found.budgets["states_entered"] == {"min": 4, "max": 4}


@pytest.mark.parametrize("a", [CHANGING, BRANCHED])
@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize(
    "paths",
    [
        ["t > a > b > c"],
        ["t > a > b > c", "a > x > d"],
        ["t > a > b > c", "t > d > c"],
        ["t > d", "t > a > b > e > c", "d > c"],
        ["t > z > a > b > c", "z > d > c"],
    ],
)
def test_all_readers_see_the_same(paths: list[str], a: dict[str, Any], fold: bool) -> None:  # noqa: FBT001
    found = outputs(drawn(*paths, a=a, b=SEE, c=READ, d=SEE), fold=fold)

    assert found["c"]["seen"] == found["c"]["kept"]
    assert found["c"]["kept"]["id"].startswith("uuid-")


@pytest.mark.parametrize("fold", [False, True])
def test_before_a_choice(fold: bool) -> None:  # noqa: FBT001 - a parameter
    choice = condition('$contains($input.id, "uuid")')
    found = outputs(
        drawn("t > a > d", "d:true > b > c", "d:false > c", a=CHANGING, d=choice, b=SEE, c=READ), fold=fold
    )

    assert found["a"] == found["d"] == found["b"]["input"] == found["c"]["kept"]


def test_at_the_end_of_a_branch() -> None:
    found = outputs(drawn("t > x > a > c", "t > b > c > e", a=CHANGING, c=SEE, e=READ, b=SEE))

    assert found["a"] == found["c"]["input"]["a"] == found["e"]["kept"]


def test_in_the_body_of_a_for_each() -> None:
    found = outputs(drawn("t > f", "f:loop > a > b > c > f", f=for_each(), a=CHANGING, b=SEE, c=READ))

    assert found["b"]["input"] == found["c"]["kept"]


def test_a_changing_list_that_nothing_loops_over_is_one_list() -> None:
    found = outputs(
        drawn(
            "t > f", "f:done > b > c", f=for_each("{{ [$uuid()] }}"), b=SEE, c=values(kept="{{ $nodes.f }}")
        )
    )

    assert found["f"] == found["b"]["input"] == found["c"]["kept"]


@pytest.mark.parametrize("more", [{}, {"on_error": "branch"}])
def test_a_changing_switch_takes_a_case_or_the_default(more: dict[str, Any]) -> None:
    workflow = drawn("t > a", "a:x > b > d", "a:default > c > d", a=EVERY | more, b=SEE, c=SEE, d=SEE)

    for _ in range(3):
        assert len(outputs(workflow).keys() & {"b", "c"}) == 1


def test_a_loop_that_a_changing_condition_leaves_is_not_cut_short() -> None:
    odd = condition('$number($substringAfter($uuid(), "-")) in [3, 4]')

    assert "a" in outputs(drawn("t > a", "a:true > a", "a:false > b", a=odd, b=SEE))
