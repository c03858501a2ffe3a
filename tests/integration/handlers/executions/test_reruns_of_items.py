"""Running a for_each again for the items that failed, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client
from tests.integration.handlers.executions.test_reruns import START, created, fault, ran, retried, retry

EACH = {"id": "each", "type": "for_each", "config": {"items": "{{ $trigger.items }}", "concurrency": 1}}
BAD = {"id": "bad", "type": "condition", "config": {"expression": "$item = 'bad'"}}
STOP = {"id": "boom", "type": "stop", "config": {"status": "failed", "code": "Bad", "message": "no"}}
ROLL = {"id": "roll", "type": "transform", "config": {"expression": "[$item, $index, $random()]"}}
LAST = {"id": "last", "type": "transform", "config": {"expression": "{'all': $nodes.each}"}}
GRAPH: dict[str, Any] = {
    "name": "Items",
    "nodes": [START, EACH, BAD, STOP, ROLL, LAST],
    "connections": [
        {"source": "start", "target": "each"},
        {"source": "each", "target": "bad", "source_handle": "loop"},
        {"source": "bad", "target": "boom", "source_handle": "true"},
        {"source": "bad", "target": "roll", "source_handle": "false"},
        {"source": "roll", "target": "each"},
        {"source": "each", "target": "last", "source_handle": "done"},
    ],
}
ITEMS = {"items": ["a", "b", "bad", "c"]}


def mend(client: Client, workflow: str, *nodes: Any, connections: Any = None) -> None:
    changed = {node["id"]: node for node in nodes}
    body = {"nodes": [changed.get(str(node["id"]), node) for node in GRAPH["nodes"]]}
    answer = client.call(
        "update_workflow",
        path={"workflow_id": workflow},
        body={**body, **({"connections": connections} if connections else {})},
    )
    assert answer.status == 200, answer


def items_of(client: Client, execution: Any) -> dict[int, Any]:
    path = {"execution_id": execution["id"]}
    steps = client.call("list_execution_steps", path=path, query={"limit": "100"}).data["steps"]
    return {
        step["iteration"][0]["index"]: step["output"]
        for step in steps
        if step["node_id"] in {"roll", "boom"} and step["status"] == "success"
    }


def step(client: Client, execution: Any, node: str) -> Any:
    path = {"execution_id": execution["id"]}
    steps = client.call("list_execution_steps", path=path, query={"limit": "100"}).data["steps"]
    return next(each for each in steps if each["node_id"] == node)


def test_only_what_failed_of_a_for_each_is_run_again(client: Client) -> None:
    workflow = created(client, GRAPH)
    failed = ran(client, workflow, input=ITEMS)
    before = items_of(client, failed)
    mend(client, workflow, {"id": "boom", "type": "set", "config": {"values": {"mended": "{{ $item }}"}}})

    mended = retried(client, failed, **{"from": "each", "items": "failed"})
    after = items_of(client, mended)

    assert (failed["status"], sorted(before)) == ("failed", [0, 1])
    assert (mended["status"], sorted(after)) == ("success", [2, 3])
    assert mended["output"]["all"] == [before[0], before[1], {"mended": "bad"}, after[3]]
    assert step(client, mended, "each")["output"] == mended["output"]["all"]
    assert step(client, mended, "last")["input"] == mended["output"]["all"]


def test_items_that_succeeded_in_a_retry_are_kept_by_the_next(client: Client) -> None:
    workflow = created(client, GRAPH)
    again = {"from": "each", "items": "failed"}
    first = ran(client, workflow, input={"items": ["a", "bad", "b"]})
    second = retried(client, first, **again)
    mend(client, workflow, {"id": "boom", "type": "set", "config": {"values": {}}})
    third = retried(client, second, **again)
    fourth = retried(client, third, **again)

    assert [each["status"] for each in (first, second, third, fourth)] == [
        "failed",
        "failed",
        "success",
        "success",
    ]
    assert third["output"]["all"][0] == items_of(client, first)[0]
    assert fourth["output"] == third["output"]
    assert retried(client, fourth, **{"from": "last"})["output"] == third["output"]


@pytest.mark.parametrize("result", [None, [], [1], [[1]], "{{ $x }}", {"a": [None]}, 0, "", False])
def test_what_an_item_came_to_is_kept_exactly(client: Client, result: Any) -> None:
    graph = {**GRAPH, "nodes": [START, EACH, BAD, STOP, {**ROLL, "config": {"expression": "$item"}}, LAST]}
    workflow = created(client, graph)
    failed = ran(client, workflow, input={"items": [result, "bad"]})
    mend(client, workflow, {"id": "boom", "type": "set", "config": {"values": {}}}, ROLL)

    mended = retried(client, failed, **{"from": "each", "items": "failed"})

    assert mended["output"]["all"] == [result, {}]


def test_a_for_each_that_never_ran_is_run_whole(client: Client) -> None:
    early = {**STOP, "id": "early"}
    connections = [{"source": "start", "target": "early"}, *GRAPH["connections"][1:]]
    graph = {**GRAPH, "nodes": [*GRAPH["nodes"], early], "connections": connections}
    workflow = created(
        client, {**graph, "connections": [*connections, {"source": "start", "target": "each"}]}
    )
    failed = ran(client, workflow, input={"items": ["bad"]})

    again = retried(client, failed, **{"from": "each", "items": "failed"}, revision="original")

    assert again["status"] == "failed"


def test_items_that_cannot_be_told_apart_are_refused(client: Client) -> None:
    workflow = created(client, GRAPH)
    failed = ran(client, workflow, input=ITEMS)
    again = {"items": "failed", "from": "each"}

    assert fault(retry(client, failed, items="failed")) == "rerun-items"
    assert fault(retry(client, failed, **{**again, "from": "last"})) == "rerun-items"
    mend(client, workflow, {**EACH, "config": {"items": "{{ $reverse($trigger.items) }}"}})
    assert fault(retry(client, failed, **again)) == "rerun-items-changed"
    joined = [*GRAPH["connections"], {"source": "each", "target": "roll", "source_handle": "loop"}]
    mend(client, workflow, connections=joined)
    assert fault(retry(client, failed, **again)) == "rerun-items-joined"
    assert retry(client, failed, **again, revision="original").status == 202
