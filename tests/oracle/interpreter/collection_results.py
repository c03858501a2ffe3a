"""What the nodes that work on lists yield, in plain Python: map, sort, limit, aggregate, split and others."""

from collections.abc import Mapping
from functools import reduce
from operator import add, itemgetter
from typing import Final

from tests.oracle.errors import EVALUATION_ERROR, WorkflowError
from tests.oracle.interpreter.templates import required, resolve, resolve_expression, resolve_text
from tests.oracle.json_value import Json
from tests.oracle.jsonata_engine import UNDEFINED, Undefined

KINDS: Final = frozenset({"map", "sort", "limit", "aggregate", "split", "deduplicate"})

_Roots = Mapping[str, Json]


def collection_output(kind: str, config: Json, roots: _Roots) -> Json:
    """Return the output of a node on lists; raises `WorkflowError` where an expression fails."""
    items = _items(config.get("items", "{{ $input }}"), roots)
    match kind:
        case "map":
            return [required(each) for each in _of_each(items, config["expression"], roots)]
        case "sort":
            return _sorted(items, config, roots)
        case "limit":
            offset = _number(config.get("offset", 0), roots)
            return items[offset : offset + _number(config["count"], roots)]
        case "aggregate":
            return _aggregated(items, config, roots)
        case "split":
            size = _number(config["size"], roots)
            return [items[start : start + size] for start in range(0, len(items), size)]
        case "deduplicate":
            return _deduplicated(items, config, roots)
    raise NotImplementedError(kind)


def _items(value: Json, roots: _Roots) -> list[Json]:
    found = resolve_text(value, roots) if isinstance(value, str) else resolve(value, roots)
    if isinstance(found, Undefined):
        return []
    return found if isinstance(found, list) else [found]


def _number(value: Json, roots: _Roots) -> int:
    number = resolve(value, roots)
    if isinstance(number, bool) or not isinstance(number, int):
        raise WorkflowError(*EVALUATION_ERROR)
    return number


def _of_each(items: list[Json], expression: str, roots: _Roots) -> list[Json | Undefined]:
    return [
        resolve_expression(expression, {**roots, "item": item, "index": index})
        for index, item in enumerate(items)
    ]


def _sorted(items: list[Json], config: Json, roots: _Roots) -> list[Json]:
    keys = _of_each(items, config.get("expression", "$item"), roots)
    keyed = [(key, item) for key, item in zip(keys, items, strict=True) if key is not UNDEFINED]
    if len(keyed) > 1 and not (_are(str, keyed) or _are(int | float, keyed)):
        raise WorkflowError(*EVALUATION_ERROR)
    is_descending = config.get("order") == "descending"
    keyed.sort(key=itemgetter(0), reverse=is_descending)
    rest = [item for key, item in zip(keys, items, strict=True) if key is UNDEFINED]
    return [item for _, item in keyed] + rest


def _are(kind: object, keyed: list[tuple[Json, Json]]) -> bool:
    return all(isinstance(key, kind) and not isinstance(key, bool) for key, _ in keyed)  # type: ignore[arg-type]


def _aggregated(items: list[Json], config: Json, roots: _Roots) -> Json:
    columns = {
        value["name"]: (value["function"], _of_each(items, value.get("expression", "$item"), roots))
        for value in config["values"]
    }
    if config.get("group_by") is None:
        return _summaries(columns, range(len(items)))
    groups: list[tuple[Json, list[int]]] = []
    for row, key in enumerate(_of_each(items, config["group_by"], roots)):
        if key is not UNDEFINED:
            _rows_of(key, groups).append(row)
    return [{"key": key, **_summaries(columns, rows)} for key, rows in groups]


def _rows_of(key: Json, groups: list[tuple[Json, list[int]]]) -> list[int]:
    for known, rows in groups:
        if _same(known, key):
            return rows
    groups.append((key, []))
    return groups[-1][1]


def _summaries(columns: dict[str, tuple[str, list[Json]]], rows: range | list[int]) -> Json:
    return {
        name: _summary(function, _flat([values[row] for row in rows if values[row] is not UNDEFINED]))
        for name, (function, values) in columns.items()
    }


def _flat(values: list[Json]) -> list[Json]:
    return [part for value in values for part in (value if isinstance(value, list) else [value])]


def _summary(function: str, values: list[Json]) -> Json:  # noqa: PLR0911 - one case per function
    if function in ("list", "count"):
        return values if function == "list" else len(values)
    if function in ("sum", "average", "min", "max") and not _are(
        int | float, [(each, None) for each in values]
    ):
        raise WorkflowError(*EVALUATION_ERROR)
    if function == "sum":
        return reduce(add, values, 0)
    if not values:
        return None
    match function:
        case "average":
            average = reduce(add, values) / len(values)
            return int(average) if average.is_integer() else average
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "first":
            return values[0]
        case "last":
            return values[-1]
    raise NotImplementedError(function)


def _deduplicated(items: list[Json], config: Json, roots: _Roots) -> list[Json]:
    kept: list[tuple[Json | Undefined, Json]] = []
    keys = _of_each(items, config.get("expression", "$item"), roots)
    for key, item in zip(keys, items, strict=True):
        if key is UNDEFINED or not any(_same(known, key) for known, _ in kept):
            kept.append((key, item))
    return [item for _, item in kept]


def _same(one: Json, other: Json) -> bool:
    """Whether JSON values are equal; Python's true equals 1."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
