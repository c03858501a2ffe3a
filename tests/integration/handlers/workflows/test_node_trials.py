"""Trying one node, through the real handlers."""

from typing import Any

import pytest

from exeoflow.model.api_key import Scope
from tests.integration.handlers.conftest import Answered, Client, make_client
from tests.integration.handlers.running import finished

START = {"id": "start", "type": "trigger"}
FIRST = {"id": "first", "type": "set", "config": {"values": {"n": "{{ $trigger.n + 1 }}"}}}
GREETING = {"text": "Hi {{ $input.name }}", "n": "{{ $nodes.first.n }}"}
CALLED = {"url": "https://example.com/{{ $input.id }}"}
ENDED = {"status": "failed", "code": "Bad", "message": "no {{ $input.n }}"}
NODES: list[dict[str, Any]] = [
    START,
    FIRST,
    {"id": "greet", "type": "set", "config": {"values": GREETING}},
    {"id": "fork", "type": "condition", "config": {"expression": "$input.n > 1"}},
    {"id": "call", "type": "http_request", "config": CALLED, "on_error": "branch"},
    {"id": "each", "type": "for_each", "config": {"items": "{{ $input.list }}"}},
    {"id": "double", "type": "transform", "config": {"expression": "$item * 2"}},
    {"id": "pause", "type": "wait", "config": {"seconds": 1}},
    {"id": "off", "type": "transform", "config": {"expression": "1"}, "disabled": True},
    {"id": "stop", "type": "stop", "config": ENDED},
]
CONNECTIONS = [
    {"source": "start", "target": "first"},
    {"source": "first", "target": "greet"},
    {"source": "greet", "target": "fork"},
    {"source": "fork", "target": "call", "source_handle": "true"},
    {"source": "fork", "target": "each", "source_handle": "false"},
    {"source": "each", "target": "double", "source_handle": "loop"},
    {"source": "double", "target": "each"},
    {"source": "each", "target": "pause", "source_handle": "done"},
    {"source": "pause", "target": "off"},
    {"source": "off", "target": "stop"},
]


@pytest.fixture
def workflow(client: Client) -> str:
    body = {"name": "A", "nodes": NODES, "connections": CONNECTIONS}
    answer = client.call("create_workflow", body=body)
    assert answer.status == 201, answer
    workflow_id: str = answer.data["id"]
    return workflow_id


def trial(client: Client, workflow: str, node: str, **body: Any) -> Answered:
    return client.call("test_node", path={"workflow_id": workflow, "node_id": node}, body=body)


@pytest.mark.parametrize(
    ("node", "body", "output", "handles"),
    [
        ("greet", {"input": {"name": "Ada"}, "outputs": {"first": {"n": 7}}}, {"text": "Hi Ada", "n": 7}, []),
        ("first", {"trigger": {"n": 1}}, {"n": 2}, []),
        ("fork", {"input": {"n": 2}}, {"n": 2}, ["true"]),
        ("fork", {"input": {"n": 1}}, {"n": 1}, ["false"]),
        ("each", {"input": {"list": [1, 2]}}, [1, 2], ["loop"]),
        ("double", {"item": 4}, 8, []),
        ("pause", {"input": 5}, 5, []),
        ("off", {"input": 5}, 5, []),
    ],
)
def test_a_node_puts_out_what_it_computes(  # noqa: PLR0913, PLR0917
    client: Client, workflow: str, node: str, body: Any, output: Any, handles: list[str]
) -> None:
    tried = trial(client, workflow, node, **body).data

    assert (tried["status"], tried["output"], tried["handles"]) == ("success", output, handles)
    assert tried["error"] is tried["call"] is None


def test_what_would_be_called_is_told_and_not_called(client: Client, workflow: str) -> None:
    tried = trial(client, workflow, "call", input={"id": 7}).data
    answered = trial(client, workflow, "call", input={"id": 7}, mock={"output": {"status": 200}}).data
    failed = trial(
        client, workflow, "call", input={"id": 7}, mock={"error": {"code": "Http.Timeout", "message": "slow"}}
    ).data

    assert (tried["status"], tried["output"]) == ("unknown", None)
    assert "https://example.com/7" in str(tried["call"]["arguments"])
    assert tried["evaluated"] == [{"field": "url", "expression": "$input.id", "value": 7}]
    assert (answered["status"], answered["output"]) == ("success", {"status": 200})
    assert (failed["status"], failed["handles"], failed["error"]["code"]) == (
        "failed",
        ["error"],
        "Http.Timeout",
    )


def test_a_fault_is_told_in_the_authors_words(client: Client, workflow: str) -> None:
    tried = trial(client, workflow, "first", trigger={"n": "x"}).data

    assert tried["status"] == "failed"
    assert (tried["error"]["field"], tried["error"]["expression"]) == ("values.n", "$trigger.n + 1")
    assert tried["evaluated"] == [{"field": "values.n", "expression": "$trigger.n + 1", "value": None}]


def test_an_end_that_fails_says_how(client: Client, workflow: str) -> None:
    error = trial(client, workflow, "stop", input={"n": 3}).data["error"]

    assert (error["code"], error["message"]) == ("Bad", "no 3")


def test_a_node_is_tried_on_what_an_execution_had(client: Client, workflow: str) -> None:
    started = client.call("execute_workflow", path={"workflow_id": workflow}, body={"input": {"n": 1}})
    execution = finished(client, started.data["execution_id"])
    of = {"execution_id": execution["id"]}

    first = trial(client, workflow, "first", **of).data
    changed = trial(client, workflow, "greet", **of, input={"name": "Bob"}).data
    reached = trial(client, workflow, "fork", **of).data
    unreached = trial(client, workflow, "each", **of).data

    assert first["output"] == {"n": 2}
    assert changed["output"] == {"text": "Hi Bob", "n": 2}
    assert (reached["input"], reached["handles"]) == ({"text": "Hi ", "n": 2}, ["true"])
    assert unreached["input"] == {"text": "Hi ", "n": 2}
    assert unreached["evaluated"][0]["value"] is None


def test_what_is_unknown_is_not_found(client: Client, workflow: str, functions: Any) -> None:
    stranger = make_client(functions)
    reader = make_client(functions, workspace=client.workspace, scopes=frozenset({Scope.WORKFLOWS_EXECUTE}))

    assert trial(client, workflow, "nowhere").code == "NODE_NOT_FOUND"
    assert trial(stranger, workflow, "first").code == "WORKFLOW_NOT_FOUND"
    assert trial(client, workflow, "first", execution_id="exec_unknown").code == "EXECUTION_NOT_FOUND"
    assert trial(reader, workflow, "first", execution_id="exec_unknown").code == "FORBIDDEN"
    assert trial(client, workflow, "first", outputs=[]).code == "INVALID_REQUEST"


def test_a_drawing_that_is_not_stored_is_tried(client: Client, workflow: str) -> None:
    added = {"id": "new", "type": "set", "config": {"values": {"m": "{{ $nodes.first.n * $input.k }}"}}}
    broken = {"id": "broken", "type": "set", "config": {"values": {"m": "{{ $oops( }}"}}}
    leads = [*CONNECTIONS, {"source": "first", "target": "new"}]
    graph = {"nodes": [*NODES, added, broken], "connections": leads}

    tried = trial(client, workflow, "new", graph=graph, input={"k": 3}, outputs={"first": {"n": 7}})
    faulty = trial(client, workflow, "broken", graph=graph)
    shapeless = trial(client, workflow, "new", graph={"nodes": 7})
    missing = trial(client, workflow, "gone", graph=graph)

    assert tried.data["output"] == {"m": 21}
    assert (faulty.status, faulty.code) == (400, "WORKFLOW_INVALID")
    assert {each["node_id"] for each in faulty.content["error"]["details"]} == {"broken"}
    assert (shapeless.status, missing.code) == (400, "NODE_NOT_FOUND")
    assert trial(client, workflow, "new").code == "NODE_NOT_FOUND"
