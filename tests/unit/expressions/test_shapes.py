"""Expressions of one shape are parsed once, and mean what each would mean alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exeoflow.expressions import Expression, ExpressionFault
from exeoflow.expressions.parsing import parse_plainly
from exeoflow.expressions.shapes import parse_by_shape

_NAMES = [
    "$input",
    "$nodes",
    "$vars",
    "$item",
    "$execution",
    "$workflow",
    "$x",
    "$",
    "$$",
    "$count",
    "$states",
]
_STEPS = [
    ".a",
    ".b1",
    ".`x y`",
    ".größe",
    ".in",
    ".true",
    ".id",
    " . a",
    '."q"',
    ".*",
    "[0]",
    "[1..3]",
    "._0",
]
_LITERALS = [
    "'t'",
    '"u v"',
    '"a\\"b"',
    "1",
    "01",
    "2.5",
    "1e5",
    "null",
    "true",
    "`q`",
    "abc",
    "/a'b/",
    "/*c*/",
]
_OPERATORS = [
    "=",
    " in ",
    " and ",
    "&",
    "-",
    "/",
    "%",
    "?",
    ":",
    ":=",
    ";",
    ",",
    "@$v",
    "#$i",
    "^(",
    "~>",
    "€",
    "_0",
]
_BRACKETS = ["(", ")", "[", "]", "{'k': ", "}", "$exists(", "function($x){"]
_pieces = st.sampled_from([*_NAMES, *_STEPS, *_LITERALS, *_OPERATORS, *_BRACKETS])
_sources = st.lists(_pieces, min_size=1, max_size=8).map("".join).filter(lambda text: bool(text.strip()))


# When it is first used, jsonata-python raises the limit of recursion, which Hypothesis would complain about.
parse_plainly("1")


def _told(source: str, *, by_shape: bool) -> object:
    try:
        return parse_by_shape(source, parse_plainly) if by_shape else parse_plainly(source)
    except ExpressionFault as fault:
        return fault.rule, dict(fault.values), fault.offset, fault.length, fault.suggestion


@settings(deadline=None)
@given(_sources)
def test_an_expression_means_by_its_shape_what_it_means_alone(source: str) -> None:
    assert _told(source, by_shape=True) == _told(source, by_shape=False)


@pytest.mark.parametrize(
    "source",
    [
        "$nodes.`my node`.total = 3 and $trigger.`größe`[0].b != 'x'",
        "$count($input.lines[price > 10].name) = 0",
        '$vars.region & "-" & $workflow.name',
        "$input.a'u v'",
        "$input.a$b.c",
        "$input.größe$",
        "01 % 2",
        "$execution.nothing = 'x'",
        "$nodes.a.b.true",
        "$exists($input.'a') ? $nodes.x.'b' : 12",
        "($execution).id",
    ],
)
def test_names_texts_and_numbers_are_the_authors_own(source: str) -> None:
    assert _told(source, by_shape=True) == _told(source, by_shape=False)


def test_expressions_of_one_shape_are_parsed_once() -> None:
    parsed: list[str] = []

    def parse(source: str) -> Expression:
        parsed.append(source)
        return parse_plainly(source)

    found = [parse_by_shape(f"$trigger.choices.n{number} = 'v{number}'", parse) for number in range(9)]

    assert len(parsed) == 1
    assert found[8] == parse_plainly("$trigger.choices.n8 = 'v8'")
