from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from local.jsonata.evaluation import EvaluationError, evaluate


@pytest.mark.parametrize(
    ("source", "values", "result"),
    [
        ("$x.a", {"x": {"a": 1}}, 1),
        ("$x.a", {"x": {"a": None}}, None),
        ("$x[0]", {"x": [None]}, None),
        ("$exists($x.a)", {"x": {"a": None}}, True),
        ("$x", {"x": []}, []),
        ("$x.a", {"x": [{"a": 1}]}, 1),
        ("[$x.a]", {"x": [{"a": 1}]}, [1]),
        ("{'a': $x.b}", {"x": {}}, {}),
        ("[1..3]", {}, [1, 2, 3]),
        ("10 / 4", {}, 2.5),
        ("10 / 5", {}, 2),
        ("($f := function($x) { $x }; $f($x))", {"x": 1}, 1),
        ("[$map([1], function($x) { $x }), $x]", {"x": 2}, [1, 2]),
        ("($a := ($x := 1; $x); $a + $x)", {"x": 2}, 3),
        ("($x := '$sum $1 $é²'; $x & $count($y))", {"y": [1], "sum": 1, "count": 2, "1": 3}, "$sum $1 $é²1"),
        ("$x ~> |$|{'b': 2}|", {"x": {"a": None}}, {"a": None, "b": 2}),
    ],
)
def test_values_are_those_of_jsonata(source: str, values: dict[str, Any], result: object) -> None:
    value = evaluate(source, values)

    assert value == result
    assert type(value) is type(result)


@pytest.mark.parametrize("text", ['quote " and \\', "line\nbreak", "{% $x %}", "$states.input", "ä€😀", ""])
def test_strings_are_data_whatever_they_hold(text: str) -> None:
    assert evaluate("$x & '!'", {"x": text}) == text + "!"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("$x +", "end of expression"),
        ("$x.missing", "nothing"),
        ("$x + 'a'", "number"),
        ("$number('ten')", "ten"),
        ("1 / 0", "out of range"),
        ("$power(10, 400)", "result"),
        ("$sum", "function"),
        ("function($y) { $y }", "function"),
        ("$eval('1')", "non-function"),
        ("$error('mine')", "mine"),
        ("$number(' 12 ')", "number"),
        ("$toMillis('2024-01-20 10:00:00')", "timestamp"),
        ("$replace('aa', /x*/, '-')", "zero length"),
        ("$match('a', /(?P<n>a)/)", "regular expression"),
        ("$formatInteger(1, 'first')", "first"),
        ("($f := function($n) { 1 + $f($n) }; $f(1))", "recursive"),
    ],
)
def test_what_yields_no_value_is_an_error_that_says_why(source: str, reason: str) -> None:
    with pytest.raises(EvaluationError, match=f"(?i){reason}"):
        evaluate(source, {"x": {"a": 1}})


def test_a_variable_that_was_never_assigned_is_an_error_even_where_jsonata_would_go_on() -> None:
    with pytest.raises(EvaluationError, match=r"\$y"):
        evaluate("{'a': $y}", {"x": 1})


@pytest.mark.parametrize(
    "source",
    [
        "($y := 1; $y)",
        "$map([1], function($y) { $y })",
        "$x@$y.{'a': $y}",
        "$x#$y.{'a': $y}",
        "$uuid()",
    ],
)
def test_variables_that_the_expression_binds_itself_are_no_free_ones(source: str) -> None:
    assert evaluate(source, {"x": [1, 2]}) is not None


def test_evaluation_does_not_change_the_values_it_reads() -> None:
    value = {"a": [None, {"b": None}]}

    result = evaluate("$x", {"x": value})

    assert result == value == {"a": [None, {"b": None}]}
    assert result is not value


def test_threads_do_not_see_the_values_of_each_other() -> None:
    with ThreadPoolExecutor(max_workers=8) as threads:
        results = list(
            threads.map(lambda n: evaluate("$sum($map([1..50], function($i) { $x }))", {"x": n}), range(200))
        )

    assert results == [50 * n for n in range(200)]


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("5.5 % 2", 1.5),
        ("$string(1e20)", "100000000000000000000"),
        ("$base64encode('hé')", "aOk="),
        ('$string({"p": "Ä"})', '{"p":"Ä"}'),
        ("$count(null)", 1),
        ("$formatNumber(0.5, '#.#')", ".5"),
        ("$match('ab', /(?<y>a)/).match", "a"),
        ("$random(42)", 0.7275636800328681),
        ("[$parse('null')]", [None]),
    ],
)
def test_what_other_engines_answer_otherwise_is_answered_as_step_functions_does(
    source: str, result: object
) -> None:
    assert evaluate(source, {}) == result


@pytest.mark.parametrize(
    "source",
    [
        "+".join(["1"] * 101),
        "$sum([1..9999999])",
        "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('a', 33))",
        "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(40))",
    ],
)
def test_an_expression_has_the_depth_and_the_memory_that_it_has_on_aws(source: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(source, {})


@pytest.mark.parametrize(
    "source",
    [
        "($f := function($n) { $f($n + 1) }; $f(1))",
        f"$match('{'a' * 40}!', /^(a+)+$/)",
        f"$replace('{'a' * 40}!', /^(a+)+$/, 'b')",
    ],
)
def test_a_runaway_expression_is_an_error_and_keeps_nobody_waiting(source: str) -> None:
    beside = 0
    with ThreadPoolExecutor(max_workers=1) as thread:
        running = thread.submit(evaluate, source, {})
        while not running.done():
            beside += evaluate("$x", {"x": 1})

        with pytest.raises(EvaluationError, match="timeout"):
            running.result()

    assert beside > 100


@pytest.mark.parametrize(
    ("source", "values", "value"),
    [
        ("$distinct($l)", {"l": [1, 1, 2]}, [1, 2]),
        ("$distinct($l)", {"l": [1] * 3_000}, [1]),
        ("$distinct($l.a)", {"l": [{"a": "DE"}] * 3_000}, "DE"),
        ("$distinct($l)[0]", {"l": [None] * 3_000}, None),
        ("$count($distinct([1..2500]))", {}, 2_500),
    ],
)
def test_many_elements_are_compared_apart_and_mean_the_same(
    source: str, values: dict[str, Any], value: Any
) -> None:
    assert evaluate(source, values) == value


@pytest.mark.parametrize("source", ["$distinct($l)[9999]", "$distinct($l) & $error('no')", "$distinct(1, 2)"])
def test_what_is_compared_apart_fails_as_all_else(source: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(source, {"l": [1] * 3_000})


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("$count($append([1..900000], $distinct($l)))", "An array would exceed"),
        ("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(40) + $distinct($l))", "Stack overflow"),
    ],
)
def test_what_is_compared_apart_has_no_more_depth_and_memory(source: str, fault: str) -> None:
    with pytest.raises(EvaluationError, match=rf"^{fault}"):
        evaluate(source, {"l": [1] * 3_000})


def test_comparing_each_with_each_is_ended_though_the_engine_looks_at_no_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("local.jsonata.apart._START_SECONDS", 0.0)

    with pytest.raises(EvaluationError, match="timeout"):
        evaluate("$distinct([1..500000])", {})
