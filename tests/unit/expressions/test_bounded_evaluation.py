"""Expressions evaluated outside a state machine: their values, and that none runs away."""

import time
from contextlib import suppress
from typing import Any

import pytest

from exeoflow.expressions.bounded_evaluation import NotEvaluated, Reason, YieldsNothing, evaluated

TEXT = {"s": "a" * 40}


@pytest.mark.parametrize(
    ("source", "values", "value"),
    [
        ("$n + 1", {"n": 1}, 2),
        ("$a[0]", {"a": [None]}, None),
        ("$parse('null')", {}, None),
        ("[$parse('{\"a\": [1]}').a]", {}, [1]),
        ("$exists($parse($missing))", {}, False),
        ("$partition($a, 2)", {"a": [1, 2, 3]}, [[1, 2], [3]]),
        ("$hash($s, 'MD5')", {"s": "a"}, "0cc175b9c0f1b6a831c399e269772661"),
        ("$range(1, 5, 2)", {}, [1, 3, 5]),
        ("$random(42)", {}, 0.7275636800328681),
        ("$length($uuid())", {}, 36),
        ("1 /* the end */", {}, 1),
    ],
)
def test_an_expression_has_a_value(source: str, values: dict[str, Any], value: Any) -> None:
    assert evaluated(source, values) == value


@pytest.mark.parametrize("source", ["$missing", "{}.a", "$parse($missing)"])
def test_nothing_is_told_from_null(source: str) -> None:
    with pytest.raises(YieldsNothing):
        evaluated(source, {})


@pytest.mark.parametrize(
    "source", ["1 +", "$eval('1')", "$sum('a')", "$parse('{')", "$range(1, 2, 0)", "$no_such(1)"]
)
def test_a_failing_expression_says_so(source: str) -> None:
    with pytest.raises(NotEvaluated):
        evaluated(source, {})


@pytest.mark.parametrize(
    "source",
    [
        "$split($s, /(a*)*b/)",
        "$contains($s & 'b', /(.*a){25}c/)",
        "$distinct([1..100000])",
        "$pad('x', 999999999)",
        "($f := function($n) { $f($n + 1) }; $f(0))",
    ],
)
def test_none_runs_away_whatever_it_does_within_a_function(source: str) -> None:
    started = time.process_time()

    with suppress(NotEvaluated):
        evaluated(source, TEXT)

    # Ten times the bound, for machines that are busy; unbounded, each of them takes minutes.
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("source", "code", "token", "value"),
    [
        ('$abs("a")', "T0410", "abs", '"a"'),
        ('$sort([1, "a"])', "D3070", "sort", None),
        ('1 < "a"', "T2009", "<", "1"),
        ("$error()", "D3137", "error", None),
        ("$merge($partition(1, function($x){$x}))", "partition-size", "partition", None),
        ("$partition(function($x){$x}, 1)", "no-json", "partition", None),
        ('$partition([1], "a")', "partition-size", "partition", '"a"'),
        ("$range(1, 9, 0)", "range-step", "range", None),
        ("$range(1, 2000, 1)", "range-length", "range", "2000"),
        ('$range("a", 2, 1)', "T0410", "range", None),
        ('$hash("a", "CRC")', "hash-algorithm", "hash", '"CRC"'),
        ('$random("a")', "T0410", "random", None),
        ("$random({})", "T0410", "random", None),
        ("$random(1e308 * 10)", "D1001", "*", None),
        ("$uuid(1)", "T0410", "uuid", None),
        ("$parse(1)", "T0410", "parse", None),
        ('$parse("[1,")', "parse-json", "parse", '"[1,"'),
        ('$parse("1e999")', "parse-json", "parse", '"1e999"'),
        ('$parse("[-1e999]")', "parse-json", "parse", '"[-1e999]"'),
        (f'$parse("{"9" * 400}")', "parse-json", "parse", f'"{"9" * 400}"'),
        (f'$parse("{"[" * 100_000}")', "parse-json", "parse", f'"{"[" * 100_000}"'),
    ],
)
def test_a_fault_says_by_a_code_what_failed_at_what(
    source: str, code: str, token: str, value: str | None
) -> None:
    with pytest.raises(NotEvaluated) as failed:
        evaluated(source, {})

    reason = failed.value.reason
    assert (reason.code, reason.token, reason.value) == (code, token, value)
    assert reason.words == str(failed.value)


@pytest.mark.parametrize("source", ['$error("Too dear")', '$assert(1 = 2, "Too dear")'])
def test_what_an_author_says_needs_no_other_words(source: str) -> None:
    with pytest.raises(NotEvaluated) as failed:
        evaluated(source, {})

    assert failed.value.reason == Reason("Too dear")
