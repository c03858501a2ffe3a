"""What Airtable is sent: the fields of a record, and how the record to be changed is found."""

from typing import Any, Final

from exeoflow.importers.n8n.applications.forms.rows import mapped_columns, without_fields
from exeoflow.importers.n8n.jsonata import key_of, literal, looked_up
from exeoflow.importers.n8n.place import Place

_MAPS_SINCE: Final = 2
"""The version of the node since which columns are mapped."""


def airtable_fields(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The fields of the record: the item's own, those that are named, or those that are mapped."""
    operation = place.parameter("operation")
    if place.node.version < _MAPS_SINCE:
        every = "updateAllFields" if operation == "update" else "addAllFields"
        if place.flag(every, default=True):
            return without_fields(["id", *place.names("options.ignoreFields")])
        return f"$sift($j, function($v, $k) {{ $k in {literal(place.names('fields'))} }})"
    keys = _keys(place)
    ignored = ["id"] if operation != "create" and ("id" in keys or not keys) else []
    if place.parameter("columns.mappingMode") == "autoMapInputData":
        return without_fields([*ignored, *place.names("options.ignoreFields")])
    if operation == "update" and not ignored:
        ignored = keys
    return without_fields(ignored, _mapped(place))


def airtable_match(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The formula by which Airtable finds the records whose columns have the values that are given."""
    quoted = "function($v) { ($q := $string([$n8_text($v)]); $substring($q, 1, $length($q) - 2)) }"
    tests = (
        f"{literal(_column(name))} & '\"\"=' & $quoted({looked_up('$f', key_of(name))})"
        for name in _keys(place)
    )
    return f'($f := {_mapped(place)}; $quoted := {quoted}; "AND(" & $join([{", ".join(tests)}], ",") & ")")'


def _keys(place: Place) -> list[str]:
    """The columns by which a record is found."""
    written = place.parameter("columns.matchingColumns")
    return [each for each in written if isinstance(each, str)] if isinstance(written, list) else []


def _column(name: str) -> str:
    """The text of a column in a formula."""
    return f"{{{name}}}&"


def _mapped(place: Place) -> str:
    return mapped_columns(place, place.parameter("columns.value") or {})
