"""Numbers and JSON as JavaScript writes them: all digits, and keys that are positions first."""

import json
from typing import Any

import pytest

from exeoflow.importers.n8n.expressions import with_functions
from local.jsonata.evaluation import evaluate
from tests.oracle.jsonata_engine import EvaluationError
from tests.oracle.jsonata_engine import evaluate as evaluate_as_java_does
from tests.oracle.simulator.functions import ASL_FUNCTIONS

ODD = {"b": 1 / 3, "10": [1, {}], "2": {"z": 'é"\n', "1": None}, "a": []}
IN_ORDER = {"2": {"1": None, "z": 'é"\n'}, "10": [1, {}], "b": 1 / 3, "a": []}


@pytest.mark.parametrize(
    "number",
    [
        *(0.1, 1 / 3, 382 / 3, -382 / 3, 0.1 + 0.2, 1234567.891234567, 52.520006599999996, 99.99999999999999),
        *(9007199254740991, 9007199254740990, 1700000000000.005, 12345678901234568.0, 1e21, 1e-7, 5.1e-5),
    ],
)
def test_a_number_has_as_many_digits_as_bring_it_back(number: float) -> None:
    text = evaluate(with_functions("$js_digits($n)"), {"n": number})

    assert text == {1e21: "1e+21", 1e-7: "1e-7", 5.1e-5: "0.000051"}.get(number, _shortest(number))


def _shortest(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *((1e21, "1e+21"), (-1.5e300, "-1.5e+300"), (1e-7, "1e-7"), (1e20, "100000000000000000000")),
        *(
            (1 / 3e6, "3.3333333333333335e-7"),
            (-1 / 7e10, "-1.4285714285714286e-11"),
            (1 / 7e5, "0.0000014285714285714286"),
        ),
        *((1.03 / 5500, "0.00018727272727272728"), (-9.701492537313433e-4, "-0.0009701492537313433")),
        *((2.0**-24, "5.960464477539063e-8"), (1e-5 / 3, "0.0000033333333333333337")),
        *(
            (5.351097043477547e-197, "5.351097043477547e-197"),
            (9.999999999999999e-5, "0.00009999999999999999"),
        ),
        (4480657516823541.5, "4480657516823541.5"),
    ],
)
def test_a_number_has_the_digits_and_the_exponent_that_javascript_writes(
    number: float, expected: str
) -> None:
    values = {"n": number}

    for call, text in (("$js_digits($n)", expected), ("$js_json_text([$n])", f"[{expected}]")):
        assert evaluate(with_functions(call), values) == text
        assert evaluate_as_java_does(with_functions(call), values, ASL_FUNCTIONS) == text


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1152921504606846976, "1152921504606847000"),
        (-123456789012345678901, "-123456789012345680000"),
        (9007199254740993, "9007199254740992"),
        (99999999999999984, "99999999999999980"),
        (999999999999999868928, "999999999999999900000"),
        (10**20, "100000000000000000000"),
    ],
)
def test_a_whole_number_has_the_digits_of_javascript_and_noughts(number: int, expected: str) -> None:
    for value in (number, float(number)):
        for engine in (evaluate, evaluate_as_java_does):
            assert engine(with_functions("$js_digits($n)"), {"n": value}) == expected


def test_no_engine_writes_a_large_number_with_other_digits() -> None:
    assert (
        evaluate(with_functions("$js_digits($n)"), {"n": 1.2345678901234568e22}) == "1.2345678901234568e+22"
    )
    with pytest.raises(EvaluationError):
        evaluate_as_java_does(with_functions("$js_digits($n)"), {"n": 1.2345678901234568e22})


@pytest.mark.parametrize(
    ("value", "expected"),
    [(ODD, IN_ORDER), ([ODD, 1], [IN_ORDER, 1]), ({"a": 1}, {"a": 1}), ({"a": '{"1":2}'}, {"a": '{"1":2}'})],
)
def test_json_has_the_order_of_javascript(value: Any, expected: Any) -> None:
    text, lines = (
        evaluate(with_functions(f"$js_json_{name}($v)"), {"v": value}) for name in ("text", "lines")
    )

    assert text == json.dumps(expected, ensure_ascii=False, separators=(",", ":"))
    assert lines == json.dumps(expected, ensure_ascii=False, indent=2)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("$js_fixed(9007199254740991, 1)", "9007199254740991.0"),
        ("$js_fixed(1234567890123456, 0)", "1234567890123456"),
        ("$js_fixed(1e21, 2)", "1e+21"),
        ('$js_most(["x", 1])', None),
        ('$js_least(["x", 1])', None),
        ("$js_most([2, 1])", 2),
        ("$js_least([2, 1])", 1),
    ],
)
def test_numbers_at_the_edges(call: str, expected: Any) -> None:
    assert evaluate(with_functions(call), {}) == expected
    assert evaluate_as_java_does(with_functions(call), {}) == expected


def test_keys_that_are_positions_come_first() -> None:
    found = evaluate(with_functions("[$js_keys_of($v), $js_values_of($v), $js_entries_of($v)]"), {"v": ODD})

    assert found[:4] == ["2", "10", "b", "a"]
    assert found[4:8] == [ODD["2"], ODD["10"], ODD["b"], ODD["a"]]
    assert [each[0] for each in found[8:]] == ["2", "10", "b", "a"]
