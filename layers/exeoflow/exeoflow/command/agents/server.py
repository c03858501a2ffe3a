"""The server of the tools, by the protocol's own library."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import signature
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from exeoflow.command.connection import connect
from exeoflow.remote.connection import Connection
from exeoflow.remote.tools import CHANGING, INSTRUCTIONS, NEEDS, Tools
from exeoflow.remote.trouble import Refused, Trouble


def serve(profile: str | None) -> None:
    """Serve on standard input and output until these close."""
    server_for(connect(profile)).run("stdio")


def server_for(connection: Connection) -> MCPServer[Any]:
    """Return a server with the tools that the connection's key may use."""
    scopes = connection.get("/v1/keys/current")["scopes"]
    server: MCPServer[Any] = MCPServer("exeoflow", instructions=INSTRUCTIONS, log_level="WARNING")
    tools = Tools(connection)
    for scope, methods in NEEDS.items():
        for method in methods if scope in scopes else ():
            hints = ToolAnnotations(read_only_hint=scope not in CHANGING)
            server.add_tool(_told(getattr(tools, method.__name__)), annotations=hints)
    return server


def _told(tool: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """Call a tool beside the protocol's loop; a refusal becomes words for the agent."""

    @wraps(tool)
    async def called(*arguments: Any, **named: Any) -> Any:
        try:
            return await asyncio.to_thread(tool, *arguments, **named)
        except Refused as refusal:
            raise ToolError(refusal.in_full) from refusal
        except Trouble as trouble:
            raise ToolError(str(trouble)) from trouble

    called.__signature__ = signature(tool)  # type: ignore[attr-defined]  # what the library reads
    return called
