"""Fields of states as parts of larger expressions."""

import pytest

from exeoflow.expressions.jsonata import element, operand, required, text_of
from exeoflow.model.json import Json


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a text", '"a text"'),
        ("{% $a.b %}", "$a.b"),
        (None, "null"),
        (True, "true"),
        ([1, "{% $a %}"], '[1, ($value := $a; $type($value) = "array" ? [[$value]] : $value)]'),
        ([1, [2]], "[1, [2]]"),
        ({"a": "{% $b %}"}, '{"a": $b}'),
    ],
)
def test_a_field_is_written_as_an_expression(value: Json, text: str) -> None:
    assert text_of(value) == text


def test_an_operator_is_kept_together() -> None:
    assert operand("{% $a + 1 %}") == "($a + 1)"
    assert operand("{% $a.b %}") == "$a.b"


def test_a_part_that_must_be_there_fails_where_it_is_not() -> None:
    guard = '($value := {}; $exists($value) ? $value : $error("An expression yields nothing."))'

    assert required({"a": 1, "b": "{% $b %}"}) == '{"a": 1, "b": ' + guard.format("$b") + "}"
    assert required([1, "{% $b %}"]) == f"[1, {element(guard.format('$b'))}]"
