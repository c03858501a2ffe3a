"""Faults of syntax, and the bounds on an expression's size."""

import inspect
import sys

import pytest

from exeoflow.expressions import ExpressionFault, parse_expression
from exeoflow.expressions.depth import MAX_DEPTH, MAX_LENGTH


def _rule(source: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(ExpressionFault) as raised:
        parse_expression(source)
    return raised.value.rule, dict(raised.value.values)


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("1 +", "expression-ends-early"),
        ("(1", "expression-ends-early"),
        ("1 2", "expression-unexpected"),
        ("$input.a)", "expression-unexpected"),
        ("+ 1", "expression-unexpected"),
        ("[1, 2)", "expression-expected"),
        ("'\\x'", "expression-escape"),
        ("'\\u12'", "expression-escape"),
        ("1e999", "expression-number"),
        ("$match('a', //)", "expression-regex-empty"),
        ("$match('a', /(?<n>a)(?<n>b)/)", "expression-regex"),
        ("function(a) { a }", "expression-parameter"),
        ("$input.a := 1", "expression-bind-target"),
        ("$input@a.b", "expression-bind-target"),
        ("$input.a ?? 1", "expression-operator"),
        ("$input.a ?: 1", "expression-operator"),
        ("$input.1", "expression-literal-step"),
        ("$nodes.null", "expression-literal-step"),
        ("1 /", "expression-ends-early"),
        ("~", "expression-syntax"),
        ("function($a)<n:n { 1 }", "expression-expected"),
    ],
)
def test_a_fault_of_syntax_has_a_rule_of_its_own(source: str, rule: str) -> None:
    assert _rule(source)[0] == rule


def test_a_fault_names_what_was_expected_and_what_was_found() -> None:
    assert _rule("[1, 2)") == ("expression-expected", {"expected": "]", "token": ")"})


def test_a_text_may_hold_what_is_no_operator() -> None:
    assert parse_expression("'why ?? or ?:'").cannot_fail


@pytest.mark.parametrize(
    "source", ["$match('a', /(?<name>a)b/im)", "$match('a', /[[a]]/)", r"$match('/', /\//)"]
)
def test_regular_expressions_of_javascript_are_taken(source: str) -> None:
    assert parse_expression(source).source == source


@pytest.mark.parametrize(
    "source",
    [
        "(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH,
        "[" * 5_000,
        "+".join(["1"] * (MAX_DEPTH + 1)),
        "$input" + ".a" * MAX_DEPTH,
        "$input" + "[0]" * MAX_DEPTH,
        "-" * 5_000 + "1",
    ],
)
def test_what_nests_too_deeply_is_refused(source: str) -> None:
    assert _rule(source)[0] == "expression-too-deep"


@pytest.mark.parametrize(
    "source",
    [
        "(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1),
        "[" + ",".join(["1"] * 3_000) + "]",
        "+".join(["1"] * MAX_DEPTH),
        " & ".join(["$input.a.b.c"] * 50),
        "'" + "(" * 5_000 + "'",
        "(" + "; ".join(f"$x{n} := {n}" for n in range(300)) + ")",
    ],
)
def test_what_is_only_long_is_not(source: str) -> None:
    assert parse_expression(source).source == source


def test_an_expression_of_a_hundred_kilobytes_is_refused_unread() -> None:
    assert _rule("1" * 100_000) == ("expression-too-long", {"length": "100000", "limit": str(MAX_LENGTH)})


def test_a_stack_that_is_nearly_full_is_no_crash() -> None:
    parse_expression("'the library, which raises the limit of the stack, is loaded'")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 60)

    try:
        rule = _rule("(" * 80 + "1" + ")" * 80)[0]
    finally:
        sys.setrecursionlimit(limit)

    assert rule == "expression-too-deep"


@pytest.mark.parametrize(
    ("source", "operator", "suggestion"),
    [
        ("$input.status == 'ok'", "==", "="),
        ("$input.a === 1", "===", "="),
        ("$input.a !== 1", "!==", "!="),
        ("$input.a && $input.b", "&&", "and"),
        ("$input.a || $input.b", "||", "or"),
        ("!$input.a", "!", None),
        ("$input.a = 1 and !$input.b", "!", None),
        ("$input.a = '==' && 1", "&&", "and"),
    ],
)
def test_operators_of_other_languages_are_told_by_those_of_jsonata(
    source: str, operator: str, suggestion: str | None
) -> None:
    with pytest.raises(ExpressionFault) as raised:
        parse_expression(source)

    fault = raised.value
    assert (fault.rule, fault.values, fault.suggestion) == (
        "expression-foreign-operator",
        {"operator": operator},
        suggestion,
    )
    assert source[fault.offset :][: fault.length] == operator


@pytest.mark.parametrize("source", ["$input.a != 1", "'a == b' & 'c'", "$input.a = 1"])
def test_operators_of_jsonata_are_no_foreign_ones(source: str) -> None:
    assert parse_expression(source).source == source


def test_a_string_without_an_end_is_no_foreign_operator() -> None:
    with pytest.raises(ExpressionFault, match="expression-syntax"):
        parse_expression("$input.a 'x")


@pytest.mark.parametrize(
    ("pattern", "position"), [("(?<n>a)(?<n>b)", "11"), ("(?<year>[0-9]{4})[z-a]", "19"), ("a{2,1}", "3")]
)
def test_a_regular_expression_is_wrong_from_a_place_in_what_the_author_wrote(
    pattern: str, position: str
) -> None:
    rule, values = _rule(f"$match('a', /{pattern}/)")

    assert (rule, values["pattern"], values["position"]) == ("expression-regex", pattern, position)
