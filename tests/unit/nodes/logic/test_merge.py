"""A merge makes one value of what comes in."""

from typing import Any

import pytest

from exeoflow.nodes.lowering import Value
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.oracle.judges.real_jsonata import evaluated
from tests.unit.nodes.lowered import lowered


@pytest.mark.parametrize(
    ("mode", "text", "cannot_fail"),
    [
        ("object", "$v_input", True),
        ("append", "[$v_input.a, $v_input.`b-c`]", True),
        ("first", "$exists($v_input.a) ? $v_input.a : $v_input.`b-c`", True),
    ],
)
def test_a_merge_reads_its_input_by_predecessor(mode: str, text: str, *, cannot_fail: bool) -> None:
    shape = lowered("merge", {"mode": mode}, input_keys=("a", "b-c"))

    assert shape == Value(f"{{% {text} %}}", cannot_fail=cannot_fail)


def _merged(mode: str, given: dict[str, Any], *keys: str) -> Any:
    shape = lowered("merge", {"mode": mode}, input_keys=keys)
    assert isinstance(shape, Value)
    return evaluate(str(shape.output)[3:-3], {"v_input": given})


def test_objects_are_merged_in_the_order_of_the_connections() -> None:
    assert _merged("shallow", {"b": {"x": 2, "y": 3}, "a": {"x": 1}}, "a", "b", "c") == {"x": 2, "y": 3}


@pytest.mark.parametrize("other", [[{"x": 1}], "x", 1, None, []])
def test_what_is_no_object_is_not_merged(other: object) -> None:
    with pytest.raises(EvaluationError):
        _merged("shallow", {"a": {"x": 1}, "b": other}, "a", "b")


@pytest.mark.parametrize("value", [1, None, [], [5], [[1]], {"v": 1}])
@pytest.mark.parametrize("position", [0, 15, 16, 40, 99])
def test_the_first_of_many_is_found(position: int, value: object) -> None:
    keys = [f"n{number}" for number in range(100)]

    assert _merged("first", {keys[position]: value, keys[99]: "last"}, *keys) == (
        value if position < 99 else "last"
    )


@pytest.mark.parametrize("name", ["constructor", "toString", "__proto__"])
def test_a_predecessor_may_be_called_as_javascript_calls_something_of_every_object(name: str) -> None:
    assert evaluated(
        [
            (_text(mode, name), {"v_input": given})
            for mode in ("first", "shallow", "append")
            for given in ({"a": {"x": 1}}, {name: {"x": 1}, "a": {"y": 2}})
        ]
    ) == [{"x": 1}, {"x": 1}, {"x": 1}, {"x": 1, "y": 2}, [{"x": 1}], [{"x": 1}, {"y": 2}]]


def _text(mode: str, name: str) -> str:
    shape = lowered("merge", {"mode": mode}, input_keys=(name, "a"))
    assert isinstance(shape, Value)
    return str(shape.output)[3:-3]
