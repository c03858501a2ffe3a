"""Choices become branches whose handles the compiler knows how to wire."""

import pytest

from exeoflow.nodes.lowering import Branch, Case
from tests.unit.nodes.lowered import lowered


def test_a_condition_that_is_no_boolean_is_made_one() -> None:
    assert lowered("condition", {"expression": "$input.a"}) == Branch(
        (Case("true", "$boolean($v_input.a) = true", cannot_fail=True),), default="false"
    )


def test_a_condition_that_is_a_boolean_stays_as_it_is() -> None:
    assert lowered("condition", {"expression": "{{ $input.a = 1 }}"}) == Branch(
        (Case("true", "$v_input.a = 1", cannot_fail=True),), default="false"
    )


@pytest.mark.parametrize(("mode", "every"), [("first", False), ("all", True)])
def test_a_switch_keeps_its_cases_in_order(mode: str, *, every: bool) -> None:
    cases = [{"handle": "b", "expression": "true"}, {"handle": "a", "expression": "$number($input) > 1"}]

    assert lowered("switch", {"mode": mode, "cases": cases}) == Branch(
        (Case("b", "true", cannot_fail=True), Case("a", "($number($v_input) > 1) = true")),
        default="default",
        every=every,
    )
