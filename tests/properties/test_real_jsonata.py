"""What is claimed of expressions and of nodes that work on lists, held against JSONata 2.0.6 itself."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exeoflow.expressions import Reference, bind, parse_expression
from exeoflow.expressions.jsonata import text_of
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Bindings, Value
from exeoflow.nodes.lowering.attribute_values import plain_item, typed_item
from exeoflow.nodes.table import NODE_TYPES, parse_config
from tests.oracle.drawings.strategies.collections import collection_inputs, collection_nodes
from tests.oracle.drawings.strategies.expressions import expression_sources, json_values
from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.node_results import pure_result
from tests.oracle.json_value import Json
from tests.oracle.judges.real_jsonata import FAILED, evaluated

pytestmark = pytest.mark.slow

_TRIGGER = {"n": 2}
_batches = settings(max_examples=5, deadline=None)
"""Node starts once per example, so an example is a batch of cases."""


def _names(reference: Reference) -> str:
    return f"$v_{reference.root}"


def _text(enclosed: Json) -> str:
    return str(enclosed).removeprefix("{% ").removesuffix(" %}")


def _expression_of(kind: str, config: dict[str, Any]) -> str:
    node = Node(id="n", type=kind, config=config)
    shape = NODE_TYPES[kind].lower(parse_config(node), Bindings("n", None, _names))
    assert isinstance(shape, Value)
    return text_of(shape.output)


def _meant(kind: str, config: dict[str, Any], given_input: Json) -> Json:
    try:
        return pure_result(
            {"type": kind, "config": config}, {"input": given_input, "trigger": _TRIGGER}, ()
        ).output
    except WorkflowError:
        return FAILED


@_batches
@given(st.lists(st.tuples(collection_nodes, collection_inputs), min_size=50, max_size=200))
def test_lists_are_worked_on_as_meant(cases: list[tuple[tuple[str, dict[str, Any]], Json]]) -> None:
    values = evaluated(
        (_expression_of(*node), {"v_input": given_input, "v_trigger": _TRIGGER})
        for node, given_input in cases
    )

    assert values == [_meant(*node, given_input) for node, given_input in cases]


@_batches
@given(st.lists(st.tuples(expression_sources, json_values, json_values), min_size=100, max_size=300))
def test_what_is_certain_of_an_expression_holds(cases: list[tuple[str, Json, Json]]) -> None:
    expressions = [parse_expression(source) for source, _, _ in cases]

    values = evaluated(
        (bind(expression, _names), {"v_input": given_input, "v_nodes": output, "v_index": 3})
        for expression, (_, given_input, output) in zip(expressions, cases, strict=True)
    )

    for expression, value in zip(expressions, values, strict=True):
        assert value is not FAILED or not expression.cannot_fail, expression.source
        assert value is FAILED or isinstance(value, bool) or not expression.is_boolean, expression.source
        # What yields nothing has failed for Step Functions.
        is_truth = value is FAILED or isinstance(value, bool)
        assert is_truth or not expression.is_boolean_or_nothing, expression.source


@_batches
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "S", "a b", "10"]), json_values), min_size=50, max_size=100
    )
)
def test_items_of_dynamodb_come_back_as_they_were(items: list[dict[str, Json]]) -> None:
    bindings = Bindings("n", None, _names)

    typed = evaluated((_text(typed_item("{{ $input }}", bindings)), {"v_input": item}) for item in items)
    plain = evaluated((_text(plain_item("$item")), {"item": each}) for each in typed)

    assert plain == items
