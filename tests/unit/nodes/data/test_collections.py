"""Nodes that work on lists: their one expression yields what plain Python yields."""

from typing import Any

import pytest
from hypothesis import given

from exeoflow.expressions import Reference
from exeoflow.expressions.jsonata import text_of
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Bindings, Value
from exeoflow.nodes.table import NODE_TYPES, parse_config
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.oracle.drawings.strategies.collections import collection_inputs, collection_nodes
from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.node_results import pure_result

FAILED = "failed"


def _evaluated(kind: str, config: dict[str, Any], given_input: object) -> object:
    def names(reference: Reference) -> str:
        return f"$v_{reference.root}"

    node = Node(id="n", type=kind, config=config)
    shape = NODE_TYPES[kind].lower(parse_config(node), Bindings("n", None, names))
    assert isinstance(shape, Value)
    text = text_of(shape.output)
    try:
        return evaluate(text, {"v_input": given_input, "v_trigger": {"n": 2}})
    except EvaluationError:
        return FAILED


def _meant(kind: str, config: dict[str, Any], given_input: object) -> object:
    try:
        return pure_result(
            {"type": kind, "config": config}, {"input": given_input, "trigger": {"n": 2}}, ()
        ).output
    except WorkflowError:
        return FAILED


@given(collection_nodes, collection_inputs)
def test_the_expression_yields_what_is_meant(node: tuple[str, dict[str, Any]], given_input: object) -> None:
    assert _evaluated(*node, given_input) == _meant(*node, given_input)


@pytest.mark.parametrize(
    ("kind", "config", "given_input", "output"),
    [
        ("sort", {"items": [3, 1, 2]}, None, [1, 2, 3]),
        (
            "sort",
            {"expression": "$item.n", "order": "descending"},
            [{"n": 1}, {}, {"n": 2}],
            [{"n": 2}, {"n": 1}, {}],
        ),
        ("sort", {}, ["a", 1], FAILED),
        ("limit", {"count": "{{ $trigger.n }}"}, [[1], [2], [3]], [[1], [2]]),
        ("limit", {"count": "{{ $trigger.missing }}"}, [1], FAILED),
        ("limit", {"items": "{{ $input.missing }}", "count": 1}, {}, []),
        ("split", {"size": 2}, [1, 2, 3], [[1, 2], [3]]),
        ("split", {"size": "{{ $trigger.n }}"}, [], []),
        (
            "deduplicate",
            {},
            [1, "1", 1, [2], [2], True, {"a": None}, {"a": None}],
            [1, "1", [2], True, {"a": None}],
        ),
        ("aggregate", {"values": [{"name": "n", "function": "count"}]}, [5, 6], {"n": 2}),
        (
            "aggregate",
            {"values": [{"name": "sum", "function": "sum", "expression": "$item.v"}], "group_by": "$item.g"},
            [{"g": "10", "v": 1}, {"g": "2", "v": 2}, {"g": "10", "v": 3}, {"v": 4}],
            [{"key": "10", "sum": 4}, {"key": "2", "sum": 2}],
        ),
        (
            "aggregate",
            {"values": [{"name": "n", "function": "count"}], "group_by": "$item.tags"},
            [
                {"tags": ["a", "b"]},
                {"tags": ["b"]},
                {"tags": ["a", "b"]},
                {"tags": []},
                {"tags": "b"},
                {"tags": {"b": [1]}},
                {"tags": None},
                {"tags": []},
                {},
            ],
            [
                {"key": ["a", "b"], "n": 2},
                {"key": ["b"], "n": 1},
                {"key": [], "n": 2},
                {"key": "b", "n": 1},
                {"key": {"b": [1]}, "n": 1},
                {"key": None, "n": 1},
            ],
        ),
    ],
)
def test_lists_are_worked_on(kind: str, config: dict[str, Any], given_input: object, output: object) -> None:
    assert _evaluated(kind, config, given_input) == output
    assert _meant(kind, config, given_input) == output
