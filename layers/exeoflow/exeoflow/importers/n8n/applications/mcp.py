"""A server of the Model Context Protocol: calls of a webhook in JSON-RPC, which use the tools on the node.

https://modelcontextprotocol.io/specification/2025-03-26/basic/transports#streamable-http
"""

from collections.abc import Sequence
from typing import Final

from exeoflow.expressions.depth import MAX_LENGTH
from exeoflow.importers.n8n.applications.tools.choosing import tool_of
from exeoflow.importers.n8n.applications.tools.loop import told
from exeoflow.importers.n8n.applications.tools.tool import Tool
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import MAIN, Branch, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_PATIENCE_SECONDS: Final = 25
"""How long a call is kept open for what a tool gives."""
_ASKED: Final = (
    '($b := $trigger.body; {"id": $b.id, "method": $b.method, "version": $b.params.protocolVersion, '
    '"function": {"name": $b.params.name, "arguments": $string($b.params.arguments)}})'
)
_METHODS: Final = {
    "begins": '$input.method = "initialize"',
    "lists": '$input.method = "tools/list"',
    "calls": '$input.method = "tools/call"',
    "pings": '$input.method = "ping"',
    "notes": '$type($input.method) = "string" and $contains($input.method, /^notifications\\//)',
}


# From the call to the step that answers its method.
_WAYS: Final = (
    Link("trigger", MAIN),
    Link(MAIN, "method"),
    Link("method", "began", "begins"),
    Link("method", "listed", "lists"),
    Link("method", "ponged", "pings"),
    Link("method", "noted", "notes"),
    Link("method", "unknown", "default"),
    Link("method", "begin", "calls"),
)


def translate_mcp_server(place: Place) -> Piece:
    """A webhook that answers as a server of tools."""
    place.note("trigger-by-hand", what="MCP")
    place.takes_parts = True
    tools = [tool_of(place, node, number) for number, node in enumerate(place.attached)]
    if any(each.listing for each in tools):
        raise Refused("node-part-unsupported", type=place.node.type)
    cases = [{"handle": name, "expression": expression} for name, expression in _METHODS.items()]
    steps = [
        Step("trigger", {"mode": "webhook", "method": "POST", "wait": _PATIENCE_SECONDS}, "trigger"),
        Step("transform", {"expression": _ASKED}),
        Step("switch", {"cases": cases}, "method"),
        _answer("began", _introduction(place)),
        _listed(tools),
        _answer("ponged", "{}"),
        Step("respond", {"status": 202, "body": ""}, "noted"),
        _refusal("unknown", "There is no such method."),
    ]
    using = _using(place, tools)
    return Piece((*steps, *using.steps), (*_WAYS, *using.links), entries={})


def _using(place: Place, tools: Sequence[Tool]) -> Branch:
    """The way from a call of a tool to its answer."""
    steps = [
        # The tools' steps read an agent's item and what it asks for: here the item is empty.
        Step("transform", {"expression": '{"item": {}, "index": 0, "call": $input}'}, "begin"),
        Step("transform", {"expression": "$input.call"}, "use"),
        Step("switch", {"cases": [tool.case(number) for number, tool in enumerate(tools)]}, "tool"),
        _refusal("none", "There is no such tool."),
    ]
    links = [Link("begin", "use"), Link("use", "tool"), Link("tool", "none", "default")]
    for number, tool in enumerate(tools):
        end = f"told{number}"
        steps += [*tool.steps, Step("transform", {"expression": told(place, tool)}, end)]
        steps.append(_answer(f"answered{number}", '{"content": [{"type": "text", "text": $input.content}]}'))
        links += [Link("tool", tool.steps[0].suffix, f"t{number}"), *tool.links]
        links += [Link(tool.steps[-1].suffix, end), Link(end, f"answered{number}")]
    return Branch(tuple(steps), tuple(links))


def _introduction(place: Place) -> str:
    return object_of(
        {
            "protocolVersion": '$exists($input.version) ? $input.version : "2025-03-26"',
            "capabilities": '{"tools": {}}',
            "serverInfo": object_of({"name": literal(place.workflow_name), "version": literal("1")}),
        }
    )


def _listed(tools: Sequence[Tool]) -> Step:
    """The answer that tells of all tools: of many, each in an expression of its own."""
    described = [
        literal({"name": each.name, "description": each.description, "inputSchema": each.parameters})
        for each in tools
    ]
    whole = _answer("listed", f'{{"tools": [{", ".join(described)}]}}')
    if len(whole.config["body"]) <= MAX_LENGTH:
        return whole
    result = {"tools": [f"{{{{ {each} }}}}" for each in described]}
    body = {"jsonrpc": "2.0", "id": "{{ $trigger.body.id }}", "result": result}
    return Step("respond", {"body": body}, "listed")


def _answer(suffix: str, result: str) -> Step:
    return _respond(suffix, f'"result": {result}')


def _refusal(suffix: str, message: str) -> Step:
    error = literal({"code": -32601, "message": message})
    return _respond(suffix, f'"error": {error}')


def _respond(suffix: str, outcome: str) -> Step:
    body = f'{{"jsonrpc": "2.0", "id": $trigger.body.id, {outcome}}}'
    return Step("respond", {"body": f"{{{{ {body} }}}}"}, suffix)
