"""A node that fails has a run without outputs, and what stands behind it has none, as in n8n."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case

THROWS = {"type": "n8n-nodes-base.code", "typeVersion": 2, "parameters": {"jsCode": "throw new Error('x')"}}
NO_XML = {"type": "n8n-nodes-base.xml", "typeVersion": 1, "parameters": {}}


@pytest.mark.parametrize("failing", [THROWS, NO_XML], ids=["code", "xml"])
def test_a_task_that_fails_has_a_run_without_outputs(failing: dict[str, Any]) -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger", "parameters": {}},
        {"name": "fails", **failing},
        {"name": "behind", "type": "n8n-nodes-base.noOp", "parameters": {}},
    ]
    connections = {
        "go": {"main": [[{"node": "fails", "type": "main", "index": 0}]]},
        "fails": {"main": [[{"node": "behind", "type": "main", "index": 0}]]},
    }

    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{"data": "<a"}]})

    assert isinstance(ran, Ran)
    assert ran.nodes == {"go": [[[{"data": "<a"}]]], "fails": [[]]}
