"""Much data on one machine: lists of thousands, results of many, and what AWS would refuse."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running

ITEMS = 6_000


@pytest.fixture(scope="module")
def strict_api() -> Iterator[Api]:
    with running("--memory", "--aws-limits") as server:
        yield Api(server.url, KEY)


def node(node_id: str, kind: str, **config: Any) -> dict[str, Any]:
    return {"id": node_id, "type": kind, "config": config}


def text(node_id: str, size: int) -> dict[str, Any]:
    return node(node_id, "transform", expression=f"{{'text': $pad('', {size}, 'x')}}")


def ended(api: Api, nodes: list[dict[str, Any]], *paths: str) -> dict[str, Any]:
    connections = []
    for path in paths:
        source, target = path.split(">")
        node_id, _, handle = source.partition(":")
        connections.append(
            {"source": node_id, "target": target} | ({"source_handle": handle} if handle else {})
        )
    body = {"name": "Large", "nodes": [node("t", "trigger"), *nodes], "connections": connections}
    workflow_id = api.post("/v1/workflows", body).data["id"]
    started = api.post(f"/v1/workflows/{workflow_id}/execute", {"input": {}}).data
    while True:
        found: dict[str, Any] = api.get(f"/v1/executions/{started['execution_id']}?wait=20").data
        if found["status"] != "running":
            return found


def test_thousands_of_items_go_through_three_nodes(api: Api) -> None:
    nodes = [
        node("each", "for_each", items=f"{{{{ [1..{ITEMS}] }}}}", concurrency=40),
        node("x", "set", values={"t": "{{ $item }}"}),
        node("y", "condition", expression="$input.t > 0"),
        node("z", "set", values={}),
        node("o", "transform", expression="$count($input)"),
    ]

    found = ended(api, nodes, "t>each", "each:loop>x", "x>y", "y:true>z", "z>each", "each:done>o")

    assert (found["status"], found["output"]) == ("success", ITEMS)


def test_results_of_many_items_are_gathered_and_put_out_whole(api: Api) -> None:
    nodes = [node("each", "for_each", items="{{ [1..20] }}", concurrency=10), text("a", 20_000)]

    found = ended(api, nodes, "t>each", "each:loop>a", "a>each")

    assert [len(each["text"]) for each in found["output"]] == [20_000] * 20


def test_large_outputs_meet(api: Api) -> None:
    nodes = [
        text("a", 150_000),
        text("b", 150_000),
        node("m", "transform", expression="$count($keys($input))"),
    ]

    assert ended(api, nodes, "t>a", "t>b", "a>m", "b>m")["output"] == 2


def test_what_aws_would_refuse_is_told_with_the_nodes_and_the_way_out(strict_api: Api) -> None:
    wait = [node(each, "wait", seconds=0) for each in ("v", "w")]
    nodes = [*wait, text("a", 150_000), text("b", 140_000), node("m", "merge")]

    error = ended(strict_api, nodes, "t>v", "t>w", "v>a", "w>b", "a>m", "b>m")["error"]

    assert (error["code"], error["node_id"]) == ("States.DataLimitExceeded", None)
    assert "`a` 150,011, `b` 140,011" in error["message"]
    assert "`file`" in error["message"]
    assert "are allowed" in error["cause"]


def test_items_that_are_too_large_together_are_told_at_their_for_each(strict_api: Api) -> None:
    nodes = [node("each", "for_each", items="{{ [1..20] }}", concurrency=10), text("a", 20_000)]

    error = ended(strict_api, nodes, "t>each", "each:loop>a", "a>each")["error"]

    assert (error["code"], error["node_id"]) == ("States.DataLimitExceeded", "each")
    assert "`a` 400,220" in error["message"]


def test_an_input_may_be_larger_than_in_aws(api: Api, strict_api: Api) -> None:
    body = {
        "name": "Input",
        "nodes": [node("t", "trigger"), node("o", "transform", expression="$length($trigger.text)")],
    }
    body["connections"] = [{"source": "t", "target": "o"}]
    large = {"input": {"text": "x" * 1_000_000}}

    workflow_id = api.post("/v1/workflows", body).data["id"]
    started = api.post(f"/v1/workflows/{workflow_id}/execute", large).data
    found = api.get(f"/v1/executions/{started['execution_id']}?wait=20").data
    workflow_id = strict_api.post("/v1/workflows", body).data["id"]
    refused = strict_api.post(f"/v1/workflows/{workflow_id}/execute", large)

    assert found["output"] == 1_000_000
    assert (refused.status, refused.error["code"]) == (413, "INPUT_TOO_LARGE")


def test_code_returns_and_parse_reads_more_than_in_aws(api: Api, strict_api: Api) -> None:
    nodes = [
        node("c", "code", language="javascript", source="return JSON.stringify(Array(400000).fill(1))"),
        node("p", "parse", format="json", text="{{ $input }}"),
        node("o", "transform", expression="$count($input)"),
    ]

    found, refused = (ended(each, nodes, "t>c", "c>p", "p>o") for each in (api, strict_api))

    assert found["output"] == 400_000
    assert refused["error"]["code"] == "Code.ResultTooLarge"
