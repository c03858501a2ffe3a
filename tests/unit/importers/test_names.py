"""An imported workflow has a name that can be seen, whatever its export says."""

from typing import Any

import pytest

from exeoflow.importers.answers import ImportFormat
from exeoflow.importers.formats import Made, made_of

_START = {
    "id": "1",
    "name": "Start",
    "type": "n8n-nodes-base.manualTrigger",
    "typeVersion": 1,
    "position": [0, 0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Orders", "Orders"),
        ("", "n8n"),
        ("  ", "n8n"),
        ("\u200b", "n8n"),
        (7, "n8n"),
        (" " * 200 + "x", "n8n"),
    ],
)
def test_an_export_without_a_name_that_can_be_seen_gets_one(name: Any, expected: str) -> None:
    made = made_of(ImportFormat.N8N, {"name": name, "nodes": [_START], "connections": {}})

    assert isinstance(made, Made)
    assert made.workflow["name"] == expected
