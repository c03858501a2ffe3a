"""The form of a model's answer: how it is told of a JSON Schema, and how what it says is read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.source import SourceNode

ONLY_JSON: Final = "Answer with JSON only, without any text around it, that matches this JSON Schema:\n"
_LIKE_THIS: Final = "Answer with JSON only, without any text around it, in the form of this example:\n"
_ALL_NEEDED_SINCE: Final = 1.3
"""The version of the parser since which all that an example has must be in the answer."""
_KINDS: Final = {bool: "boolean", int: "number", float: "number", str: "string", type(None): "null"}
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "fromJson": ("jsonSchemaExample",),
    "manual": ("inputSchema", "jsonSchema"),
}
"""By the type of a schema the settings that it may be in."""
_EXAMPLE: Final = '{"state": "California", "cities": ["Los Angeles", "San Francisco", "San Diego"]}'
"""Where an export leaves it out."""
_STRINGS: Final = {"type": "array", "items": {"type": "string"}}

SAID_JSON: Final = (
    '($contains($text, "```") '
    '? $substringBefore($replace($substringAfter($text, "```"), /^json/, ""), "```") : $text)'
)
"""JSONata for the JSON in a model's answer `$text`, which may stand between marks of code."""


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """`told` is JSONata for what the model is told; `is_list`: a list, which stands in an object."""

    told: str
    is_list: bool = False

    @property
    def read(self) -> str:
        """JSONata for the value that the answer `$text` means."""
        parsed = f"$parse({SAID_JSON})"
        return f'($p := {parsed}; $type($p) = "object" ? $p.output : $p)' if self.is_list else parsed


def form_of(place: Place, node: SourceNode) -> AnswerForm | None:
    """The form that a parser, or a node that says it itself, is set to."""
    if node.kind == "outputParserItemList":
        return _by_schema(_STRINGS)
    given = node.parameters.get
    names = _NAMES.get(str(given("schemaType")), ("jsonSchemaExample", "inputSchema", "jsonSchema"))
    for name in names:
        written = given(name)
        if isinstance(written, str) and written.strip():
            if node is place.node:
                place.asked.add(name)
            return _written(place, node, written, is_example=name == "jsonSchemaExample")
    return _written(place, node, _EXAMPLE, is_example=True) if node.kind == "outputParserStructured" else None


def form_of_attributes(place: Place) -> AnswerForm:
    """An object of attributes, of which some may be missing."""
    rows = place.rows("attributes.attributes")
    fields = []
    for row in rows:
        name, told = (f"$n8_field_text({place.value(row.get(key, ''))})" for key in ("name", "description"))
        type_ = literal(row.get("type", "string"))
        fields.append(f'{{{name}: {{"type": {type_}, "description": {told}}}}}')
    needed = [row.get("name", "") for row in rows if row.get("required") is True]
    schema = (
        f'{{"type": "object", "properties": $merge([{", ".join(fields)}]), "required": {literal(needed)}}}'
    )
    return AnswerForm(f"{literal(ONLY_JSON)} & $string({schema})")


def _written(place: Place, node: SourceNode, written: str, *, is_example: bool) -> AnswerForm:
    try:
        found = None if is_computed(written) else json.loads(written)
    except ValueError:
        found = None
    if is_example and found is not None:
        all_needed = node.kind == "outputParserStructured" and node.version >= _ALL_NEEDED_SINCE
        return _by_schema(schema_of_example(found, all_needed=all_needed))
    if isinstance(found, Mapping) and found.get("type") == "array":
        return _by_schema(found)
    told = _LIKE_THIS if is_example else ONLY_JSON
    return AnswerForm(f"{literal(told)} & $n8_field_text({place.value(written)})")


def _by_schema(schema: Mapping[str, Any]) -> AnswerForm:
    is_list = schema.get("type") == "array"
    if is_list:
        # Services that answer with JSON alone answer with an object.
        schema = {"type": "object", "properties": {"output": schema}, "required": ["output"]}
    return AnswerForm(f"{literal(ONLY_JSON)} & {literal(json.dumps(schema, ensure_ascii=False))}", is_list)


def schema_of_example(example: object, *, all_needed: bool) -> dict[str, Any]:
    """The JSON Schema of a value; that of a list is its first element's."""
    match example:
        case Mapping():
            properties = {
                str(name): schema_of_example(each, all_needed=all_needed) for name, each in example.items()
            }
            needed = {"required": list(properties)} if all_needed else {}
            return {"type": "object", "properties": properties, "additionalProperties": False, **needed}
        case [first, *_]:
            return {"type": "array", "items": schema_of_example(first, all_needed=all_needed)}
        case list():
            return {"type": "array"}
        case _:
            return {"type": _KINDS[type(example)]}
