"""The caller has his answer when the `respond` node is reached; the rest works on."""

import base64
import json
import time
from itertools import pairwise

import pytest

from tests.e2e.local_server import LocalServer
from tests.e2e.workflows import node
from tests.integration.local.webhooks.calls import OPEN, Hook, hook

ACK = node("ack", "respond", status=201, headers={"X-A": "b"}, body={"text": "Working on it"})
WORK = node("work", "wait", seconds=3)
DONE = node("done", "set", values={"d": 1})


def forked(server: LocalServer, *work: dict[str, object], before: str = "hook") -> Hook:
    """A webhook whose answer and whose work are two ways out of `before`."""
    first, *_ = nodes = [*work]
    connections = [{"source": before, "target": "ack"}, {"source": before, "target": str(first["id"])}]
    connections += [{"source": str(a["id"]), "target": str(b["id"])} for a, b in pairwise(nodes)]
    target = hook(server, ACK, *work, connections=connections)
    target.set(**OPEN)
    return target


def last(target: Hook) -> dict[str, object]:
    listed = target.api.get(f"/v1/executions?workflow_id={target.workflow_id}").data["executions"]
    execution: dict[str, object] = listed[0]
    return execution


def test_the_answer_comes_at_the_node_and_the_rest_works_on(server: LocalServer) -> None:
    """Case 42."""
    target = forked(server, WORK, DONE)
    target.send("{}", query="?wait=1")

    started = time.perf_counter()
    answer = target.send("{}", query="?wait=10")
    took = time.perf_counter() - started

    assert (answer.status, answer.headers["x-a"]) == (201, "b")
    assert json.loads(answer.body) == {"text": "Working on it"}
    assert took < 1
    execution = last(target)
    assert execution["status"] == "running"
    ended = target.api.finished(str(execution["id"]))
    assert ended["status"] == "success"
    assert ended["output"]["ack"]["exeoflow:response"]["status"] == 201


def test_a_webhook_that_waits_by_itself_answers_so_too(server: LocalServer) -> None:
    target = forked(server, WORK)
    target.set(wait=10)

    answers = [target.send("{}", {"Idempotency-Key": "one"}) for _ in range(2)]

    assert [answer.status for answer in answers] == [201, 201]
    assert target.executions == 1


def test_what_fails_after_the_answer_does_not_take_it_back(server: LocalServer) -> None:
    failing = node("no", "stop", status="failed", code="Order.No", message="no")
    target = forked(server, node("soon", "wait", seconds=1), failing)

    answer = target.send("{}", query="?wait=10")

    assert answer.status == 201
    assert target.api.finished(str(last(target)["id"]))["status"] == "failed"
    assert target.send("{}").status == 202


def test_the_first_of_several_answers_counts(server: LocalServer) -> None:
    late = node("late", "respond", status=500)
    target = forked(server, node("soon", "wait", seconds=1), late)

    assert target.send("{}", query="?wait=10").status == 201
    assert target.api.finished(str(last(target)["id"]))["status"] == "success"


def test_an_expression_that_fails_in_the_answer_is_told_at_the_end(server: LocalServer) -> None:
    reply = node("reply", "respond", body="{{ $trigger.nothing }}")
    target = hook(server, reply)
    target.set(**OPEN)

    answer = target.send("{}", query="?wait=10")

    assert (answer.status, answer.content["data"]["status"]) == (200, "failed")


def test_an_express_run_is_answered_with_its_end_and_tells_its_steps(server: LocalServer) -> None:
    target = hook(server, DONE)
    target.set(**OPEN)
    workflow = target.api.get(f"/v1/workflows/{target.workflow_id}").data
    target.api.call(
        "PUT", f"/v1/workflows/{target.workflow_id}", {**workflow, "settings": {"mode": "express"}}
    )

    answer = target.send("{}", query="?wait=1")
    unawaited = target.send("{}")

    told = json.loads(answer.body)["data"]
    assert (answer.status, told["status"], told["output"]) == (200, "success", {"d": 1})
    shown = target.api.get(f"/v1/executions/{told['execution_id']}").data
    assert shown["express"] is True
    assert [step["node_id"] for step in shown["steps"]] == ["hook", "done"]
    steps = target.api.get(f"/v1/executions/{told['execution_id']}/steps").data["steps"]
    assert steps[-1]["output"] == {"d": 1}
    other = target.api.finished(json.loads(unawaited.body)["data"]["execution_id"])
    assert "express" not in other


@pytest.mark.parametrize(
    ("headers", "expected"), [({}, "application/octet-stream"), ({"Content-Type": "image/png"}, "image/png")]
)
def test_a_picture_is_answered_with_its_bytes(
    server: LocalServer, headers: dict[str, str], expected: str
) -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00\xff"
    body = base64.b64encode(picture).decode()
    target = hook(server, node("reply", "respond", headers=headers, body=body, body_encoding="base64"))
    target.set(**OPEN)

    answer = target.send("{}", query="?wait=10")

    assert (answer.status, answer.headers["content-type"], answer.body) == (200, expected, picture)
