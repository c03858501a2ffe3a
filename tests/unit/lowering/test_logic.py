"""Nodes that steer the flow become shapes whose handles and joins the compiler knows how to wire."""

import pytest

from exeoflow.expressions.jsonata import element
from exeoflow.nodes.lowering import Branch, Case, Each, End, Pause, Value
from tests.unit.lowering.lowered import lowered


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
        (Case("b", "true", cannot_fail=True), Case("a", "$boolean($number($v_input) > 1) = true")),
        default="default",
        every=every,
    )


@pytest.mark.parametrize(
    ("mode", "text", "cannot_fail"),
    [
        ("object", "$v_input", True),
        ("append", "[$v_input.a, $v_input.`b-c`]", True),
        ("shallow", "$merge([$v_input.a, $v_input.`b-c`])", False),
        ("first", "$exists($v_input.a) ? $v_input.a : $v_input.`b-c`", True),
    ],
)
def test_a_merge_reads_its_input_by_predecessor(mode: str, text: str, *, cannot_fail: bool) -> None:
    shape = lowered("merge", {"mode": mode}, input_keys=("a", "b-c"))

    assert shape == Value(f"{{% {text} %}}", cannot_fail=cannot_fail)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ("{{ $input.list }}", "[($v_input.list)]"),
        ([1, "{{ $index }}"], f"[1, {element('($v_index)')}]"),
        ("a", '["a"]'),
    ],
)
def test_a_for_each_goes_through_a_list(items: object, text: str) -> None:
    assert lowered("for_each", {"items": items, "concurrency": 3}) == Each(text, 3)


@pytest.mark.parametrize(
    ("config", "pause"),
    [
        ({"seconds": 5}, Pause(seconds=5)),
        ({"seconds": "{{ $input.n }}"}, Pause(seconds="{% $v_input.n %}")),
        ({"until": "2024-01-01T00:00:00Z"}, Pause(until="2024-01-01T00:00:00Z")),
        ({"until": "{{ $input.at }}"}, Pause(until="{% $v_input.at %}")),
    ],
)
def test_a_wait_pauses(config: dict[str, object], pause: Pause) -> None:
    assert lowered("wait", config) == pause


def test_a_stop_ends() -> None:
    assert lowered("stop", {"status": "failed", "message": "{{ $input }}"}) == End(
        "failed", "Workflow.Stopped", "{% $v_input %}"
    )
