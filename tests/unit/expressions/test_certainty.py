"""What is claimed of an expression before it runs, held against its evaluation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeoflow.expressions import bind, parse_expression
from local.jsonata_evaluation import EvaluationError, evaluate

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)
_LEAVES = st.sampled_from(
    [
        "$input",
        "$input.a",
        "$input.a.b",
        "$nodes.x",
        "$nodes.x.a",
        "1",
        "'a'",
        "true",
        "null",
        "$input[0]",
        "$index",
        "$input.a[]",
    ]
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["=", "!=", "<", ">=", "in", "and", "or", "&", "+"])
    functions = st.sampled_from(["exists", "not", "boolean", "count", "type", "number", "string"])
    return st.one_of(
        st.builds(lambda a, op, b: f"({a}) {op} ({b})", inner, operators, inner),
        st.builds(lambda a, op, b: f"{a} {op} {b}", _LEAVES, operators, _LEAVES),
        st.builds(lambda name, a: f"${name}({a})", functions, inner),
        st.builds(lambda a, b, c: f"{a} ? {b} : {c}", _LEAVES, inner, _LEAVES),
        st.builds(lambda a, b: f"{a} ? {b}", _LEAVES, _LEAVES),
        st.builds(lambda a, b: f"[{a}, {b}]", inner, inner),
        st.builds(lambda a, b: f"{{'k': {a}, 'l': {b}}}", inner, inner),
        st.builds(lambda a: f"({a})[0]", inner),
        st.builds(lambda a: f"-{a}", _LEAVES),
    )


@given(st.recursive(_LEAVES, _compound, max_leaves=5), _JSON, _JSON)
def test_what_is_certain_holds_whatever_the_data(source: str, given_input: object, output: object) -> None:
    expression = parse_expression(source)
    bound = bind(expression, lambda reference: f"$v_{reference.root}")

    try:
        result = evaluate(bound, {"v_input": given_input, "v_nodes": output, "v_index": 3})
    except EvaluationError:
        assert not expression.cannot_fail
        return

    assert not expression.is_boolean or isinstance(result, bool)


@pytest.mark.parametrize(
    "source",
    [
        "true",
        "$input.a = 1",
        "$input.a in [1, 2]",
        "$exists($input.a)",
        "$not($input)",
        "1 < 2",
        "$input ? true : false",
        "($a := 1; $input != $a)",
    ],
)
def test_a_result_that_can_only_be_a_boolean_is_known_as_one(source: str) -> None:
    assert parse_expression(source).is_boolean


@pytest.mark.parametrize(
    "source",
    [
        "1",
        "$input",
        "$input.a < 1",
        "$boolean($input.a)",
        "$not($input.a)",
        "$not($input[0])",
        "$input ? true",
        "$input.(true)",
        "(true)[0]",
        "()",
        "$exists(1, 2)",
        "($not := function($x) { $x }; $not(1))",
        "(function($x) { true })(1)",
        "$sum(1)",
    ],
)
def test_a_result_that_may_be_something_else_is_not(source: str) -> None:
    assert not parse_expression(source).is_boolean


@pytest.mark.parametrize(
    "source",
    [
        "1",
        "'a'",
        "null",
        "$input",
        "$index",
        "$nodes.a",
        "$execution.id",
        "[1, $input.a]",
        "{'a': $input.a, 'b': 2}",
        "$input.a & 'x'",
        "$count($input.a)",
        "$input.a = 1 and $input.b",
        "$input.a ? 1 : 2",
        "1 <= 2",
        "$exists($input.a)",
    ],
)
def test_what_always_yields_a_value_is_known_to(source: str) -> None:
    assert parse_expression(source).cannot_fail


@pytest.mark.parametrize(
    "source",
    [
        "$input.a",
        "$input.a.b",
        "$input[0]",
        "$number($input)",
        "1 + 1",
        "$input.a ? 1",
        "{'a': 1, 'a': 2}",
        "{$input.a: 1}",
        "[1..$input]",
        "$f := 1",
        "-$input",
        "$type($input.a)",
        "$sum([1])",
        "$count()",
        "'a' < 1",
        "$input.a & (1 + 1)",
        "$input{'a': 1}",
        "$input.a@$x",
        "(1)",
    ],
)
def test_what_may_fail_or_yield_nothing_is_not(source: str) -> None:
    assert not parse_expression(source).cannot_fail
