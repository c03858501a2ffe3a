"""Translates pydantic's errors into diagnostics; one mechanism for requests and for nodes' configurations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from exeoflow.diagnostics.diagnostic import Diagnostic, Guess
from exeoflow.diagnostics.path import existing_part, join_path
from exeoflow.diagnostics.rules import RULES

if TYPE_CHECKING:
    # Only the types: whoever just shows diagnostics need not load pydantic.
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_RULES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "field-missing",
        "extra_forbidden": "field-unknown",
        "string_type": "field-not-string",
        "int_type": "field-not-integer",
        "int_parsing": "field-not-integer",
        "int_parsing_size": "field-not-integer",
        "int_from_float": "field-not-integer",
        "float_type": "field-not-number",
        "float_parsing": "field-not-number",
        "finite_number": "field-not-number",
        "bool_type": "field-not-boolean",
        "bool_parsing": "field-not-boolean",
        "dict_type": "field-not-object",
        "mapping_type": "field-not-object",
        "model_type": "field-not-object",
        "model_attributes_type": "field-not-object",
        "list_type": "field-not-list",
        "tuple_type": "field-not-list",
        "string_unicode": "field-not-unicode",
        "string_too_short": "field-too-short",
        "string_too_long": "field-too-long",
        "string_pattern_mismatch": "field-pattern",
        "literal_error": "field-choice",
        "enum": "field-choice",
        "greater_than": "field-too-small",
        "greater_than_equal": "field-too-small",
        "less_than": "field-too-large",
        "less_than_equal": "field-too-large",
        "too_short": "field-too-few",
        "too_long": "field-too-many",
        "datetime_type": "field-not-timestamp",
        "datetime_parsing": "field-not-timestamp",
        "datetime_from_date_parsing": "field-not-timestamp",
        "datetime_object_invalid": "field-not-timestamp",
        "timezone_aware": "field-not-timestamp",
    }
)
_CHOICE = re.compile("'([^']*)'")
_LIMITS = frozenset({"min_length", "max_length", "ge", "gt", "le", "lt"})


def field_diagnostics(
    fault: "ValidationError",
    document: object,
    *,
    model: "type[BaseModel] | None" = None,
    at: tuple[str | int, ...] = (),
    node_id: str | None = None,
) -> tuple[Diagnostic, ...]:
    """The faults of a document that a model has refused, in the order of its fields.

    `at` is the document's place in a larger one. A custom error whose type is a rule's code is that rule.
    With the `model` an unknown field is told which one was probably meant.
    """
    details = fault.errors(include_url=False, include_input=False)
    faulty_within = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return tuple(
        replace(_diagnostic(detail, document, at, node_id), suggestion=_suggestion(detail, document, model))
        for detail in details
        if not (
            detail["type"] == "too_short" and detail["loc"] in faulty_within
        )  # only its entries are faulty
    )


def _diagnostic(
    detail: "ErrorDetails", document: object, at: tuple[str | int, ...], node_id: str | None
) -> Diagnostic:
    parts = existing_part(detail["loc"], document)
    context = {name: str(value) for name, value in detail.get("ctx", {}).items()}
    values = {**context, **_adapted(context), "field": join_path(*parts)}
    return Diagnostic(_rule(detail["type"], context), join_path(*at, *parts), node_id, values=values)


def _suggestion(detail: "ErrorDetails", document: object, model: "type[BaseModel] | None") -> Guess | None:
    location = detail["loc"]
    if detail["type"] == "extra_forbidden" and model is not None:
        way = tuple(part for part in location[:-1] if isinstance(part, str))
        return Guess(str(location[-1]), fields_at(model, way))
    if detail["type"] in ("literal_error", "enum"):
        value = _value_at(document, location)
        choices = tuple(_CHOICE.findall(detail["ctx"]["expected"]))
        return Guess(value, choices) if isinstance(value, str) else None
    return None


def _value_at(document: object, location: tuple[str | int, ...]) -> object:
    """The value at a pydantic location, whose parts may be names of a union's members as well."""
    for part in existing_part(location, document):
        if isinstance(document, dict) and part not in document:
            return None  # the name of a union's member
        document = document[part]  # type: ignore[index]  # the part exists
    return document


@cache
def fields_at(model: type["BaseModel"], way: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the fields of a model, or of the one nested in it to which a pydantic location leads."""
    models = [model]
    for part in way:
        # A part that is no field is the name of a union's member.
        inner = [each.model_fields[part] for each in models if part in each.model_fields]
        if inner:
            models = [found for field in inner for found in _models_in(field.annotation)]
    return tuple(dict.fromkeys(name for each in models for name in each.model_fields))


def _models_in(annotation: object) -> Iterator[type["BaseModel"]]:
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _rule(kind: str, context: Mapping[str, str]) -> str:
    if kind in RULES:
        return kind
    if kind == "string_too_short" and context["min_length"] == "1":
        return "field-empty"
    return _RULES.get(kind, "field-invalid")


def _adapted(context: Mapping[str, str]) -> dict[str, str]:
    """Pydantic's limits under one name, patterns as forms, choices without an English word between them."""
    adapted: dict[str, str] = {}
    for name in _LIMITS & context.keys():
        adapted["limit"] = context[name]
    if "pattern" in context:
        adapted["form"] = context["pattern"]
    if "expected" in context:
        adapted["expected"] = context["expected"].replace("' or '", "', '")
    return adapted
