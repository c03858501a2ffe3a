import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.jsonata_engine import UNDEFINED, EvaluationError, evaluate, free_names

KEYS = st.sampled_from(["a", "b"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=6,
)


@given(value=VALUES, path=st.lists(st.sampled_from(["a", "b"]), max_size=3))
def test_a_path_is_followed_as_the_engine_follows_it(value: object, path: list[str]) -> None:
    source = ".".join(["$v", *path])

    assert evaluate(source, {"v": value}) == evaluate(f"({source})", {"v": value})


def test_null_and_nothing_are_told_apart() -> None:
    assert evaluate("$v.a", {"v": {"a": None}}) is None
    assert evaluate("$v.b", {"v": {"a": None}}) is UNDEFINED


def test_whole_numbers_are_integers() -> None:
    assert repr(evaluate("4 / 2", {})) == "2"


@pytest.mark.parametrize("source", ["1 +", "$sum('a')", "1 / 0", "function($x) { $x }", "$error('no')"])
def test_what_has_no_value_is_an_error(source: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(source, {})


def test_free_names_are_those_that_the_expression_does_not_bind() -> None:
    assert free_names("($y := $x; $map($z, function($i) { $i + $y }))") == {"x", "z", "map"}
    assert free_names("'$not' & $nodes.`$a`[$v > 1]") == {"nodes", "v"}
