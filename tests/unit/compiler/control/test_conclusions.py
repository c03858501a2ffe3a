"""Where many ends of a scope would each say the same, one state says it for all of them."""

import json
from collections.abc import Callable
from unittest import mock

import pytest

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.control import conclusions
from tests.oracle.drawings.drawing import drawn, values
from tests.oracle.drawings.ending_flows import (
    errors_beside,
    filters_that_end,
    forks_that_end,
    items_read_outside,
    lanes_that_end,
)
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine
from tests.unit.compiler.machines import states

DRAWINGS: dict[str, Callable[[int], Json]] = {
    "forks": forks_that_end,
    "lanes": lanes_that_end,
    "items": filters_that_end,
    "read outside": items_read_outside,
    "errors": errors_beside,
}
FAILING = SeededEnvironment(1, 0.3)


def _sometimes(seed: int, size: int) -> Json:
    """Return data by which about half of the conditions hold."""
    held = {
        f"{lane}{number}": (seed >> number % 7) % 2 == (lane == "a")
        for lane in "ab"
        for number in range(size)
    }
    return {"items": [seed, 9], **held}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_definition_grows_as_its_workflow_does(draw: Callable[[int], Json]) -> None:
    few, many = (len(json.dumps(compile_workflow(draw(size)).definition)) for size in (200, 400))

    assert many < 2.1 * few


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_one_state_says_what_each_end_would(draw: Callable[[int], Json], fold: bool) -> None:  # noqa: FBT001 - a parameter
    workflow = draw(9)
    each_for_itself = compiled_machine(workflow, fold=fold)

    with mock.patch.object(conclusions, "MOST", 0):
        by_one_state = compiled_machine(workflow, fold=fold)

    assert by_one_state
    assert each_for_itself
    assert by_one_state != each_for_itself
    for seed in range(3):
        data, environment = _sometimes(seed, 9), SeededEnvironment(seed, 0.2)
        by_one = compare(workflow, by_one_state, "t", data, environment)
        by_each = compare(workflow, each_for_itself, "t", data, environment)
        assert by_one.differences == ()
        # The keys of a result in the same order, at the same moment.
        assert repr(by_one.happened.outcome) == repr(by_each.happened.outcome)


def test_what_may_end_in_very_many_places_does_what_it_means() -> None:
    workflow = forks_that_end(120)
    machine = compiled_machine(workflow, fold=True)

    assert machine
    for seed in range(3):
        data = _sometimes(seed, 120) | {f"a{number}": True for number in range(20 * seed)}
        assert compare(workflow, machine, "t", data, FAILING).differences == ()


def test_what_ends_in_few_places_says_there_what_it_has_come_to() -> None:
    found = states(forks_that_end(12))

    assert "Output" in found["What follows j2?"]
    assert found["End after t"] == {"Type": "Succeed"}


def test_very_many_ends_lead_to_the_state_that_says_what_has_come_of_all() -> None:
    found = states(forks_that_end(120))

    assert "Output" not in found["What follows j2?"]
    assert found["j39"]["Next"] == "End after t"
    assert found["End after t"]["Type"] == "Succeed"
    assert found["End after t"]["Output"].count("_ended") == 81


def test_what_each_end_says_alone_stays_there_however_many_there_are() -> None:
    cases = [f"c{number}" for number in range(60)]
    named = [{"handle": case, "expression": f"$trigger.x = '{case}'"} for case in cases]

    found = states(
        drawn(
            "t > s",
            *(f"s:{case} > {case}" for case in cases),
            s={"type": "switch", "config": {"cases": named}},
        )
    )

    assert found["c7"]["End"] is True


def test_an_error_that_ends_there_is_written_once() -> None:
    found = states(errors_beside(60))

    (caught,) = found["a7"]["Catch"]
    assert caught["Next"].startswith("End after")
    assert "Output" not in caught
    assert any("errorOutput" in str(value) for value in caught["Assign"].values())


def test_the_ends_of_copies_that_triggers_have_of_a_node_keep_the_order_of_its_drawing() -> None:
    workflow = drawn(
        "t",
        "u > b",
        "t > c",
        "u > a > c:y > d",
        "c:z > a",
        u={"type": "trigger", "config": {}},
        a=values(x=1),
        c={
            "type": "switch",
            "config": {"cases": [{"handle": each, "expression": f"$trigger.c = '{each}'"} for each in "xyz"]},
        },
    )

    with mock.patch.object(conclusions, "MOST", 0):
        machine = compiled_machine(workflow)

    assert machine
    for case, ends in (("x", ["b", "c"]), ("y", ["b", "d"])):
        execution = compare(workflow, machine, "u", {"c": case}, SeededEnvironment(0))
        assert execution.differences == ()
        assert list(execution.happened.outcome.output) == ends
