"""An agent finds, breaks, mends and runs a workflow by the protocol's client, over a pipe and over HTTP."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent, Tool

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT
from tests.integration.command.conftest import named

LIBRARY = ROOT / "layers" / "exeoflow"
HELLO = {
    "name": "Hello",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "greet", "type": "set", "config": {"values": {"text": "Hello {{ $trigger.name }}"}}},
    ],
    "connections": [{"source": "start", "target": "greet"}],
}

Call = Callable[..., Awaitable[Any]]
Way = Callable[[str, str], AbstractAsyncContextManager[Client]]


@pytest.fixture(params=["pipe", "http"])
def way(request: pytest.FixtureRequest) -> Way:
    """How the agent's program reaches the tools."""
    found: Way = {"pipe": over_a_pipe, "http": over_http}[request.param]
    return found


@asynccontextmanager
async def over_a_pipe(url: str, key: str) -> AsyncIterator[Client]:
    """Start `exeoflow mcp` as an agent's program does."""
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{LIBRARY}{os.pathsep}{ROOT}",
        "EXEOFLOW_URL": url,
        "EXEOFLOW_KEY": key,
        "EXEOFLOW_LANGUAGE": "en",
    }
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "exeoflow.command", "mcp"], env=variables
    )
    async with Client(stdio_client(parameters)) as client:
        yield client


@asynccontextmanager
async def over_http(url: str, key: str) -> AsyncIterator[Client]:
    """Talk to the server itself."""
    headers = {"authorization": f"Bearer {key}", "accept-language": "en"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        yield client


def with_tools(url: str, way: Way, act: Callable[[Call, Client], Awaitable[None]], key: str = KEY) -> None:
    """Act with the tools that a key has."""

    async def session() -> None:
        async with way(url, key) as client:

            async def call(tool: str, **arguments: Any) -> Any:
                answered = await client.call_tool(tool, arguments)
                if answered.is_error:
                    (said,) = answered.content
                    assert isinstance(said, TextContent)
                    return said.text
                assert answered.structured_content is not None
                return answered.structured_content

            await act(call, client)

    asyncio.run(session())


def test_an_agent_breaks_mends_saves_and_runs_a_workflow(url: str, way: Way, api: Api) -> None:
    async def act(call: Call, _: Client) -> None:
        assert "condition" in {each["type"] for each in (await call("node_types"))["node_types"]}
        assert (await call("node_types", type="set"))["node_types"][0]["type"] == "set"
        broken = {**HELLO, "nodes": [HELLO["nodes"][0], {"id": "greet", "type": "sett"}]}
        found = await call("validate_workflow", workflow=broken)
        assert (found["valid"], found["diagnostics"][0]["suggestion"]) == (False, "set")
        assert "set" in await call("save_workflow", workflow=broken)
        saved = await call("save_workflow", workflow=HELLO)
        again = await call("save_workflow", workflow=HELLO)
        assert again["id"] == saved["id"]
        ran = await call("run_workflow", workflow_id=saved["id"], input={"name": "Ada"})
        assert isinstance(ran, dict), ran
        assert (ran["status"], ran["output"]) == ("success", {"text": "Hello Ada"})
        explained = await call("explain_execution", execution_id=ran["id"])
        assert explained["steps"][-1]["output"] == {"text": "Hello Ada"}
        assert (await call("find_executions", workflow_id=saved["id"]))["total"] == 1

    with_tools(url, way, act)
    assert list(named(api)) == ["Hello"]


def test_a_change_by_an_old_tag_is_refused_and_says_so(url: str, way: Way, api: Api) -> None:
    identifier = api.create(HELLO)

    async def act(call: Call, _: Client) -> None:
        read = await call("get_workflow", workflow_id=identifier)
        assert read["picture"].startswith("flowchart TD")
        changed = {"description": "by an agent"}
        saved = await call("save_workflow", workflow=changed, workflow_id=identifier, etag=read["etag"])
        assert saved["etag"] != read["etag"]
        other = {"description": "by another"}
        refused = await call("save_workflow", workflow=other, workflow_id=identifier, etag=read["etag"])
        assert "PRECONDITION_FAILED" in refused
        assert "WORKFLOW_NOT_FOUND" in await call("get_workflow", workflow_id="wf_00000000000000000000000000")

    with_tools(url, way, act)


def test_a_key_that_may_not_write_has_no_tools_that_do(url: str, way: Way, api: Api) -> None:
    made = api.post("/v1/keys", {"name": "reader", "scopes": ["workflows:read", "executions:read"]}).data

    async def act(_: Call, client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {
            "find_workflows",
            "get_workflow",
            "node_types",
            "validate_workflow",
            "docs",
            "find_executions",
            "explain_execution",
        }
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)

    with_tools(url, way, act, made["secret"])


ASKING: Any = {
    "name": "Ask",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "ask", "type": "approval", "config": {"message": "Pay?"}},
        {"id": "paid", "type": "set", "config": {"values": {"paid": True}}},
    ],
    "connections": [
        {"source": "start", "target": "ask"},
        {"source": "ask", "target": "paid", "source_handle": "approved"},
    ],
}


def test_what_waits_is_answered_and_the_docs_are_found(url: str, way: Way, api: Api) -> None:
    execution_id = api.execute(api.create(ASKING))
    api.execution_when(execution_id, lambda shown: "approvals" in shown)

    async def act(call: Call, _: Client) -> None:
        assert (await call("explain_execution", execution_id=execution_id))["approvals"][0][
            "message"
        ] == "Pay?"
        await call("answer_approval", execution_id=execution_id, approved=True)
        assert "waits for no answer" in await call("answer_approval", execution_id=execution_id)
        sections = (await call("docs", query="approval timeout handle"))["sections"]
        assert "docs/approvals.md" in {each["file"] for each in sections}

    with_tools(url, way, act)
    assert api.finished(execution_id)["output"] == {"paid": True}


def test_both_ways_offer_the_same_tools(url: str) -> None:
    async def offered(way: Way) -> dict[str, Any]:
        async with way(url, KEY) as client:
            tools = (await client.list_tools()).tools
            return {tool.name: _described(tool) for tool in tools}

    piped, served = asyncio.run(offered(over_a_pipe)), asyncio.run(offered(over_http))
    assert piped == served
    assert len(served) == 11


def _described(tool: Tool) -> tuple[Any, ...]:
    schema = tool.input_schema
    assert tool.annotations is not None
    assert tool.description is not None
    words = " ".join(tool.description.split())
    return words, set(schema["properties"]), set(schema.get("required", ())), tool.annotations.read_only_hint


def test_who_has_no_key_is_told_so_and_nothing_else(url: str) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for key in (None, "exo_live_wrong"):
        refused = Api(url, key).call("POST", "/mcp", message)
        assert (refused.status, refused.error["code"]) == (401, "UNAUTHORIZED")
    api = Api(url, KEY)
    assert api.call("POST", "/mcp", b"{").status == 400
    assert api.call("POST", "/mcp", {"jsonrpc": "2.0", "method": "notifications/initialized"}).status == 202
    assert api.call("GET", "/mcp").headers["allow"] == "POST"
