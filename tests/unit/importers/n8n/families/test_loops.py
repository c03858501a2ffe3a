"""Loop Over Items: how many items a batch has."""

from typing import Any

import pytest

from tests.n8n.running import NotRun, run_case


@pytest.mark.parametrize(
    ("size", "batches"),
    [(2, [2, 1]), ("2", [2, 1]), ("=2", [2, 1]), ("=1", [1, 1, 1]), ("=1e999", [1, 1, 1])],
)
def test_a_batch_has_as_many_items_as_is_written(size: Any, batches: list[int]) -> None:
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}},
        {
            "name": "loop",
            "type": "n8n-nodes-base.splitInBatches",
            "typeVersion": 3,
            "parameters": {"batchSize": size},
        },
        {"name": "body", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "parameters": {}},
    ]
    arrows = {"start": [["loop"]], "loop": [[], ["body"]], "body": [["loop"]]}
    connections = {
        name: {"main": [[{"node": each, "type": "main", "index": 0} for each in out] for out in outs]}
        for name, outs in arrows.items()
    }

    done = run_case(
        {"name": "x", "nodes": nodes, "connections": connections},
        "start",
        {"start": [{"a": 1}, {"a": 2}, {"a": 3}]},
    )

    assert not isinstance(done, NotRun)
    assert [len(run[0]) for run in done.nodes["body"]] == batches
