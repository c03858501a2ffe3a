"""An agent learns of a server's tools when it begins, and calls those that its model names."""

import json
from typing import Any

import pytest

from tests.n8n.worlds import Services
from tests.unit.importers.n8n.applications.language_models.test_agent import (
    LANGCHAIN,
    agent,
    node,
    run,
    says,
    started,
    statuses,
)

TOOLS = [
    {"name": "sum", "description": "Adds", "inputSchema": {"type": "object", "properties": {"a": {}}}},
    {"name": "ask", "description": "Asks", "inputSchema": {"type": "object"}},
]


def client(**parameters: Any) -> dict[str, Any]:
    made = node(
        "my server",
        f"{LANGCHAIN}.mcpClientTool",
        endpointUrl="={{ 'https://mcp.example.com/' + $json.town }}",
    )
    return {**made, "parameters": {**made["parameters"], **parameters}}


def result(value: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "result": value}


def stream(*events: Any) -> str:
    return "".join(f"event: message\r\ndata: {json.dumps(each)}\r\n\r\n" for each in events)


NOTE = {"jsonrpc": "2.0", "method": "notifications/message", "params": {}}
BEGUN = ["initialize", "notifications/initialized", "tools/list"]
SAID = {"content": [{"type": "text", "text": "3"}]}


@pytest.mark.parametrize("form", [lambda value: value, lambda value: stream(NOTE, value)])
def test_a_tool_of_a_server_is_called_by_its_own_name(form: Any) -> None:
    done = agent(client())

    answers = [
        form(result({"capabilities": {}})),
        "",
        form(result({"tools": TOOLS})),
        says(None, ("my_server_sum", {"a": 1})),
        form(result(SAID)),
        says("It is 3."),
    ]
    output, requests = run(done, answers)

    assert output == [{"output": "It is 3."}]
    assert [each["url"] for each in requests[:3]] == ["https://mcp.example.com/Ulm"] * 3
    assert [each["body"]["method"] for each in requests[:3]] == BEGUN
    functions = [each["function"] for each in requests[3]["body"]["tools"]]
    assert [each["name"] for each in functions] == ["my_server_sum", "my_server_ask"]
    assert functions[0]["parameters"] == TOOLS[0]["inputSchema"]
    assert requests[4]["body"]["params"] == {"name": "sum", "arguments": {"a": 1}}
    told = requests[5]["body"]["messages"][-1]["content"]
    assert told == json.dumps(SAID["content"], separators=(",", ":"))
    assert set(statuses(done).values()) == {"exact", "approximated"}


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"include": "selected", "includeTools": ["ask"]}, ["think", "my_server_ask"]),
        ({"include": "except", "excludeTools": ["ask"]}, ["think", "my_server_sum"]),
    ],
)
def test_some_of_the_tools_are_chosen_and_stand_beside_others(
    settings: dict[str, Any], names: list[str]
) -> None:
    done = agent(node("think", f"{LANGCHAIN}.toolThink"), client(**settings))

    answers = [result({}), "", result({"tools": TOOLS}), says(None, ("other", {})), says("no")]
    _, requests = run(done, answers)

    assert [each["function"]["name"] for each in requests[3]["body"]["tools"]] == names
    assert requests[4]["body"]["messages"][-1]["content"] == "There is no such tool."


def test_what_a_server_refuses_is_told_to_the_model() -> None:
    refused = {"jsonrpc": "2.0", "id": 2, "error": {"code": -32602, "message": "No such a."}}
    done = agent(client())

    answers = [
        result({}),
        "",
        result({"tools": TOOLS}),
        says(None, ("my_server_sum", {})),
        refused,
        says("no"),
    ]
    _, requests = run(done, answers)

    assert requests[5]["body"]["messages"][-1]["content"] == "No such a."


def test_a_session_is_named_in_each_further_request() -> None:
    done = agent(client())
    services = Services(answers=[result({}), "", result({"tools": TOOLS}), says("yes")])
    services.headers = {"mcp-session-id": "s1"}

    started(done, services, {"ask": "?", "town": "Ulm"})

    assert [each["headers"].get("Mcp-Session-Id") for each in services.requests[:3]] == [None, "s1", "s1"]


@pytest.mark.parametrize(("version", "is_told"), [(1, True), (1.1, True), (1.2, False)])
def test_a_server_that_streams_events_is_told_of(version: float, is_told: bool) -> None:  # noqa: FBT001
    done = agent({**client(sseEndpoint="https://mcp.example.com/sse"), "typeVersion": version})

    assert ("mcp-by-http" in {reason.code for each in done.nodes for reason in each.reasons}) is is_told


def test_a_credential_is_sent_to_the_server() -> None:
    server = client(authentication="bearerAuth") | {
        "credentials": {"httpBearerAuth": {"id": "1", "name": "x"}}
    }

    configs = [each["config"] for each in agent(server).workflow["nodes"] if each["type"] == "http_request"]

    assert [each.get("credential") for each in configs].count("n8n/httpBearerAuth") == 4


def test_an_agent_fails_by_a_server_without_an_address() -> None:
    done = agent(client(endpointUrl=""))

    assert "setting-empty" in {reason.code for each in done.nodes for reason in each.reasons}
    assert started(done, Services(), {"ask": "How warm is it?"}).status == "failed"


def test_a_client_that_others_publish_is_none_of_n8n() -> None:
    community = node("other", "n8n-nodes-mcp.mcpClientTool", endpointUrl="https://mcp.example.com")

    done = agent(community)

    found = next(each for each in done.nodes if each.node.name == "other")
    assert [each.code for each in found.reasons] == ["node-part-unsupported"]
