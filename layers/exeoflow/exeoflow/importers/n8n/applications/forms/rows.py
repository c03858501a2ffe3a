"""The fields that a node sends: names with values, columns that it maps, or those of the item."""

from collections.abc import Mapping, Sequence
from typing import Any

from exeoflow.importers.n8n.jsonata import literal, parsed
from exeoflow.importers.n8n.parameters import computes
from exeoflow.importers.n8n.place import Place


def rows_as_object(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """A list of names and values as an object; a text is one in JSON."""
    if isinstance(written, str):
        return parsed(place.value(written))
    rows = written if isinstance(written, list) else [written]
    pairs = []
    for row in rows:
        if not isinstance(row, Mapping):
            continue
        key = next(
            (row[each] for each in ("key", "name", "fieldId", "column", "property", "field") if each in row),
            None,
        )
        if isinstance(key, Mapping):
            key = key.get("value")
        value = next((row[each] for each in ("value", "fieldValue") if each in row), "")
        if key is not None:
            pairs.append(f"{{$n8_field_text({place.value(key)}): {place.value(value)}}}")
    return f"$merge([{', '.join(pairs)}])"


def without_fields(names: Sequence[str], fields: str = "$j") -> str:
    """The fields of an object, the item's unless another is given, but for those of the names."""
    return f"$sift({fields}, function($v, $k) {{ $not($k in {literal(names)}) }})" if names else fields


def mapped_columns(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """The fields that a node maps: each by itself, or the item's own."""
    mode = place.parameter("columns.mappingMode", place.parameter("dataMode", "defineBelow"))
    if mode in ("autoMapInputData", "autoMapInputData ", "autoMap"):
        return "$j"
    if isinstance(written, list):
        return rows_as_object(place, written)
    return place.value(written) if isinstance(written, Mapping) or computes(written) else "$j"
