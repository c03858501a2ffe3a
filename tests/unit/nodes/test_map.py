"""A map is a list of as many."""

from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.oracle.drawings.drawing import drawn


def mapped(expression: str, items: Any) -> Any:
    config = {"items": "{{ $trigger.items }}", "expression": expression}
    compiled = compile_workflow(drawn("t > m", m={"type": "map", "config": config}))
    assert isinstance(compiled, CompiledWorkflow)
    text = compiled.definition["States"]["m"]["Output"].removeprefix("{%").removesuffix("%}")
    context = {"Execution": {"Input": {"items": items}}}
    return evaluate(text, {"states": {"context": context, "input": {"items": items}}})


@pytest.mark.parametrize(
    ("expression", "items", "expected"),
    [
        ("$item.n", [], []),
        ("$item.n", [{"n": 1}], [1]),
        ("$item.n", [{"n": [1]}], [[1]]),
        ("$item.n", [{"n": []}, {"n": None}], [[], None]),
        ("[$item]", [1, 2], [[1], [2]]),
        ("$item & $index", ["a", "b"], ["a0", "b1"]),
        ("$item", {"n": 1}, [{"n": 1}]),
        ("$uppercase($item.name)", [{"name": "Ada"}], ["ADA"]),
    ],
)
def test_a_map_yields_one_for_each(expression: str, items: Any, expected: Any) -> None:
    assert mapped(expression, items) == expected


def test_nothing_for_an_item_is_an_error() -> None:
    with pytest.raises(EvaluationError):
        mapped("$item.none", [{"n": 1}])
