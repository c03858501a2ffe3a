"""The Model Context Protocol over HTTP, one message at a time: what came in, what is answered.

Stateless: no session is kept, so every message may reach another process. Answers are plain JSON, never a
stream (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports). Written by hand because
its own library takes longer to load than a cold start may: see docs/decisions/agents-over-http.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from inspect import Parameter, getdoc, signature
from types import MappingProxyType
from typing import Any, Final, cast

from exeoflow.model import json
from exeoflow.model.json import Json, JsonObject
from exeoflow.remote.tools import CHANGING, INSTRUCTIONS, NEEDS, Tools
from exeoflow.remote.trouble import Refused, Trouble

VERSIONS: Final = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""The revisions that are spoken, the newest first."""

_INVALID: Final = -32_600
_UNKNOWN_METHOD: Final = -32_601
_WRONG_PARAMETERS: Final = -32_602
_KINDS: Final[Mapping[object, JsonObject]] = MappingProxyType(
    {
        str: {"type": "string"},
        str | None: {"type": ["string", "null"]},
        bool: {"type": "boolean"},
        dict[str, Any]: {"type": "object"},
        dict[str, Any] | None: {"type": ["object", "null"]},
        Any: {},
    }
)
_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {"string": str, "boolean": bool, "object": dict, "null": type(None)}
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as an agent sees it, and the method behind it."""

    name: str
    description: str
    schema: JsonObject
    is_reading: bool

    def as_json(self) -> JsonObject:
        """Describe it as `tools/list` does."""
        return {
            "name": self.name,
            "description": self.description,
            "inputSchema": self.schema,
            "annotations": {"readOnlyHint": self.is_reading},
        }


def tools_of(scopes: AbstractSet[str]) -> tuple[Tool, ...]:
    """Return the tools that a key with these scopes has."""
    return tuple(
        Tool(method.__name__, getdoc(method) or "", _schema(method), scope not in CHANGING)
        for scope, methods in NEEDS.items()
        if scope in scopes
        for method in methods
    )


def answer_message(message: Json, tools: Tools, scopes: AbstractSet[str]) -> JsonObject | None:
    """Answer a message of JSON-RPC; None where nobody waits for an answer."""
    if not isinstance(message, dict) or message.keys().isdisjoint({"method", "result", "error"}):
        return _failed(None, _WrongCall(_INVALID, "one message of JSON-RPC 2.0 is expected"))
    if "id" not in message or "method" not in message:
        return None  # a notification, or an answer to what was never asked
    identifier, parameters = message["id"], message.get("params")
    try:
        act = _METHODS.get(str(message["method"]), _unknown)
        result = act(
            _Call(str(message["method"]), parameters if isinstance(parameters, dict) else {}, tools, scopes)
        )
    except _WrongCall as wrong:
        return _failed(identifier, wrong)
    return {"jsonrpc": "2.0", "id": identifier, "result": result}


@dataclass(frozen=True, slots=True)
class _Call:
    method: str
    parameters: JsonObject
    tools: Tools
    scopes: AbstractSet[str]


class _WrongCall(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def _welcome(call: _Call) -> JsonObject:
    asked = call.parameters.get("protocolVersion")
    return {
        "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "exeoflow", "version": _version()},
        "instructions": INSTRUCTIONS,
    }


def _version() -> str:
    try:
        return version("exeoflow")
    except PackageNotFoundError:  # in a layer of Lambda the code lies there without its metadata
        return "0"


def _pong(_: _Call) -> JsonObject:
    return {}


def _listed(call: _Call) -> JsonObject:
    return {"tools": [tool.as_json() for tool in tools_of(call.scopes)]}


def _called(call: _Call) -> JsonObject:
    name, arguments = call.parameters.get("name"), call.parameters.get("arguments") or {}
    tool = next((each for each in tools_of(call.scopes) if each.name == name), None)
    if tool is None:
        raise _WrongCall(_WRONG_PARAMETERS, f"there is no tool {name}")
    faults = list(_faults(tool.schema, arguments))
    if faults:
        return _told("\n".join(faults), is_error=True)
    try:
        found = getattr(call.tools, tool.name)(**cast("JsonObject", arguments))
    except Refused as refusal:
        return _told(refusal.in_full, is_error=True)
    except Trouble as trouble:
        return _told(str(trouble), is_error=True)
    return {**_told(json.write(found), is_error=False), "structuredContent": found}


def _unknown(call: _Call) -> JsonObject:
    raise _WrongCall(_UNKNOWN_METHOD, f"there is no method {call.method}")


def _faults(schema: JsonObject, arguments: Json) -> Iterator[str]:
    """Say which arguments are missing, unknown, or of another type."""
    if not isinstance(arguments, dict):
        yield "`arguments` must be an object"
        return
    properties = cast("Mapping[str, JsonObject]", schema["properties"])
    for name in cast("Sequence[str]", schema["required"]):
        if name not in arguments:
            yield f"`{name}` is missing"
    for name, value in arguments.items():
        if name not in properties:
            yield f"there is no `{name}`; there are: {', '.join(properties)}"
        elif not _fits(properties[name], value):
            yield f"`{name}` must be: {properties[name]['type']}"


def _fits(schema: JsonObject, value: Json) -> bool:
    said = schema.get("type")
    names = [said] if isinstance(said, str) else cast("Sequence[str] | None", said)
    return names is None or any(isinstance(value, _TYPES[name]) for name in names)


def _schema(method: Callable[..., Any]) -> JsonObject:
    parameters = [each for name, each in signature(method).parameters.items() if name != "self"]
    return {
        "type": "object",
        "properties": {each.name: _described(each) for each in parameters},
        "required": [each.name for each in parameters if each.default is Parameter.empty],
    }


def _described(parameter: Parameter) -> JsonObject:
    kind = _KINDS[parameter.annotation]
    return kind if parameter.default in {Parameter.empty, None} else {**kind, "default": parameter.default}


def _told(text: str, *, is_error: bool) -> JsonObject:
    return {"content": [{"type": "text", "text": text}], "isError": is_error}


def _failed(identifier: Json, wrong: _WrongCall) -> JsonObject:
    return {"jsonrpc": "2.0", "id": identifier, "error": {"code": wrong.code, "message": str(wrong)}}


_METHODS: Final[Mapping[str, Callable[[_Call], JsonObject]]] = MappingProxyType(
    {"initialize": _welcome, "ping": _pong, "tools/list": _listed, "tools/call": _called}
)
