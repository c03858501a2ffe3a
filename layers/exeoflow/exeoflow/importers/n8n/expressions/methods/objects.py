"""The rules of methods of objects, and of those that values of several kinds have."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from exeoflow.expressions.jsonata import OF_EVERY_OBJECT
from exeoflow.importers.n8n.expressions.functions import json_text
from exeoflow.importers.n8n.expressions.javascript.syntax import Constant, Node
from exeoflow.importers.n8n.expressions.kinds import ELEMENT, Kind, Value, quoted
from exeoflow.importers.n8n.expressions.methods.method import Method
from exeoflow.importers.n8n.expressions.operators import as_text, made
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules


def _keys(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments or value.has_holes:
        raise NoRule
    return made(rules.call("keys_of", value.text), Kind.LIST, value, elements=Kind.STRING)


def _values(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments or value.has_holes:
        raise NoRule
    return made(rules.call("values_of", value.text), Kind.LIST, value, elements=ELEMENT)


def _has(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Constant(value=str(name)),) if name not in OF_EVERY_OBJECT and not value.has_holes:
            return made(f"{quoted(name)} in $keys({value.text})", Kind.BOOLEAN, value)
    raise NoRule


def _has_none(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    """Of lists and texts only the length and the positions are their own."""
    match arguments:
        case (Constant(value=str(name)),) if name != "length" and not name.isdigit():
            return made("false", Kind.BOOLEAN, value)
    raise NoRule


def _to_text(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return made(as_text(rules, value), Kind.STRING, value)


def _to_json(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return json_text(rules, value)


def _text_to_json(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return json_text(rules, Value(rules.call("no_date", value.text), Kind.STRING))


METHODS: Mapping[str, tuple[Method, ...]] = {
    "keys": (Method(Kind.OBJECT, _keys, is_added=True),),
    "values": (Method(Kind.OBJECT, _values, is_added=True),),
    "hasField": (Method(Kind.OBJECT, _has, is_added=True),),
    "hasOwnProperty": (
        Method(Kind.OBJECT, _has),
        *(Method(kind, _has_none) for kind in (Kind.LIST, Kind.STRING, Kind.NUMBER, Kind.BOOLEAN)),
    ),
    "toString": tuple(
        Method(kind, _to_text) for kind in (Kind.STRING, Kind.LIST, Kind.OBJECT, Kind.NUMBER, Kind.BOOLEAN)
    ),
    "toJsonString": (
        Method(Kind.OBJECT, _to_json, is_added=True),
        Method(Kind.LIST, _to_json, is_added=True),
        Method(Kind.STRING, _text_to_json, is_added=True),
    ),
}
