from typing import Any

import pytest

from tests.n8n.expressions.javascript import FAILED, NOTHING, evaluated

ITEM = {"name": "Grüße 😀", "words": "Hello World", "list": [1, 2, 2, 3], "date": "2024-03-01T10:00:00.000Z"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$json.name.base64Encode()", "R3LDvMOfZSDwn5iA"),
        ("$json.name.base64Encode().base64Decode()", "Grüße 😀"),
        ("'content 1'.base64Decode()", "r\ufffd\ufffdz{u"),
        ("$json.words.toSnakeCase()", "hello_world"),
        ("$json.list.chunk(3)", [[1, 2, 2], [3]]),
        ("$json.list.intersection([2, 9])", [2]),
        ("$json.date.format('dd.MM.yyyy')", "01.03.2024"),
        ("$json.date.toDateTime().plus(1, 'day').toISO()", "2024-03-02T10:00:00.000Z"),
        ("(3).isEven()", False),
        ("$json.none?.first()", NOTHING),
        ("$json.none.first()", FAILED),
        ("$if($json.none, 1, $json.words)", "Hello World"),
    ],
)
def test_the_methods_that_n8n_adds_go_along_with_code(expression: str, expected: Any) -> None:
    assert (
        evaluated(f"={{{{ {expression} }}}}", {"item": ITEM, "input": [ITEM], "earlier": [ITEM]}) == expected
    )
