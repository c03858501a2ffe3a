"""The answer of a `respond` node in the output of an execution."""

import pytest

from exeoflow.model.json import Json
from exeoflow.model.response import RESPONSE, Response, response_in

SAID: Json = {"status": 201, "headers": {"X-A": "b", "X-N": 1, "X-L": []}, "body": [1]}
READ = Response(201, {"X-A": "b", "X-N": "1"}, [1])


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ({RESPONSE: SAID}, READ),
        ({"other": 1, "reply": {RESPONSE: SAID}}, READ),
        ({RESPONSE: {"status": 204}}, Response(204, {}, None)),
        (
            {RESPONSE: {"status": 200, "headers": {"X-A": "a\r\nX-B: b\n", "X C": "c", "X-D": True, "": 1}}},
            Response(200, {"X-A": "a X-B: b", "X-D": "true"}, None),
        ),
        ({RESPONSE: {"status": 200, "headers": [], "body": "a"}}, Response(200, {}, "a")),
        (
            {RESPONSE: {"status": 200, "body": "iVBORw==", "body_encoding": "base64"}},
            Response(200, {}, "iVBORw==", is_binary=True),
        ),
        ({RESPONSE: {"status": 200, "body": "no!", "body_encoding": "base64"}}, Response(200, {}, "no!")),
        ({RESPONSE: {"status": 200, "body": 1, "body_encoding": "base64"}}, Response(200, {}, 1)),
        ({RESPONSE: {"status": 99}}, None),
        ({RESPONSE: {"status": 100}}, None),
        ({RESPONSE: {"status": "200"}}, None),
        ({RESPONSE: {"status": 200.5}}, None),
        ({RESPONSE: {"status": []}}, None),
        ({RESPONSE: 200}, None),
        ({"status": 201, "body": 1}, None),
        ([{RESPONSE: SAID}], None),
        ("text", None),
        (None, None),
    ],
)
def test_it_is_found_if_http_could_carry_it(output: Json, expected: Response | None) -> None:
    assert response_in(output) == expected
