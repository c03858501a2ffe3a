"""How the value of a field is written: an expression, text around some, or an object as JavaScript has it."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from exeoflow.importers.n8n.expressions.javascript.parsing import parse
from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Constant,
    ListOf,
    Name,
    Node,
    ObjectOf,
    Pair,
    Unary,
)
from exeoflow.importers.n8n.expressions.values import NoMeaning, NoRule
from exeoflow.importers.n8n.parameters import is_computed

OLD_KINDS: Final = ("boolean", "number", "string")
"""The types of fields before version 3, in the order in which they are set."""
_LONE: Final = re.compile(r"=\{\{((?!\}\})[\s\S])*\}\}")
_CODE: Final = re.compile(r"\{\{([\s\S]*?)\}\}")
_AS_JSON: Final = re.compile(
    r"JSON\.stringify\([\s\S]*\)|[\s\S]*\.(?:toJsonString\([^()]*\)|json|length)|\$json|\$(?:item|run)Index|[{\[][\s\S]*"
)
"""What as JSON is an object, a list, a number or JSON already."""


def may_be_no_json(written: object) -> bool:
    """Whether an expression may put in what is no JSON, of which n8n mends more than is mended here."""
    if not is_computed(written):
        return False
    text = written.lstrip("=")
    codes = [(each, text[: each.start()].rstrip()[-1:]) for each in _CODE.finditer(text)]
    return any(_AS_JSON.fullmatch(code[1].strip()) is None or before == '"' for code, before in codes)


def is_written(written: object) -> bool:
    """Whether there is text around the expressions."""
    return is_computed(written) and not is_lone(written)


def is_lone(written: object) -> bool:
    """Whether it is an expression without text around it, whose value may be an object that others have."""
    return is_computed(written) and _LONE.fullmatch(written) is not None


def written_object(written: object) -> Mapping[str, Any] | None:
    """The object that a text is in JavaScript and not in JSON, as n8n reads it; None for any other."""
    if not isinstance(written, str) or is_computed(written):
        return None
    with suppress(ValueError):
        json.loads(written)
        return None
    with suppress(NoRule, NoMeaning):
        found = parse(written)
        if isinstance(found, ObjectOf):
            return _members(found)
    return None


def _members(node: ObjectOf) -> dict[str, Any]:
    """What has no value is left out; names are texts."""
    found = {}
    for pair in node.pairs:
        if isinstance(pair, Pair) and (value := _constant(pair.value)) is not ...:
            key = pair.key if isinstance(pair.key, str) else _constant(pair.key)
            found[str(key)] = value
    return found


def _constant(node: Node) -> Any:  # noqa: ANN401 - any JSON; an ellipsis for what n8n gives no value
    match node:
        case Constant(value=value):
            return value
        case Name(name=name):
            return name
        case ObjectOf():
            return _members(node)
        case ListOf(items=items):
            return [None if (value := _constant(each)) is ... else value for each in items]
        case Unary(operand=operand, operator=operator):
            value = _constant(operand)
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return -value if operator == "-" and is_number else value
    return ...
