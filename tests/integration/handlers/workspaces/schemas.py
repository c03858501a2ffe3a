"""The fields of a schema that hold any text: by one of them somebody may name a thing."""

from collections.abc import Iterator, Mapping
from typing import Any

_TYPING = {"type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref"}


def words(text: str) -> frozenset[str]:
    """Return the words of a long list."""
    return frozenset(text.split())


def texts_of(
    schema: Mapping[str, Any], named: Mapping[str, Any], field: str = "", above: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Yield the fields that hold text or anything, with `[]` behind lists and `{}` behind objects.

    `named` are the schemas that a `$ref` may point to, `above` those that lead here.
    """
    name = schema.get("$ref", "").rpartition("/")[2]
    if name and name not in above:
        yield from texts_of(named[name], named, field, above | {name})
    for way in (each for key in ("anyOf", "oneOf", "allOf") for each in schema.get(key, ())):
        yield from texts_of(way, named, field, above)
    for key, value in schema.get("properties", {}).items():
        yield from texts_of(value, named, f"{field}.{key}" if field else key, above)
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        if isinstance(schema.get(key), Mapping):
            yield from texts_of(schema[key], named, f"{field}{mark}", above)
    if field and (is_text(schema) or not _TYPING & set(schema)):
        yield field


def is_text(schema: Any) -> bool:
    """Tell whether a value may be any text."""
    return isinstance(schema, Mapping) and schema.get("type") == "string" and "enum" not in schema


def last(field: str) -> str:
    """Return the field's own name.

    >>> last("authentication[].credential")
    'credential'
    """
    return field.rpartition(".")[2].rstrip("[]{}")
