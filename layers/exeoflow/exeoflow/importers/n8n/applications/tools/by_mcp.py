"""The tools of a server of the Model Context Protocol, which is asked for them when an agent begins.

https://modelcontextprotocol.io/specification/2025-03-26/basic/transports#streamable-http
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.applications.tools.tool import (
    GOES_ON,
    Listing,
    Tool,
    credential_of,
    schema_of,
    template_of,
)
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import OWN, Step
from exeoflow.importers.n8n.place import Place

_ACCEPT: Final = {"Accept": "application/json, text/event-stream"}
_STREAMS_SINCE: Final = 1.2
"""The version since which a server is asked by streamable HTTP where nothing else is said."""
_FIRST_ITEM: Final = f"$j := $nodes.`{OWN}requests`[0].item; $i := 0; $in := [$j]; "
_NO_LETTER: Final = re.compile(r"[^a-zA-Z0-9]")


def _introduction(place: Place) -> dict[str, Any]:
    """What a client says of itself first."""
    return {
        "protocolVersion": "2025-03-26",
        "capabilities": {},
        "clientInfo": {"name": place.workflow_name, "version": "1"},
    }


def mcp_tools(place: Place, number: int) -> Tool:
    """The tools that a server has, all or those that are chosen."""
    _note_transport(place)
    open_, list_ = f"open{number}", f"list{number}"
    config = _config(place)
    session = f"$nodes.`{OWN}{open_}`.headers.`mcp-session-id`"
    headers = f"$merge([{literal(_ACCEPT)}, $exists({session}) ? {{'Mcp-Session-Id': {session}}} : {{}}])"
    later = {**config, "headers": f"{{{{ {headers} }}}}"}
    opens = {**config, "headers": _ACCEPT, "body": _call("initialize", _introduction(place))}
    steps = (
        Step("http_request", opens, open_),
        Step("http_request", {**later, "body": _call("notifications/initialized")}, f"opened{number}"),
        Step("http_request", {**later, "body": _call("tools/list", {})}, list_),
        Step("transform", {"expression": place.whole(_listed(place))}, f"tools{number}"),
    )
    found = f"$nodes.`{OWN}tools{number}`"
    own = f"{found}[`function`.name = $nodes.`{OWN}use`.function.name].own"
    params = object_of({"name": own, "arguments": "$use"})
    called = object_of({"jsonrpc": '"2.0"', "id": "2", "method": '"tools/call"', "params": params})
    calls = {**later, "body": template_of(place, called)}
    use = Step("http_request", calls, f"call{number}", properties=GOES_ON)
    listing = Listing(steps, f'{found}.{{"type": type, "function": function}}')
    result = f"({_said('$input.body')}; $exists($s.error) ? $s.error.message : $s.result.content)"
    return Tool(place.node.written, place.node.kind, schema_of({}), (use,), result=result, listing=listing)


def _note_transport(place: Place) -> None:
    usual = "httpStreamable" if place.node.version >= _STREAMS_SINCE else "sse"
    if place.chosen("serverTransport", usual) == "sse":
        place.note("mcp-by-http")
    place.note("application-unchecked", application="MCP")


def _config(place: Place) -> dict[str, Any]:
    written = place.parameter("endpointUrl") or place.parameter("sseEndpoint")
    text = f"$n8_field_text({place.value(written)})" if written else place.missing("endpointUrl")
    address = place.whole(_FIRST_ITEM + text)
    config: dict[str, Any] = {"method": "POST", "url": f"{{{{ {address} }}}}"}
    if place.node.credential and place.chosen("authentication", "none") != "none":
        config |= credential_of(place)
    return config


def _call(method: str, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A call in JSON-RPC; one without parameters is a note, which nobody answers."""
    call = {"jsonrpc": "2.0", "method": method}
    return call if parameters is None else {**call, "id": 1, "params": parameters}


def _said(body: str) -> str:
    """JSONata that binds `$s` to an answer, which may be an event among others of a stream."""
    lines = "$filter($split($b, /\\r?\\n/), function($l) { $substring($l, 0, 5) = 'data:' })"
    events = f"$map({lines}, function($l) {{ $parse($substring($l, 5)) }})"
    answers = f"$filter({events}, function($e) {{ $exists($e.id) }})"
    return f"$b := {body}; $s := $type($b) = 'string' ? {answers}[-1] : $b"


def _listed(place: Place) -> str:
    """JSONata for the tools as a model is told of them, each with its `own` name."""
    match place.chosen("include", "all"):
        case "selected":
            chosen = f"[name in {literal(place.names('includeTools'))}]"
        case "except":
            chosen = f"[$not(name in {literal(place.names('excludeTools'))})]"
        case _:
            chosen = ""
    prefix = literal(_NO_LETTER.sub("_", place.node.written) + "_")
    name = f"$substring({prefix} & name, 0, 64)"
    told = object_of({"name": name, "description": "description", "parameters": "inputSchema"})
    tools = f'$s.result.tools{chosen}.{{"type": "function", "own": name, "function": {told}}}'
    return f"{_said('$input.body')}; [{tools}]"
