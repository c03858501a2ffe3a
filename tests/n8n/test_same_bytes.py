"""The same export becomes the same workflow, whatever order a process gives its sets."""

import hashlib
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import import_export
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from tests.n8n.judging import lines_of
from tests.n8n.test_lineage import node

BODY = [f"b{place}" for place in range(8)]


def imported(nodes: list[dict[str, Any]], arrows: list[tuple[str, int, str]]) -> dict[str, Any]:
    connections: dict[str, Any] = {}
    for source, output, target in arrows:
        outputs = connections.setdefault(source, {"main": [[], []]})["main"]
        outputs[output].append({"node": target, "type": "main", "index": 0})
    export = export_of({"nodes": nodes, "connections": connections})
    assert isinstance(export, Export)
    return import_export(export).workflow


def test_arrows_that_come_back_into_a_loop_are_in_the_authors_order() -> None:
    loop = node("loop", "splitInBatches", {}, 3)
    body = [node(name, "noOp", {}) for name in BODY]
    back = [arrow for name in BODY for arrow in (("loop", 1, name), (name, 0, "loop"))]

    workflow = imported([node("go", "manualTrigger", {}), loop, *body], [("go", 0, "loop"), *back])

    ends = [each["source"] for each in workflow["connections"] if each["source"] in BODY]
    assert ends == BODY


PROGRAM = "from tests.n8n.test_same_bytes import bytes_of_all; print(bytes_of_all())"


def bytes_of_all() -> str:
    """A hash of what real workflows become."""
    found = hashlib.sha256()
    for line in lines_of("visible.jsonl.gz"):
        export = export_of(line["workflow"])
        if isinstance(export, Export):
            done = import_export(export)
            found.update(f"{json.dumps(done.workflow)} {done.nodes}".encode())
    return found.hexdigest()


@pytest.mark.slow
def test_real_workflows_become_the_same_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(found) == 1
