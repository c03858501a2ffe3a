"""Cases of people about what runs do, over the API of the local server."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import LocalServer, aws_client, running
from tests.e2e.workflows import chain, node


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with running("--memory", "--allow-hosts", "127.0.0.1,localhost") as running_server:
        yield running_server


def test_a_text_that_is_put_is_the_text(server: LocalServer, api: Api) -> None:
    bucket = "for-workflows-default-files"
    objects = aws_client(server, "s3")
    put = {"operation": "put", "bucket": bucket, "content_type": "text/csv"}
    texts = chain(
        node("p", "storage", **put, key="a.csv", body="name;age\nAda;36\n"),
        node("q", "storage", **put, key="b.csv", body="{{ $trigger.rows }}"),
    )

    refused = api.run(texts)["error"]
    objects.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    output = api.run(texts, {"rows": 'a;"b"\n'})["output"]

    assert (refused["code"], refused["node_id"]) == ("S3.NoSuchBucketException", "p")
    contents = [objects.get_object(Bucket=bucket, Key=f"{key}.csv")["Body"].read() for key in "ab"]
    assert contents == [b"name;age\nAda;36\n", b'a;"b"\n']
    assert output == {"etag": objects.head_object(Bucket=bucket, Key="b.csv")["ETag"]}


BAD = chain(node("x", "stop", status="failed", code="Sub.Bad", message="nope"))


def test_the_error_of_another_workflow_is_that_of_the_node(api: Api) -> None:
    sub = api.create(BAD)
    inner = api.create(chain(node("s", "sub_workflow", workflow_id=sub)))

    def calling(workflow_id: str, **rest: object) -> Any:
        return api.run(chain({**node("s", "sub_workflow", workflow_id=workflow_id), **rest}))

    named = {"action": "continue", "errors": ["Sub.Bad"]}
    told = {"error": {"code": "Sub.Bad", "message": "nope"}}
    assert calling(sub, on_error="continue")["output"] == told
    assert calling(inner, on_error=named)["output"] == told
    failed = calling(sub, on_error={**named, "errors": ["Sub.Other"]}, retry={"errors": ["Sub.Other"]})
    assert failed["error"] == {**told["error"], "node_id": "s"}
    (step,) = [each for each in failed["steps"] if each["node_id"] == "s"]
    explained = api.get(f"/v1/executions/{failed['id']}/steps/2").data
    assert step["status"] == "failed"
    assert (explained["error"]["code"], explained["error"]["message"]) == ("Sub.Bad", "nope")
    assert "arn:" not in json.dumps(explained)


def test_named_errors_of_another_workflow_are_tried_again(api: Api) -> None:
    retry = {"errors": ["Sub.Bad"], "max_attempts": 2, "interval": 1, "backoff": 1}
    calling = chain({**node("s", "sub_workflow", workflow_id=api.create(BAD)), "retry": retry})

    failed = api.run(calling)

    assert failed["error"]["code"] == "Sub.Bad"
    assert (
        sum(len(each["attempts"]) for each in api.get(f"/v1/executions/{failed['id']}/steps").data["steps"])
        == 3
    )


def test_what_a_request_says_in_another_workflow_is_told(api: Api) -> None:
    sub = api.create(chain(node("h", "http_request", url="http://127.0.0.1:9/")))

    error = api.run(chain({**node("s", "sub_workflow", workflow_id=sub), "on_error": "continue"}))["output"][
        "error"
    ]

    assert error["code"] == "Http.ConnectionFailed"
    assert error["message"].startswith("GET 127.0.0.1: ")


def test_what_a_node_starts_and_does_not_wait_for_is_an_execution_with_its_parent(api: Api) -> None:
    failing = api.create(BAD)

    started = api.run(chain(node("s", "sub_workflow", workflow_id=failing, wait=False)))["output"]

    assert set(started) == {"execution_id", "execution_arn"}
    shown = api.get(f"/v1/executions/{started['execution_id']}?wait=10").data
    assert (shown["status"], shown["error"]["code"]) == ("failed", "Sub.Bad")
    assert shown["trigger"] == {"kind": "sub_workflow", "node_id": "start"}
    assert shown["parent"]["node_id"] == "s"
    listed = api.get(f"/v1/executions?workflow_id={failing}&trigger=sub_workflow").data
    assert listed["pagination"]["total"] == 1


def test_what_nodes_start_and_wait_for_are_executions_each_with_its_parent(api: Api) -> None:
    failing = api.create(BAD)
    middle = api.create(chain({**node("m", "sub_workflow", workflow_id=failing), "on_error": "continue"}))

    outer = api.run(chain(node("d", "sub_workflow", workflow_id=middle, input={"n": 1})))

    (between,) = api.get(f"/v1/executions?parent={outer['id']}").data["executions"]
    (inner,) = api.get(f"/v1/executions?parent={between['id']}").data["executions"]
    assert between["parent"] == {"execution_id": outer["id"], "node_id": "d"}
    assert inner["parent"] == {"execution_id": between["id"], "node_id": "m"}
    assert (between["status"], inner["status"]) == ("success", "failed")
    assert api.get(f"/v1/executions/{between['id']}").data["input"] == {"n": 1}
    assert [each["node_id"] for each in api.get(f"/v1/executions/{inner['id']}/steps").data["steps"]] == [
        "start",
        "x",
    ]
    listed = api.get(f"/v1/executions?workflow_id={failing}&trigger=sub_workflow").data
    assert listed["pagination"]["total"] == 1


def test_each_item_and_each_try_is_an_execution_of_its_own(api: Api) -> None:
    retry = {"max_attempts": 1, "interval": 1, "backoff": 1}
    inner = {**node("s", "sub_workflow", workflow_id=api.create(BAD)), "retry": retry, "on_error": "continue"}
    each = node("e", "for_each", items="{{ $input.ids }}")
    body = chain(each, inner)
    body["connections"][-1]["source_handle"] = "loop"

    ran = api.run(body, {"ids": [1, 2, 3]})

    found = api.get(f"/v1/executions?parent={ran['id']}&limit=100").data["executions"]
    assert (ran["status"], len(found)) == ("success", 6)
    assert len({each["id"] for each in found}) == 6


LEFT = {
    "nodes": [
        node("start", "trigger"),
        node("e", "for_each", items="{{ $input.ids }}"),
        node("f", "condition", expression="$item.id = 3"),
        node("found", "stop", status="break"),
        node("next", "set", values={"n": 1}),
        node("hit", "transform", expression="$input.id"),
        node("all", "transform", expression="$count($input)"),
    ],
    "connections": [
        {"source": "start", "target": "e"},
        {"source": "e", "target": "f", "source_handle": "loop"},
        {"source": "f", "target": "found", "source_handle": "true"},
        {"source": "f", "target": "next", "source_handle": "false"},
        {"source": "next", "target": "e"},
        {"source": "e", "target": "hit", "source_handle": "break"},
        {"source": "e", "target": "all", "source_handle": "done"},
    ],
}


def test_a_for_each_is_left_at_the_first_match(api: Api) -> None:
    workflow = api.create({"name": "left", **LEFT})

    left = api.finished(api.execute(workflow, {"ids": [{"id": number} for number in (1, 2, 3, 4, 5)]}))
    whole = api.finished(api.execute(workflow, {"ids": [{"id": 1}]}))

    assert (left["output"], whole["output"]) == (3, 1)
    steps = api.get(f"/v1/executions/{left['id']}/steps").data["steps"]
    assert [each["node_id"] for each in steps].count("f") == 3
    assert {each["status"] for each in steps} == {"success"}
    at = [each["node_id"] for each in steps].index("e") + 1
    assert api.get(f"/v1/executions/{left['id']}/steps/{at}").data["output"] == {"id": 3}


def test_what_is_too_large_to_be_handed_out_fails_the_stop(api: Api) -> None:
    workflow = api.create({"name": "left", **LEFT})

    failed = api.finished(api.execute(workflow, {"ids": [{"id": 3, "text": "x" * 32_000}]}))

    assert (failed["error"]["code"], failed["error"]["node_id"]) == ("ForEach.BreakTooLarge", "found")
    steps = api.get(f"/v1/executions/{failed['id']}/steps").data["steps"]
    assert {each["node_id"]: each["status"] for each in steps}["found"] == "failed"


def test_what_a_node_waits_for_is_cancelled_with_its_parent(api: Api) -> None:
    waiting = api.create(chain(node("w", "wait", seconds=600)))
    calling = api.create(chain(node("s", "sub_workflow", workflow_id=waiting)))
    outer = api.post(f"/v1/workflows/{calling}/execute").data["execution_id"]
    deadline = time.monotonic() + 10
    while not (found := api.get(f"/v1/executions?parent={outer}").data["executions"]):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    api.post(f"/v1/executions/{outer}/cancel")

    ended = api.get(f"/v1/executions/{found[0]['id']}?wait=10").data
    assert ended["status"] == "cancelled"
