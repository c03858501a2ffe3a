import pytest

from local.jsonata.evaluation import EvaluationError, evaluate


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("$partition([1..5], 2)", [[1, 2], [3, 4], [5]]),
        ("$partition([], 2)", []),
        ("$partition(1, 2)", [[1]]),
        ("$range(1, 9, 2)", [1, 3, 5, 7, 9]),
        ("$range(5, 1, -2)", [5, 3, 1]),
        ("$range(1, 1, 1)", [1]),
        ("$range(3, 1, 1)", []),
        ("$hash('a', 'MD5')", "0cc175b9c0f1b6a831c399e269772661"),
        ("$length($hash('a', 'SHA-512'))", 128),
        ("$random(7) = $random(7)", True),
        ("$random() < 1", True),
        ("$length($uuid())", 36),
        ("$parse('{\"a\": [null, 1]}')", {"a": [None, 1]}),
        ("$parse('null')", None),
        ("$exists($partition($nothing.a, 2))", False),
        ("$exists($range($nothing.a, 1, 2))", False),
        ("$exists($hash($nothing.a, 'MD5'))", False),
        ("$exists($parse($nothing.a))", False),
    ],
)
def test_a_function_yields_what_step_functions_documents(source: str, result: object) -> None:
    assert evaluate(source, {"nothing": {}}) == result


@pytest.mark.parametrize(
    "source",
    [
        "$partition([1], 0)",
        "$range(1, 2, 0)",
        "$range(1, 2000, 1)",
        "$hash('a', 'CRC')",
        "$hash(1, 'MD5')",
        "$parse('{')",
    ],
)
def test_a_wrong_argument_is_an_error(source: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(source, {})
