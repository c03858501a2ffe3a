"""Nodes whose own expressions fail: `on_error` is obeyed, as the interpreter of the meaning has it."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.oracle.drawings.drawing import drawn, for_each, values
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.lint import faults

_NUMBER = "$number($trigger.text)"
_CASES = [{"handle": "a", "expression": f"{_NUMBER} > 5"}, {"handle": "b", "expression": f"{_NUMBER} > 1"}]

_GUARDED: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]] = {
    "condition": (
        {"type": "condition", "config": {"expression": f"{_NUMBER} > 5"}},
        ("n:true > x", "n:false > y"),
    ),
    "switch": (
        {"type": "switch", "config": {"cases": _CASES}},
        ("n:a > x", "n:b > y", "n:default > z"),
    ),
    "switch of one handle": ({"type": "switch", "config": {"cases": _CASES}}, ("n:a > x",)),
    "switch whose ways are one": (
        {
            "type": "switch",
            "config": {"cases": [{"handle": "7", "expression": "$trigger.text = '7'"}, *_CASES]},
        },
        ("n:7 > x", "n:a > x", "n:b > x", "n:default > x"),
    ),
    "switch to all": (
        {"type": "switch", "config": {"cases": _CASES, "mode": "all"}},
        ("n:a > x", "n:b > y", "n:default > z"),
    ),
    "wait": ({"type": "wait", "config": {"seconds": f"{{{{ {_NUMBER} }}}}"}}, ("n > x",)),
    "wait until": ({"type": "wait", "config": {"until": f"{{{{ $fromMillis({_NUMBER}) }}}}"}}, ("n > x",)),
    "for_each": (
        {"type": "for_each", "config": {"items": f"{{{{ [1.. {_NUMBER}] }}}}"}},
        ("n:loop > x > n", "n:done > y"),
    ),
    "set": (values(v=f"{{{{ {_NUMBER} }}}}"), ("n > x",)),
    "filter": (
        {"type": "filter", "config": {"items": [1, 9], "expression": f"$item > {_NUMBER}"}},
        ("n > x",),
    ),
    "sort": ({"type": "sort", "config": {"items": [2, 1], "expression": f"$item * {_NUMBER}"}}, ("n > x",)),
}


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("text", ["7", "3", "0", "none"])
@pytest.mark.parametrize("on_error", ["fail", "continue", "branch"])
@pytest.mark.parametrize("kind", _GUARDED)
def test_a_failed_expression_is_treated_as_the_node_says(
    kind: str, on_error: str, text: str, *, fold: bool
) -> None:
    node, paths = _GUARDED[kind]
    caught = ("n:error > e",) if on_error == "branch" else ()
    workflow = drawn("t > n", *paths, *caught, n={**node, "on_error": on_error})

    machine = compiled_machine(workflow, fold=fold)

    assert machine is not None
    assert faults(machine.definition) == []
    differences = compare(workflow, machine, "t", {"text": text}, SeededEnvironment(1)).differences
    assert differences == ()


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("text", ["7", "none"])
def test_an_expression_fails_its_node_also_where_another_gives_the_result(text: str, *, fold: bool) -> None:
    workflow = drawn(
        "t > f",
        "f:loop > a > f",
        "a > n",
        "a:error > n",
        f=for_each([1]),
        a={"on_error": "branch"},
        n={"type": "transform", "config": {"expression": _NUMBER}},
    )

    machine = compiled_machine(workflow, fold=fold)

    assert machine is not None
    assert compare(workflow, machine, "t", {"text": text}, SeededEnvironment(1)).differences == ()
