"""The endpoint at which agents find their tools."""

from typing import Any, Final

from exeoflow import errors
from exeoflow.api.operation import BODY_FAILURES, Route

# What is no message is answered by an error of JSON-RPC, so any JSON may come.
_ASKED: Final[dict[str, Any]] = {"description": "A message of JSON-RPC 2.0, as the protocol has them."}
_ANSWERED: Final[dict[str, Any]] = {
    "type": "object",
    "description": "The result, or the error, of JSON-RPC 2.0.",
    "required": ["jsonrpc", "id"],
    "properties": {"jsonrpc": {"const": "2.0"}},
}

SERVE_AGENTS: Final = Route(
    name="serve_agents",
    method="POST",
    path="/mcp",
    scope=None,
    takes_any_key=True,
    tag="Documentation",
    summary="Tools for agents by the Model Context Protocol, as far as the key's scopes allow",
    description=(
        "Streamable HTTP without sessions: each POST is one message, answered as JSON. "
        "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports"
    ),
    failures=(*BODY_FAILURES, errors.Unavailable),
    document={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _ASKED,
                    "example": {"jsonrpc": "2.0", "id": 1, "method": "tools/list"},
                }
            },
        },
        "responses": {
            "200": {
                "description": "The answer to the message",
                "content": {"application/json": {"schema": _ANSWERED}},
            },
            "202": {"description": "The message was a notification, which has no answer"},
        },
    },
)
