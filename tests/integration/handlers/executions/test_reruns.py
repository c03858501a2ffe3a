"""Going on from a node, and given outputs, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client
from tests.integration.handlers.running import finished

START = {"id": "start", "type": "trigger"}
CHANCE = {"id": "chance", "type": "transform", "config": {"expression": "[$random()]"}}
FORK = {"id": "fork", "type": "condition", "config": {"expression": "$nodes.chance[0] >= 0"}}
LEFT = {"id": "left", "type": "set", "config": {"values": {"side": "left {{ $nodes.chance[0] }}"}}}
RIGHT = {"id": "right", "type": "set", "config": {"values": {"side": "right"}}}
ASK = {"id": "ask", "type": "stop", "config": {"status": "failed", "code": "Ask.Bad", "message": "no"}}
GRAPH: dict[str, Any] = {
    "name": "Rerun",
    "nodes": [START, CHANCE, FORK, LEFT, RIGHT, ASK],
    "connections": [
        {"source": "start", "target": "chance"},
        {"source": "chance", "target": "fork"},
        {"source": "fork", "target": "left", "source_handle": "true"},
        {"source": "fork", "target": "right", "source_handle": "false"},
        {"source": "left", "target": "ask"},
        {"source": "right", "target": "ask"},
    ],
}
MENDED = {
    "id": "ask",
    "type": "transform",
    "config": {"expression": "[$nodes.left.side, $trigger.n, $random()]"},
}


def created(client: Client, graph: Any = GRAPH) -> str:
    answer = client.call("create_workflow", body=graph)
    assert answer.status == 201, answer
    workflow_id: str = answer.data["id"]
    return workflow_id


def ran(client: Client, workflow: str, **body: Any) -> Any:
    started = client.call("execute_workflow", path={"workflow_id": workflow}, body=body)
    assert started.status == 202, started
    return finished(client, started.data["execution_id"])


def retry(client: Client, execution: Any, **body: Any) -> Answered:
    return client.call(
        "retry_execution", event="restore_revision", path={"execution_id": execution["id"]}, body=body
    )


def retried(client: Client, execution: Any, **body: Any) -> Any:
    answer = retry(client, execution, **body)
    assert answer.status == 202, answer
    assert answer.data["retry_of"] == execution["id"]
    return finished(client, answer.data["execution_id"])


def outputs(client: Client, execution: Any) -> dict[str, Any]:
    path = {"execution_id": execution["id"]}
    steps = client.call("list_execution_steps", path=path, query={"limit": "100"}).data["steps"]
    return {step["node_id"]: step["output"] for step in steps}


def fault(answer: Answered) -> str:
    assert answer.status == 400, answer
    rule: str = answer.content["error"]["details"][0]["rule"]
    return rule


def mend(client: Client, workflow: str, *nodes: Any) -> None:
    changed = {node["id"]: node for node in nodes}
    body = {"nodes": [changed.get(str(node["id"]), node) for node in GRAPH["nodes"]]}
    answer = client.call("update_workflow", path={"workflow_id": workflow}, body=body)
    assert answer.status == 200, answer


def test_what_ran_before_keeps_what_it_put_out_and_the_rest_runs_anew(client: Client) -> None:
    workflow = created(client)
    failed = ran(client, workflow, input={"n": 7})
    before = outputs(client, failed)
    mend(client, workflow, MENDED)

    mended = retried(client, failed, **{"from": "ask"})
    after = outputs(client, mended)
    again = retried(client, mended, **{"from": "ask"})

    assert (failed["status"], mended["status"]) == ("failed", "success"), mended
    assert mended["output"][:2] == [before["left"]["side"], 7]
    assert after["chance"] == before["chance"]
    assert after["left"] == before["left"]
    assert set(after) == {"start", "chance", "fork", "left", "ask"}
    assert again["output"][:2] == mended["output"][:2]
    assert again["output"][2] != mended["output"][2]


def test_the_original_revision_can_be_run_again(client: Client) -> None:
    workflow = created(client)
    failed = ran(client, workflow)
    mend(client, workflow, MENDED)

    assert retried(client, failed, revision="original")["status"] == "failed"
    assert retried(client, failed, **{"from": "ask"}, revision="original")["error"]["code"] == "Ask.Bad"
    assert retried(client, failed, revision="newest")["status"] == "success"


def test_a_decision_that_was_taken_is_kept(client: Client) -> None:
    workflow = created(client)
    failed = ran(client, workflow)
    mend(client, workflow, MENDED, {**FORK, "config": {"expression": "false"}})

    assert set(outputs(client, retried(client, failed, **{"from": "ask"}))) >= {"left"}
    assert "right" in outputs(client, retried(client, failed, **{"from": "fork"}))


def test_a_for_each_is_kept_with_its_results_or_run_again_whole(client: Client) -> None:
    each = {"id": "each", "type": "for_each", "config": {"items": "{{ [1, 2] }}"}}
    roll = {"id": "roll", "type": "transform", "config": {"expression": "$item + $random()"}}
    last = {"id": "last", "type": "transform", "config": {"expression": "$nodes.each"}}
    workflow = created(
        client,
        {
            "name": "Loop",
            "nodes": [START, each, roll, last],
            "connections": [
                {"source": "start", "target": "each"},
                {"source": "each", "target": "roll", "source_handle": "loop"},
                {"source": "roll", "target": "each"},
                {"source": "each", "target": "last", "source_handle": "done"},
            ],
        },
    )
    first = ran(client, workflow)

    assert retried(client, first, **{"from": "last"})["output"] == first["output"]
    assert retried(client, first, **{"from": "each"})["output"] != first["output"]
    assert fault(retry(client, first, **{"from": "roll"})) == "rerun-node-in-loop"


@pytest.mark.parametrize(
    "output",
    [[1], [[1]], [], None, "{{ $input }} {% x %}", "{% x %}", {"a": [{"b": None}, "{{"]}, True, 0.5, "", {}],
)
def test_given_outputs_are_taken_as_they_are(client: Client, output: Any) -> None:
    workflow = created(client, {**GRAPH, "nodes": [*GRAPH["nodes"][:5], MENDED]})

    execution = ran(client, workflow, outputs={"ask": output})

    assert (execution["status"], execution["output"]) == ("success", output), execution


def test_a_given_output_goes_on_to_what_reads_it(client: Client) -> None:
    workflow = created(client)
    mend(client, workflow, MENDED)

    execution = ran(client, workflow, input={"n": 1}, outputs={"chance": [0.5], "left": {"side": "mine"}})

    assert execution["output"][:2] == ["mine", 1]
    assert outputs(client, execution)["chance"] == [0.5]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"nowhere": 1}, "pin-node-unknown"),
        ({"fork": 1}, "pin-handles"),
        ({"start": 1}, "pin-handles"),
        ([], "field-not-object"),
    ],
)
def test_outputs_that_no_node_can_be_given_are_refused(client: Client, given: Any, rule: str) -> None:
    path = {"workflow_id": created(client)}

    assert fault(client.call("execute_workflow", path=path, body={"outputs": given})) == rule


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"from": "nowhere"}, "rerun-node-unknown"),
        ({"from": ""}, "field-empty"),
        ({"from": 1}, "field-not-string"),
        ({"revision": "oldest"}, "field-choice"),
        ({"node": "ask"}, "field-unknown"),
    ],
)
def test_a_retry_refuses_what_it_does_not_know(client: Client, body: Any, rule: str) -> None:
    assert fault(retry(client, ran(client, created(client)), **body)) == rule


def test_a_node_that_is_gone_is_named_with_those_that_are_there(client: Client) -> None:
    workflow = created(client)
    failed = ran(client, workflow)
    nodes = [node for node in GRAPH["nodes"] if node["id"] != "ask"]
    connections = [each for each in GRAPH["connections"] if each["target"] != "ask"]
    client.call(
        "update_workflow", path={"workflow_id": workflow}, body={"nodes": nodes, "connections": connections}
    )

    answer = retry(client, failed, **{"from": "ask"})

    assert fault(answer) == "rerun-node-unknown"
    assert retried(client, failed, **{"from": "ask"}, revision="original")["status"] == "failed"


def test_a_rerun_can_be_watched_and_cancelled(client: Client) -> None:
    wait = {"id": "ask", "type": "wait", "config": {"seconds": 600}}
    workflow = created(client)
    failed = ran(client, workflow)
    mend(client, workflow, wait)

    started = retry(client, failed, **{"from": "ask"}).data["execution_id"]
    path = {"execution_id": started}
    running = client.call("get_execution", path=path, query={}).data
    cancelled = client.call("cancel_execution", path=path)

    assert running["status"] == "running"
    assert cancelled.status == 200
    assert client.call("delete_workflow", path={"workflow_id": workflow}, query={}).status == 200
