"""Where a function finds its own API: headers of a client say nothing about it."""

import json
from pathlib import Path

import pytest

from exeoflow.api.request import Request

EVENT = json.loads((Path(__file__).parents[3] / "events" / "serve_agents.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"),
        ({"Host": "evil.example.com"}, "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"),
        (
            {"Host": "evil.example.com", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "3000"},
            "http://127.0.0.1:3000",
        ),
    ],
)
def test_the_api_is_found_whatever_a_client_writes(headers: dict[str, str], expected: str) -> None:
    names = {name.lower() for name in headers}
    kept = {name: value for name, value in EVENT["headers"].items() if name not in names}

    assert Request.of({**EVENT, "headers": {**kept, **headers}}).api_address == expected
