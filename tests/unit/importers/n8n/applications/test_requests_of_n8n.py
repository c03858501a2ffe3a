"""What applications are sent, beside what n8n's own nodes were seen to send for the same parameters."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.importers.n8n.applications.test_applications import imported, nodes_of, requests_of

SEEN = [
    json.loads(line) for line in (Path(__file__).parent / "requests_of_n8n.jsonl").read_text().splitlines()
]
"""One request of each resource: its URL with gaps where the address differs from account to account."""


def given(value: Any) -> Any:
    """Leave out what is empty, and let numbers in texts be texts."""
    match value:
        case dict():
            found = {key: given(each) for key, each in value.items()}
            return {key: each for key, each in found.items() if each not in (None, "", {}, [])}
        case list():
            return [given(each) for each in value]
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
    return value


@pytest.mark.parametrize("kind", sorted({seen["type"] for seen in SEEN}))
def test_an_application_is_sent_what_n8n_sends(kind: str) -> None:
    for seen in SEEN:
        if seen["type"] != kind:
            continue

        done = imported(f"n8n-nodes-base.{kind}", seen["parameters"], "someApi")

        [request] = requests_of(done, [{}])
        assert nodes_of(done, "call")["config"]["method"] == seen["method"]
        assert request["call"]["url"] == seen["url"]
        assert given(request["call"].get("query", {})) == given(seen["query"])
        assert given(request["call"].get("body")) == given(seen["body"]) or seen["body"] in ({}, [], None)
