"""What actions ask of the world: their configurations, resolved, in the words of what answers them."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from tests.oracle.interpreter.templates import resolve
from tests.oracle.json_value import Json

Roots = Mapping[str, Json]

_READ_BY_CODE: Final = re.compile(r"\$nodes\.([a-z]\w*)|\$nodes\[\"([^\"]+)\"\]")
_INPUT: Final = "{{ $input }}"
_OF_FILES: Final[Mapping[str, Mapping[str, Json]]] = {
    "write": {"value": _INPUT, "content_type": None, "format": None},
    "read": {"file": _INPUT, "format": None},
    "split": {"file": _INPUT, "items": None, "size": 1000, "format": None},
    "join": {"files": _INPUT, "format": None},
    "compress": {"files": _INPUT, "format": None},
    "extract": {"file": _INPUT},
}
"""The fields of each operation on files, with what stands for one that is left out."""
_OF_SIGNATURES: Final = {"algorithm": "sha256", "encoding": "hex", "key_encoding": "text"}


def request_of_action(node: Json, roots: Roots) -> Json:
    """Return what an action asks of the world."""
    return _REQUESTS[node["type"]](node["config"], roots)


def _http_request(config: Json, roots: Roots) -> Json:
    return {"method": "GET", "response": "auto"} | resolve(_said(config), roots)


def _code(config: Json, roots: Roots) -> Json:
    """Its source and the values that this names; over files the function of files is asked for that."""
    source = config["source"]
    values = {"input": resolve(config.get("input", _INPUT), roots)}
    if "$trigger" in source:
        values["trigger"] = roots["trigger"]
    named = {dotted or quoted for dotted, quoted in _READ_BY_CODE.findall(source)}
    if named:
        values["nodes"] = {name: roots["nodes"].get(name) for name in named}
    asked = {"language": config.get("language", "javascript"), "source": source, "values": values}
    ways = {"files": config.get("files", "references"), "response": config.get("response", "value")}
    if ways == {"files": "references", "response": "value"}:
        return asked
    return {"operation": "code", **ways, "code": asked}


def _file(config: Json, roots: Roots) -> Json:
    """The fields of the operation; where in a file items stand is no expression."""
    operation = config["operation"]
    given = _said(_OF_FILES[operation] | config)
    path = {"items": given.pop("items")} if "items" in given else {}
    return resolve(given, roots) | path


def _image(config: Json, roots: Roots) -> Json:
    """One of what the function of files does; an image that is made has none to begin with."""
    operation = config["operation"]
    given = {} if operation == "create" else {"file": _INPUT}
    return resolve(given | _said(config), roots) | {"operation": f"{operation}_image"}


def _storage(config: Json, roots: Roots) -> Json:
    """Of S3 what the stack's own functions do: an object becomes a file, a text or a file an object."""
    names = {"bucket": "Bucket", "key": "Key", "content_type": "ContentType", "body": "Body"}
    fetched = {"operation": "fetch"} if config["operation"] == "get" else {}
    given = {name: config[field] for field, name in names.items() if config.get(field) is not None}
    return fetched | resolve(given, roots)


def _parse(config: Json, roots: Roots) -> Json:
    return _transformed("parse", "text", config, roots)


def _format(config: Json, roots: Roots) -> Json:
    return _transformed("format", "value", config, roots)


def _transformed(operation: str, field: str, config: Json, roots: Roots) -> Json:
    options = {name: value for name, value in config.items() if name not in {"format", field}}
    given = {field: config.get(field, _INPUT), "options": options}
    return {"operation": operation, "format": config["format"]} | resolve(given, roots)


def _hmac(config: Json, roots: Roots) -> Json:
    asked = {"operation": "hmac"} | resolve({"text": _INPUT} | _OF_SIGNATURES | config, roots)
    return {
        name: value for name, value in asked.items() if "credential" not in config or name != "key_encoding"
    }


def _said(config: Json) -> Json:
    return {key: value for key, value in config.items() if value is not None}


_REQUESTS: Final[Mapping[str, Callable[[Json, Roots], Json]]] = MappingProxyType(
    {
        "http_request": _http_request,
        "code": _code,
        "file": _file,
        "image": _image,
        "storage": _storage,
        "parse": _parse,
        "format": _format,
        "hmac": _hmac,
    }
)
ACTIONS: Final = frozenset(_REQUESTS)
