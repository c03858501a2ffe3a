"""How a list is parted: up to two lists by filters of their own, more in one pass."""

from typing import Any

import pytest
from pydantic import ValidationError

from exeoflow.nodes.logic.partition import PARTITION, PartitionConfig
from exeoflow.nodes.lowering import Value
from tests.oracle.drawings.drawing import drawn
from tests.oracle.drawings.parted_lists import ONES, STOPS, THREE, parted, some
from tests.unit.compiler.machines import shape, states
from tests.unit.nodes.lowered import lowered

CASE = {"handle": "a", "expression": "$item > 1"}


def test_two_lists_are_two_filters() -> None:
    made = lowered("partition", {"cases": [CASE], "default": "b"})

    assert isinstance(made, Value)
    assert isinstance(made.output, dict)
    assert list(made.output) == ["a", "b"]
    assert not made.is_costly


@pytest.mark.parametrize("mode", ["first", "all"])
def test_more_lists_are_made_in_one_pass(mode: str) -> None:
    cases = [{**CASE, "handle": handle} for handle in ("a", "b", "c")]

    made = lowered("partition", {"cases": cases, "mode": mode})

    assert isinstance(made, Value)
    assert made.is_costly
    assert str(made.output).count("$item > 1") == 3


def test_its_handles_are_those_of_the_cases_and_the_default() -> None:
    assert PARTITION.handles(PartitionConfig.model_validate({"cases": [CASE]})) == ("a",)
    assert PARTITION.handles(PartitionConfig.model_validate({"cases": [CASE], "default": "b"})) == ("a", "b")


@pytest.mark.parametrize(
    "config",
    [
        {"cases": []},
        {"cases": [CASE, CASE]},
        {"cases": [CASE], "default": "a"},
        {"cases": [{**CASE, "handle": "error"}]},
    ],
)
def test_a_handle_has_one_list(config: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PartitionConfig.model_validate(config)


def test_a_partition_is_one_state_and_what_asks_which_way() -> None:
    assert shape(drawn("t > p", "p:one > a", p=ONES)) == {
        "p": "Pass",
        "What follows p?": "Choice",
        "a": "Task",
        "End after p": "Succeed",
    }


def test_more_than_two_lists_are_kept_behind_it() -> None:
    assert list(shape(drawn("t > p", "p:one > a", p=THREE)))[:2] == ["p", "Keep p"]


def test_an_empty_list_that_leads_nowhere_costs_nothing() -> None:
    assert shape(drawn("t > f", f=some("{{ $trigger.x }}"))) == {"f": "Pass"}
    assert shape(drawn("t > a", a=STOPS)) == {"a": "Task"}


def test_what_it_carries_is_put_out_and_its_output_read_by_name() -> None:
    made = states(
        drawn("t > p", "p:one > a", p=parted(one="$item", default=None), a={"type": "set", "config": {}})
    )

    assert "p_one" in made["p"]["Assign"]
