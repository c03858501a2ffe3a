"""Nothing that an author names is taken for anything else: variables, fields of every object, expressions."""

import pytest

from tests.oracle.drawings.drawing import drawn, for_each
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.unit.compiler.machines import states


def _transform(expression: str) -> Json:
    return {"type": "transform", "config": {"expression": expression}}


@pytest.mark.parametrize(
    "expression",
    [
        "$map([1, 2], function($m5) { [$m5, $nodes.m5] })",
        "$map([1, 2], λ($m5) { [$m5, $nodes.m5] })",
        "($m5 := 1; [$m5, $nodes.m5])",
        "$trigger.items#$m5.[$m5, $nodes.m5]",
        "$trigger.items@$m5.[$m5, $nodes.m5]",
        "[$nodes.m5, ($m5 := 1)]",
    ],
)
def test_what_an_expression_binds_captures_no_node(expression: str) -> None:
    workflow = drawn("t > m5 > h > r", m5=_transform("$input.n"), r=_transform(expression))
    machine = compiled_machine(workflow)
    assert machine, errors_of(workflow)

    found = compare(workflow, machine, "t", {"n": 7, "items": [3, 4]}, SeededEnvironment(0, 0))

    assert found.differences == ()


def test_what_an_expression_binds_captures_no_item() -> None:
    workflow = drawn(
        "t > f",
        "f:loop > h > r > f",
        f=for_each(),
        r=_transform("($f_index := 5; $f_item := 6; [$f_index, $index, $f_item, $item])"),
    )
    machine = compiled_machine(workflow)
    assert machine, errors_of(workflow)

    found = compare(workflow, machine, "t", {"items": ["a", "b"]}, SeededEnvironment(0, 0))

    assert found.differences == ()


def test_what_an_expression_binds_captures_no_trigger() -> None:
    workflow = drawn(
        "t > h > r",
        "u > h",
        u={"type": "trigger", "config": {"mode": "webhook"}},
        r=_transform("($trigger_2 := 5; $u := 6; [$trigger_2, $u, $trigger, $nodes.u])"),
    )
    machine = compiled_machine(workflow)
    assert machine, errors_of(workflow)

    found = compare(workflow, machine, "u", {"a": 1}, SeededEnvironment(0, 0))

    assert found.differences == ()


@pytest.mark.parametrize("node", ["constructor", "hasOwnProperty", "toString", "__proto__"])
def test_no_variable_is_called_as_javascript_calls_something_of_every_object(node: str) -> None:
    nodes = {node: _transform("$input.n"), "r": _transform(f"[$nodes.`{node}`]")}

    found = states(drawn(f"t > {node} > h > r", **nodes))

    assert all(name != node for state in found.values() for name in state.get("Assign", {}))


@pytest.mark.parametrize("name", ["{% $trigger %}", "{% 1 %} %}", '" & "', "{{ $trigger }}"])
def test_the_name_of_a_workflow_is_a_text_whatever_it_looks_like(name: str) -> None:
    workflow = {**drawn("t > r", r=_transform("[$workflow.name, $trigger]")), "name": name}
    machine = compiled_machine(workflow)
    assert machine, errors_of(workflow)

    found = compare(workflow, machine, "t", {"n": 7}, SeededEnvironment(0, 0))

    assert found.happened.outcome.output == [name, {"n": 7}]
    assert found.differences == ()
