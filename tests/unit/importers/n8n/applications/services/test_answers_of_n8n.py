"""What comes of the answers of services, beside what n8n's own nodes were seen to make of the same ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.n8n.worlds import Services
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, PNG, base, http, imported
from tests.unit.importers.n8n.machines import imported_machine

SEEN = [
    json.loads(line) for line in (Path(__file__).parent / "answers_of_n8n.jsonl").read_text().splitlines()
]
"""Of a node its parameters and the item that it gets, the answers, what it sends and which items it gives.

Addresses have gaps where they differ from account to account; a file comes with the item where it says so.
"""


@pytest.mark.parametrize(
    "seen", SEEN, ids=[f"{line}-{seen['type']}" for line, seen in enumerate(SEEN, start=1)]
)
def test_an_application_gives_what_n8n_gives(seen: dict[str, Any]) -> None:
    call = base("call", seen["type"], seen["parameters"], seen["version"])
    before = [http("file", DOWNLOAD)] if seen["has_file"] else []
    world = Services(answers=[PNG][: len(before)] + seen["answers"])

    trace = simulate(imported_machine(imported(*before, call)), [seen["item"]], world)

    sent = world.requests[len(before) :]
    requests = [[each["method"], each["url"], each.get("query"), each.get("body")] for each in sent]
    assert requests == seen["requests"]
    assert trace.outcome.output == seen["items"]
