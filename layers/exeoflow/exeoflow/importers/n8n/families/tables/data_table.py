"""Data tables of n8n: the rows of one are an item of a table, read, and written again where they change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.families.calls import tracked
from exeoflow.importers.n8n.families.static_data import TABLE
from exeoflow.importers.n8n.families.tables.items import Asked, reading, writing
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import OWN, Piece, Step, behind_loop, listed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_OWN_COLUMNS: Final = ("id", "createdAt", "updatedAt")
_HELD: Final = (
    f"$held := $nodes.`{OWN}kept`.data; "
    "$kept := $exists($held) ? $parse($held) : {'last': 0, 'rows': []}; "
    "$rows := [$kept.rows]; $time := $now(); "
)
"""JSONata that binds the rows, and the number of the last that there was."""
_FITS: Final = (
    # What a condition says takes the type of the column, as in the database.
    "$as := function($b, $a) { $type($a) = 'number' ? $n8_number($b) : "
    "$type($a) = 'boolean' ? $n8_boolean($b) : $type($b) in ['number', 'boolean'] ? $n8_text($b) : $b }; "
    "$fits := function($r, $f) { ($a := $lookup($r, $f.column); $none := $n8_is_nothing($a); "
    "$b := $as($f.value, $a); $is := $f.condition; $empty := $n8_is_nothing($f.value); "
    "$is in ['isEmpty', 'isNotEmpty'] ? ($none or $a = '') = ($is = 'isEmpty') : "
    "$is in ['isTrue', 'isFalse'] ? $type($a) = 'boolean' and $a = ($is = 'isTrue') : "
    "$is = 'eq' ? ($empty ? $none : $not($none) and $a = $b) : "
    "$is = 'neq' ? ($empty ? $not($none) : $none or $a != $b) : "
    "$empty ? $error('The value of a condition is nothing.') : "
    "$none or $type($a) != $type($b) ? false : "
    "$is = 'gt' ? $a > $b : $is = 'gte' ? $a >= $b : $is = 'lt' ? $a < $b : $is = 'lte' ? $a <= $b : "
    "$contains($b, '%') ? $error('Only what a text contains can be asked for.') : "
    "$is = 'like' ? $contains($a, $b) : $contains($uppercase($a), $uppercase($b))) }; "
    "$found := [$filter($rows, function($r) { ("
    "$n := $count($filter($item.filters, function($f) { $fits($r, $f) })); "
    "$item.all ? $n = $count($item.filters) : $n > 0 or $count($item.filters) = 0) })]; "
)
"""JSONata that binds the rows that fit the conditions, `$found`."""
_SOME: Final = "$count($item.filters) = 0 ? $error('At least one condition is required') : 0; "
_CHECKED: Final = (
    "$each($item.row, function($v, $k) { $type($v) in ['object', 'array'] ? "
    "$error('unexpected input in the column ' & $k) : 0 }); "
)
_INSERTED: Final = (
    "$last := $kept.last + 1; $times := {'createdAt': $time, 'updatedAt': $time}; "
    "$said := [$merge([{'id': $last}, $item.row, $times])]; "
    "$new := {'last': $last, 'rows': [$rows, $said]}"
)
_CHANGED: Final = (
    "$ids := $found.id; $change := function($r) { $merge([$r, $item.row, {'updatedAt': $time}]) }; "
    "$said := [$map($found, $change)]; $new := {'last': $kept.last, "
    "'rows': [$map($rows, function($r) { $r.id in $ids ? $change($r) : $r })]}"
)
_WRITTEN: Final = " {'row': {'id': $item.id, 'data': $string($new)}, 'said': {'rows': $said}}"
_CONDITIONS: Final = frozenset(
    {"eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "isEmpty", "isNotEmpty", "isTrue", "isFalse"}
)
_CONVERTED: Final[Mapping[str, str]] = MappingProxyType(
    {"string": "$n8_text($v)", "number": "$n8_need_number($v)", "boolean": "$n8_need_boolean($v)"}
)
"""By the type of a column JSONata for a value `$v` of it."""


def translate_data_table(place: Place) -> Piece:
    """Rows lie in an item of a table: they are added, found, changed and deleted there."""
    operation = place.chosen("operation", "insert")
    if place.chosen("resource", "row") != "row" or operation not in _OPERATIONS:
        raise Refused("setting-unsupported", setting=f"operation: {operation}")
    for setting in ("options.dryRun", "options.optimizeBulk"):
        if place.flag(setting):
            raise Refused("setting-unsupported", setting=setting)
    place.note("data-table-kept", table=TABLE)
    place.fail_as_a_whole()
    asked = _OPERATIONS[operation](place)
    parts = {"id": _id(place), **asked.parts}
    makes = Step("transform", {"expression": place.list_of(place.each(object_of(parts)))}, "asked")
    end = listed(place.whole(place.outgoing("[$input.rows]")), pairs=None)
    piece = behind_loop(end, makes, *_way(place, asked))
    each = "[$map([$x.rows], function($r) { {'j': $r, 'k': $n} })]"
    rows = f"[$reduce($input, function($all, $x, $n) {{ $append($all, {each}) }}, [])]"
    return replace(piece, tracked=tracked(place, piece, rows))


def _way(place: Place, asked: Asked) -> tuple[Step, ...]:
    """The steps that read the rows, write them if they change, and say something."""
    if not asked.change:
        return reading(place, _HELD + _FITS + asked.said)
    found = _FITS if "$found" in asked.change else ""
    return writing(place, f"{_HELD}{found}{asked.change};{_WRITTEN}")


def _id(place: Place) -> str:
    """JSONata for the id of the item: by the name of the data table, where that is known."""
    written = place.parameter("dataTableId", "")
    if isinstance(written, Mapping):
        is_name = written.get("mode") == "name"
        name = written.get("cachedResultName") if written.get("mode") == "list" else None
        written = name or written.get("value", "")
        if written and (name or is_name):
            return f'"data-table/" & $lowercase($n8_text({place.value(written)}))'
    text = f"$n8_text({place.value(written)})" if written else place.missing("dataTableId")
    return f'"data-table/" & {text}'


def _row(place: Place) -> dict[str, str]:
    """JSONata for the columns that are set: the mapped ones, or those of the item."""
    if place.chosen("columns.mappingMode", "defineBelow") == "autoMapInputData":
        return {"row": f"$sift($j, function($v, $k) {{ $not($k in {literal(_OWN_COLUMNS)}) }})"}
    values, types = place.parameter("columns.value"), _types(place)
    mapped = values if isinstance(values, Mapping) else {}
    return {"row": object_of({name: _cell(place, each, types.get(name)) for name, each in mapped.items()})}


def _types(place: Place) -> dict[str, str]:
    return {str(each.get("id")): str(each.get("type")) for each in place.rows("columns.schema")}


def _cell(place: Place, written: Any, type_: str | None) -> str:  # noqa: ANN401 - any JSON
    value = f"$n8_or_null({place.value(written)})"
    converted = _CONVERTED.get(type_ or "")
    if converted is None:
        return value
    return f"($v := {value}; $v = null ? null : $type($v) in ['object', 'array'] ? $v : {converted})"


def _filters(place: Place) -> dict[str, str]:
    """JSONata for the conditions, and for whether all of them must hold."""
    found = []
    for row in place.rows("filters.conditions"):
        condition = row.get("condition", "eq")
        if condition not in _CONDITIONS:
            raise Refused("setting-unsupported", setting=f"condition: {condition}")
        column = f"$n8_text({place.value(row.get('keyName', 'id'))})"
        value = f"$n8_or_null({place.value(row.get('keyValue', ''))})"
        found.append(object_of({"column": column, "condition": literal(condition), "value": value}))
    holds_all = literal(place.chosen("matchType", "anyCondition") == "allConditions")
    return {"filters": f"[{', '.join(found)}]", "all": holds_all}


def _get(place: Place) -> Asked:
    said = "$found"
    if place.flag("orderBy"):
        column = literal(place.chosen("orderByColumn", ""))
        down = place.chosen("orderByDirection", "ASC") == "DESC"
        one, other = ("$r", "$l") if down else ("$l", "$r")
        # Nothing comes first, as in SQLite.
        said = (
            f"$sort($found, function($l, $r) {{ "
            f"($a := $lookup({one}, {column}); $b := $lookup({other}, {column}); "
            "$n8_is_nothing($b) ? $not($n8_is_nothing($a)) : $n8_is_nothing($a) ? false : $a > $b) })"
        )
    if place.flag("returnAll"):
        return Asked(_filters(place), f"{{'rows': [{said}]}}")
    limit = place.parameter("limit", 50)
    parts = {**_filters(place), "limit": f"$n8_need_number({place.value(limit)})"}
    return Asked(parts, f"{{'rows': [$filter([{said}], function($v, $p) {{ $p < $item.limit }})]}}")


def _insert(place: Place) -> Asked:
    return Asked(_row(place), change=_CHECKED + _INSERTED)


def _update(place: Place) -> Asked:
    return Asked({**_row(place), **_filters(place)}, change=_CHECKED + _SOME + _CHANGED)


def _upsert(place: Place) -> Asked:
    both = f"$done := $count($found) = 0 ? ({_INSERTED}; [$new, $said]) : ({_CHANGED}; [$new, $said])"
    change = (
        f"{_CHECKED}{_SOME}{both}; $new := $done[0]; $said := [$filter($done, function($v, $p) {{ $p > 0 }})]"
    )
    return Asked({**_row(place), **_filters(place)}, change=change)


def _delete(place: Place) -> Asked:
    left = "[$filter($rows, function($r) { $not($r.id in $found.id) })]"
    change = f"{_SOME}$said := $found; $new := {{'last': $kept.last, 'rows': {left}}}"
    return Asked(_filters(place), change=change)


def _exists(place: Place, holds: str) -> Asked:
    parts = {**_filters(place), "given": "$j"}
    return Asked(parts, f"{{'rows': $count($found) {holds} 0 ? [$item.given] : []}}")


_OPERATIONS: Final[Mapping[str, Callable[[Place], Asked]]] = MappingProxyType(
    {
        "insert": _insert,
        "get": _get,
        "update": _update,
        "upsert": _upsert,
        "deleteRows": _delete,
        "rowExists": lambda place: _exists(place, ">"),
        "rowNotExists": lambda place: _exists(place, "="),
    }
)
