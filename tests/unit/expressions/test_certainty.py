"""What is claimed of an expression before it runs, held against its evaluation."""

import pytest
from hypothesis import given

from exeoflow.expressions import bind, parse_expression
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.oracle.drawings.strategies.expressions import expression_sources, json_values


@given(expression_sources, json_values, json_values)
def test_what_is_certain_holds_whatever_the_data(source: str, given_input: object, output: object) -> None:
    expression = parse_expression(source)
    bound = bind(expression, lambda reference: f"$v_{reference.root}")

    try:
        result = evaluate(bound, {"v_input": given_input, "v_nodes": output, "v_index": 3})
    except EvaluationError:
        assert not expression.cannot_fail
        return

    assert not expression.is_boolean_or_nothing or isinstance(result, bool)
    assert expression.is_boolean_or_nothing or not expression.is_boolean


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


@pytest.mark.parametrize("source", ["$input.a < 1", "$not($input.a)", "$contains($input.a, 'b')", "true"])
def test_a_result_that_is_a_boolean_if_there_is_one_is_known_too(source: str) -> None:
    assert parse_expression(source).is_boolean_or_nothing


@pytest.mark.parametrize(
    "source", ["$input.a", "(1 < 2)[0]", "($not := function($x) { $x }; $not(1))", "$input.a and true"]
)
def test_what_is_looked_for_is_the_whole_expression(source: str) -> None:
    expression = parse_expression(source)

    assert expression.is_boolean_or_nothing == expression.is_boolean


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


@pytest.mark.parametrize(
    ("source", "is_list"),
    [
        ("$map($input, function($x) { $x })", True),
        ("$filter($input, $boolean)", True),
        ("($f := function($x) { $x }; $each($input, $f))", True),
        ("$keys($input)", True),
        ("$keys($input)[0]", False),
        ("$map($input, $string)[]", False),
        ("($map := $input; $map(1))", False),
        ("$count($map($input, $string))", False),
        ("$input.a", False),
        ("()", False),
    ],
)
def test_what_a_function_that_makes_lists_gives_out_is_known(source: str, *, is_list: bool) -> None:
    assert parse_expression(source).calls_for_list is is_list
