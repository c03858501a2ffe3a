"""How deeply an evaluation nests, held against the count of jsonata-python, which is that of AWS."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from jsonata.jexception import JException
from jsonata.jsonata import Jsonata

from exeoflow.expressions.evaluation import (
    MOST_EVALUATIONS,
    depth_of,
    evaluation_depth,
    nesting_bound,
)
from exeoflow.expressions.grammar import parse_syntax
from tests.oracle.drawings.strategies.expressions import expression_sources

_ROWS = [{"b": 1, "c": 2}, {"b": 2, "c": 1}]


def _counted(source: str) -> int:
    """The deepest evaluation that really happens."""
    depth = deepest = 0

    def enter(*_: Any) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def leave(*_: Any) -> None:
        nonlocal depth
        depth -= 1

    program = Jsonata(source)
    program.environment.set_evaluate_entry_callback(enter)
    program.environment.set_evaluate_exit_callback(leave)
    # Its functions raise Python's own errors, too, of values that they cannot read.
    with suppress(JException, TypeError, ValueError):
        program.evaluate(None, {"a": _ROWS, "input": {"a": _ROWS}, "nodes": {}, "index": 3})
    return deepest


def _depth(source: str) -> int:
    return depth_of(parse_syntax(source), {})


@pytest.mark.parametrize(
    "source",
    [
        "1",
        "+".join(["1"] * 50),
        "$a.b.c",
        "$a[b = 1]",
        "((1))",
        "[[1]]",
        '{"a": {"b": 1}}',
        "$map([1, 2], function($x) { $x + 1 })",
        "($f := function($x) { $x + (1 + (2)) }; $f(1) + 1)",
        "1 = 2 ? 2 : 2 = 3 ? 4 : 5",
        "$a.(b + c)",
        "$a ~> $string",
        "$reduce([1, 2, 3], function($x, $y) { ($z := $x; $z + $y) }, 0)",
        "$a@$x.($x.b + $i)",
        "$exists($a.b) ? $a.b : $a.c",
        "$not(1) and $boolean(2) or 3",
        "$a.**",
    ],
)
def test_the_depth_is_the_one_that_is_counted(source: str) -> None:
    assert _depth(source) == _counted(source)


@pytest.mark.parametrize("source", ["$a^(>b)", "$a{$string(b): c}", "$a.b[c.d = 1].e", "$a ~> |b|{'c': 1}|"])
def test_where_it_is_not_the_depth_is_rather_more(source: str) -> None:
    assert _counted(source) <= _depth(source) <= _counted(source) + 2


@given(expression_sources)
def test_no_evaluation_is_deeper(source: str) -> None:
    assert _counted(source) <= _depth(source) <= min(evaluation_depth(source), nesting_bound(source))


def test_of_what_nests_too_deeply_for_the_parser_the_depth_is_too_much() -> None:
    assert evaluation_depth("(" * 9_000 + "1" + ")" * 9_000) > MOST_EVALUATIONS


def test_parts_that_stand_beside_each_other_do_not_nest() -> None:
    beside = f"[{', '.join(['1 + 1'] * 100)}]"

    assert nesting_bound(beside) < MOST_EVALUATIONS
    assert evaluation_depth(beside) == nesting_bound(beside)


def test_a_function_that_is_called_nests_where_it_is_called() -> None:
    deep = "+".join(["1"] * 60)
    called = f"($f := function() {{ {deep} }}; $f() + {deep})"

    assert evaluation_depth(called) == _depth(called) > MOST_EVALUATIONS


def test_functions_of_a_known_depth_need_not_be_read_again() -> None:
    inner, deep = "+".join(["1"] * 30), "+".join(["1"] * 40)
    within = depth_of(parse_syntax(f"function() {{ {inner} }}"), {})

    found = evaluation_depth(f"[$f() + {deep}, $f]", most=0, functions={"f": within})

    assert found == _depth(f"($f := function() {{ {inner} }}; [$f() + {deep}, $f])")
