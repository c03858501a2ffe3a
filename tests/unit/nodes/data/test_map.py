"""A map is a list of as many."""

from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.nodes.lowering import Value
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.oracle.drawings.drawing import drawn
from tests.unit.nodes.lowered import lowered


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


@pytest.mark.parametrize(
    ("expression", "people", "expected"),
    [
        ("$map($input.people, function($p) { $uppercase($p.name) })", ["Ada"], ["ADA"]),
        ("$map($input.people, function($p) { $uppercase($p.name) })", [], []),
        ("$map($input.people, function($p) { $uppercase($p.name) })", ["Ada", "Bo"], ["ADA", "BO"]),
        ("$filter($input.people, function($p) { $p.name != 'Bo' })", ["Ada", "Bo"], [{"name": "Ada"}]),
        ("$keys($input)", [], ["people"]),
        ("$count($map($input.people, $string))", ["Ada"], 1),
    ],
)
def test_a_transform_keeps_the_list_of_a_function_that_makes_lists(
    expression: str, people: list[str], expected: Any
) -> None:
    task = lowered("transform", {"expression": expression})
    assert isinstance(task, Value)
    given = {"people": [{"name": name} for name in people]}

    assert evaluate(str(task.output)[3:-3], {"v_input": given}) == expected
