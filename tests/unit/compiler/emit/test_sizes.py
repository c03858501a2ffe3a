"""Sizes of definitions are those of the text that is published, however deep it is."""

import json

import pytest

from exeoflow.compiler.emit.budgets import size_of
from tests.oracle.json_value import Json


def _nested(depth: int) -> Json:
    value: Json = "ä"
    for _ in range(depth):
        value = {"States": [value]}
    return value


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"a": [1, 2.5, True, None], "b": '\n\x00\x7f"\u2028'},
        "€𝄞",
        10**30,
        1e300,
        _nested(3),
        _nested(200),
    ],
    ids=["empty", "json", "characters", "integer", "double", "flat", "deep"],
)
def test_a_value_has_the_size_of_its_text(value: Json) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    assert size_of(value) == len(text.encode())
