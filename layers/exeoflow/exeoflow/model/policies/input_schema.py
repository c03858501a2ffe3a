"""JSON Schemas of authors for what starts a workflow: checked when they are saved, and applied at a start.

The library is loaded by those who have a schema only.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.diagnostics.path import join_path
from exeoflow.model import json
from exeoflow.model.json import Json

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

_MOST_BYTES: Final = 32_768
_MOST_FAULTS: Final = 50
# Keywords whose faults are those of a request's own fields, and what they call their limit.
_LIMITS: Final[Mapping[str, str]] = {
    "minLength": "field-too-short",
    "maxLength": "field-too-long",
    "minimum": "field-too-small",
    "maximum": "field-too-large",
    "minItems": "field-too-few",
    "maxItems": "field-too-many",
    "minProperties": "field-too-few",
    "maxProperties": "field-too-many",
}


def check_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself; a custom pydantic error if it is none, is long, or leads out of itself."""
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # noqa: PLC0415
    from jsonschema.exceptions import SchemaError  # noqa: PLC0415
    from pydantic_core import PydanticCustomError  # noqa: PLC0415

    if len(json.write(schema).encode()) > _MOST_BYTES:
        raise PydanticCustomError("schema-too-long", "too long", {"limit": _MOST_BYTES})
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as fault:
        values = {"place": join_path(*fault.absolute_path), "value": json.write(fault.instance)}
        raise PydanticCustomError("schema-invalid", "no schema", values) from fault
    for reference in _references(schema):
        if not _is_known(schema, reference):
            raise PydanticCustomError("schema-reference", "leads out", {"reference": reference[:200]})
    return schema


def input_faults(schema: Mapping[str, Any], data: Json, place: str) -> tuple[Diagnostic, ...]:
    """Return what of the data breaks a schema that was checked; paths begin with `place`."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    # An empty registry, so that no reference is ever fetched.
    validator = Draft202012Validator(
        schema, registry=Registry(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    found = sorted(validator.iter_errors(data), key=lambda fault: [str(part) for part in fault.absolute_path])
    return tuple(each for fault in found[:_MOST_FAULTS] for each in _diagnostics(fault, place))


def _diagnostics(fault: "ValidationError", place: str) -> Iterator[Diagnostic]:
    path = (place, *fault.absolute_path)
    keyword, limit = str(fault.validator), fault.validator_value
    if keyword == "required":
        missing = [name for name in limit if name not in fault.instance]
        yield from (_fault("field-missing", (*path, name)) for name in missing if repr(name) in fault.message)
    elif keyword == "additionalProperties" and limit is False:
        known = fault.schema.get("properties", {})
        yield from (_fault("field-unknown", (*path, name)) for name in fault.instance if name not in known)
    elif keyword == "type":
        yield _fault("input-type", path, expected=", ".join([limit] if isinstance(limit, str) else limit))
    elif keyword in {"enum", "const"}:
        allowed = limit if keyword == "enum" else [limit]
        yield _fault("field-choice", path, expected=", ".join(map(json.write, allowed)))
    elif keyword == "pattern":
        yield _fault("field-pattern", path, form=str(limit))
    elif keyword in _LIMITS:
        yield _fault(_LIMITS[keyword], path, limit=str(limit))
    else:
        yield _fault("input-schema", path, keyword=keyword, value=json.write(limit)[:200])


def _fault(rule: str, path: Sequence[str | int], **values: str) -> Diagnostic:
    field = join_path(*path)
    return Diagnostic(rule, field, values={"field": field, **values})


def _references(schema: object) -> Iterator[str]:
    """Yield all references of a schema, however deep; what is no reference but called so is one as well."""
    pending = [schema]
    while pending:
        part = pending.pop()
        if isinstance(part, Mapping):
            yield from (
                str(part[name]) for name in ("$ref", "$dynamicRef") if isinstance(part.get(name), str)
            )
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)


def _is_known(schema: Mapping[str, Any], reference: str) -> bool:
    """Tell whether a reference leads to a part of the schema by its place, which is all that is taken."""
    start, separator, pointer = reference.partition("#")
    if start or not separator:
        return False
    part: Any = schema
    for name in pointer.split("/")[1:]:
        key = name.replace("~1", "/").replace("~0", "~")
        if isinstance(part, Mapping) and key in part:
            part = part[key]
        elif isinstance(part, list) and key.isdigit() and int(key) < len(part):
            part = part[int(key)]
        else:
            return False
    return not pointer or pointer.startswith("/")
