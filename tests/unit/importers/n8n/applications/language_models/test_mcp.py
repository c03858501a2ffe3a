"""A server of tools answers in JSON-RPC."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.unit.importers.n8n.applications.language_models.test_agent import LANGCHAIN, SUM, node, started
from tests.unit.importers.n8n.machines import import_of

MAIL = node(
    "mail",
    "n8n-nodes-base.gmailTool",
    sendTo="={{ $fromAI('to', 'Who gets it') }}",
    subject="Hi",
    message="={{ $fromAI('text') }}",
)
SUB_FLOW = node("flow", f"{LANGCHAIN}.toolWorkflow", name="flow", workflowId={"value": "={{ $workflow.id }}"})


def server(*tools: dict[str, Any]) -> Import:
    hangs = {
        tool["name"]: {"ai_tool": [[{"node": "server", "type": "ai_tool", "index": 0}]]} for tool in tools
    }
    return import_of(
        {
            "name": "Mails",
            "nodes": [node("server", f"{LANGCHAIN}.mcpTrigger", path="x"), *tools],
            "connections": hangs,
        }
    )


def asked(done: Import, method: str, params: dict[str, Any], answers: list[Any]) -> tuple[Any, list[Any]]:
    services = Services(answers=answers)
    body = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}
    outcome = started(done, services, {"body": body})
    assert outcome.status == "success", outcome
    return outcome.output["exeoflow:response"], services.requests


@pytest.fixture(scope="module")
def done() -> Import:
    return server(MAIL, SUM, SUB_FLOW)


def test_no_part_of_it_is_without_a_counterpart(done: Import) -> None:
    assert {str(each.status) for each in done.nodes} == {"approximated"}
    [trigger] = [each for each in done.workflow["nodes"] if each["type"] == "trigger"]
    assert trigger["config"] == {"mode": "webhook", "method": "POST", "wait": 25}


def test_it_introduces_itself(done: Import) -> None:
    answer, _ = asked(done, "initialize", {"protocolVersion": "2025-06-18"}, [])

    assert answer["body"]["id"] == 7
    assert answer["body"]["result"]["protocolVersion"] == "2025-06-18"
    assert answer["body"]["result"]["serverInfo"]["name"] == "Mails"


def test_it_lists_its_tools_and_what_they_ask_for(done: Import) -> None:
    answer, _ = asked(done, "tools/list", {}, [])

    tools = answer["body"]["result"]["tools"]
    assert [each["name"] for each in tools] == ["mail", "sum", "flow"]
    assert tools[0]["inputSchema"]["properties"] == {
        "to": {"type": "string", "description": "Who gets it"},
        "text": {"type": "string"},
    }


def test_many_tools_are_listed_each_by_itself() -> None:
    about = "Says {{ x }} and " + "a lot " * 150
    many = [
        node(
            f"mail{n}",
            "n8n-nodes-base.gmailTool",
            sendTo="a",
            descriptionType="manual",
            toolDescription=about,
        )
        for n in range(15)
    ]

    answer, _ = asked(server(*many), "tools/list", {}, [])

    assert answer["body"]["id"] == 7
    assert [each["name"] for each in answer["body"]["result"]["tools"]] == [f"mail{n}" for n in range(15)]
    assert {each["description"] for each in answer["body"]["result"]["tools"]} == {about}


def test_a_tool_may_tell_of_the_headers_of_an_answer() -> None:
    post = node("post", "n8n-nodes-base.linkedInTool", person="p", text="={{ $fromAI('text') }}")

    answer, [request] = asked(server(post), "tools/call", {"name": "post", "arguments": {"text": "x"}}, [{}])

    assert request["url"].startswith("https://api.linkedin.com/")
    assert answer["body"]["result"] == {"content": [{"type": "text", "text": "{}"}]}


def test_a_tool_is_used(done: Import) -> None:
    params = {"name": "mail", "arguments": {"to": "a@example.com", "text": "Hello"}}

    answer, [request] = asked(done, "tools/call", params, [{"id": "m1"}])

    assert request["url"].startswith("https://gmail.googleapis.com/")
    assert answer["body"]["result"] == {"content": [{"type": "text", "text": '{"id":"m1"}'}]}


def test_a_tool_of_code_is_used(done: Import) -> None:
    answer, _ = asked(done, "tools/call", {"name": "sum", "arguments": {"input": "1 + 2"}}, [])

    assert answer["body"]["result"]["content"][0]["text"] == "3"


@pytest.mark.parametrize(
    ("method", "params", "status", "body"),
    [
        ("ping", {}, 200, {"jsonrpc": "2.0", "id": 7, "result": {}}),
        ("notifications/initialized", {}, 202, ""),
        (
            "resources/list",
            {},
            200,
            {"jsonrpc": "2.0", "id": 7, "error": {"code": -32601, "message": "There is no such method."}},
        ),
        (
            "tools/call",
            {"name": "x"},
            200,
            {"jsonrpc": "2.0", "id": 7, "error": {"code": -32601, "message": "There is no such tool."}},
        ),
    ],
)
def test_what_else_is_asked(
    done: Import, method: str, params: dict[str, Any], status: int, body: Any
) -> None:
    answer, _ = asked(done, method, params, [])

    assert (answer["status"], answer["body"]) == (status, body)


def test_a_tool_without_a_counterpart_keeps_its_place() -> None:
    done = server(node("odd", "n8n-nodes-base.oddTool"))

    assert [(each.node.name, str(each.status)) for each in done.nodes] == [
        ("server", "approximated"),
        ("odd", "unsupported"),
    ]


def test_a_server_without_tools_has_none() -> None:
    done = server()

    answer, _ = asked(done, "tools/list", {}, [])
    refused, _ = asked(done, "tools/call", {"name": "x"}, [])

    assert answer["body"]["result"] == {"tools": []}
    assert refused["body"]["error"]["message"] == "There is no such tool."
