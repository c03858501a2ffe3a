"""What a node that is a tool asks a model for: `$fromAI(key, description, type)`."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from exeoflow.importers.n8n.expressions import templates
from exeoflow.importers.n8n.expressions.javascript.parsing import parse
from exeoflow.importers.n8n.expressions.javascript.syntax import Call, Constant, Name, Template
from exeoflow.importers.n8n.expressions.values import NoMeaning, NoRule
from exeoflow.importers.n8n.parameters import expressions_in

TYPES: Final[Mapping[str, str]] = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "json": "object",
}
"""Of JSON Schema, by n8n's name."""


def asked_for(written: object) -> dict[str, Any]:
    """The properties that expressions in parameters ask a model for."""
    found: dict[str, Any] = {}
    for text in expressions_in(written):
        for part in templates.split(text.removeprefix("=")):
            if isinstance(part, templates.Code):
                found.update(_asked_in(part.source))
    return found


def _asked_in(source: str) -> dict[str, Any]:
    try:
        pending: list[Any] = [parse(source)]
    except (NoRule, NoMeaning):
        return {}
    found: dict[str, Any] = {}
    while pending:
        node = pending.pop()
        match node:
            case Call(function=Name(name="$fromAI" | "$fromai" | "$fromAi"), arguments=arguments):
                texts = [_constant(each) for each in arguments[:3]]
                key, description, type_ = (*texts, None, None, None)[:3]
                if key:
                    found[key] = {"type": TYPES.get(str(type_), "string")} | (
                        {"description": description} if description else {}
                    )
            case tuple():
                pending.extend(node)
            case _ if is_dataclass(node):
                pending.extend(getattr(node, each.name) for each in fields(node))
    return found


def _constant(node: object) -> str | None:
    match node:
        case Constant(value=str(value)):
            return value
        case Template(parts=(str(value),)):
            return value
    return None
