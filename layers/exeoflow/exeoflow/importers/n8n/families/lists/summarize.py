"""Summarize: a pivot table of all items, as one item or one for each group."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from exeoflow.importers.n8n.families.lists.rearranging import field_names, field_path
from exeoflow.importers.n8n.jsonata import literal, looked_up, object_of
from exeoflow.importers.n8n.parameters import is_computed, is_true
from exeoflow.importers.n8n.pieces import ALL, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_AGGREGATIONS: Final[Mapping[str, tuple[str, str]]] = {
    # how its name begins in the output, JSONata over the list `$values` of those that are there, or of all
    "append": ("appended_", "$values"),
    "average": ("average_", "$count($numbers) = 0 ? null : $sum($numbers) / $count($numbers)"),
    "concatenate": ("concatenated_", "$join([$map($rows, $n8_joined_row)], $separator)"),
    "countUnique": ("unique_count_", "$n8_unique_count($rows)"),
    "max": ("max_", "$n8_or_null($n8_largest($filled))"),
    "min": ("min_", "$n8_or_null($n8_smallest($filled))"),
    "sum": ("sum_", "$sum($numbers)"),
}
_COUNT: Final = ("count_", "$count($values)")


def translate_summarize(place: Place) -> Piece:
    """What fields have together: in all items, or in those that are alike in other fields."""
    if place.node.kind == "itemLists":
        # Its older form adds texts as texts, and groups by the names of an object, numbers first.
        place.note("setting-approximated", setting="operation: summarize")
    rows = place.rows("fieldsToSummarize.values")
    if not rows and place.node.kind == "summarize":
        return place.listed(place.missing("fieldsToSummarize"), ALL)
    if not rows:
        raise Refused("setting-unsupported", setting="fieldsToSummarize")
    groups = field_names(place, "fieldsToSplitBy") or field_names(place, "fieldsToGroupBy")
    summary = object_of(dict(_summary(place, row) for row in rows))
    fails = _fails(place, rows)
    items, tracked = _by_group(place, groups, summary) if groups else (f"($g := $in; [{summary}])", None)
    if tracked is not None:
        return place.listed(place.unless(fails, items), None, place.unless(fails, tracked, is_tracked=True))
    return place.listed(place.unless(fails, items), None if fails and place.fails_softly() else ALL)


def _by_group(place: Place, groups: Sequence[str], summary: str) -> tuple[str, str | None]:
    """An item for each group, and the same with where it comes from, or one that holds the groups by name."""
    head = f"({_grouped(place, groups)}; "
    if place.chosen("options.outputFormat", "separateItems") == "singleItem":
        keys = "[$map($key.keys, function($o) { $n8_text($o.v) })]"
        group = f"($g := [{_OF_KEY}.j]; $n8_nest($all, {keys}, {summary}))"
        nested = f"$reduce($keys, function($all, $key) {{ {group} }}, {{}})"
        return f"{head}[{nested}])", None
    # n8n puts the field of the first group last.
    depths = {_normal(name): depth for depth, name in reversed([*enumerate(groups)])}
    fields = object_of({name: f'$lookup($key.keys[{depth}], "v")' for name, depth in depths.items()})
    item = f"($g := [{_OF_KEY}.j]; $merge([{summary}, {fields}]))"
    row = f'{{"j": {item}, "k": [{_OF_KEY}.at]}}'
    each, tracked = (f"{head}[$map($keys, function($key) {{ {text} }})])" for text in (item, row))
    return each, tracked


_OF_KEY: Final = "$filter($rows, function($r) { $r.all = $key.all })"


def _fails(place: Place, rows: Sequence[Mapping[str, Any]]) -> str:
    """Whether no item has a field, by which version 1 fails; nothing where it cannot."""
    if place.node.version > 1 or place.flag("options.continueIfFieldNotFound"):
        return ""
    lacking = [
        f"$count($filter($in, function($j) {{ $exists({looked_up('$j', field_path(place, name))}) }})) = 0"
        for row in rows
        if isinstance(name := row.get("field"), str) and name
    ]
    return " or ".join(lacking)


def _grouped(place: Place, groups: Sequence[str]) -> str:
    """JSONata that binds the `$rows`, each with its keys, and the `$keys` that there are, in n8n's order.

    n8n groups by the first field, then each group by the second: what comes first of a field counts first.
    """
    values = [_key(place, looked_up("$j", field_path(place, name))) for name in groups]
    keys = ", ".join(f'{{"v": {value}}}' for value in values)
    firsts = ", ".join(f'"p{depth}": $string([$keys[[0..{depth}]]])' for depth in range(len(groups)))
    row = f'($keys := [{keys}]; {{"j": $j, "at": $i, "keys": $keys, {firsts}, "all": $string($keys)}})'
    rows = f"$rows := [$map($in, function($j, $i) {{ {row} }})]"
    if place.flag("options.skipEmptySplitFields"):
        empty = "$n8_falsy($o.v) and $not($o.v = 0)"
        is_whole = f"$count($filter($r.keys, function($o) {{ {empty} }})) = 0"
        rows += f"; $rows := [$filter($rows, function($r) {{ {is_whole} }})]"
    numbers = ", ".join(
        f'"f{depth}": $filter($rows, function($s) {{ $s.p{depth} = $r.p{depth} }})[0].at'
        for depth in range(len(groups))
    )
    test = "false"
    for depth in reversed(range(len(groups))):
        test = f"$a.f{depth} != $b.f{depth} ? $a.f{depth} > $b.f{depth} : {test}"
    earlier = "$count($filter($rows, function($s, $n) { $n < $k and $s.all = $r.all }))"
    firsts_of = f"$filter($rows, function($r, $k) {{ {earlier} = 0 }})"
    found = f"[$map([{firsts_of}], function($r) {{ $merge([$r, {{{numbers}}}]) }})]"
    return f"{rows}; $keys := [$sort({found}, function($a, $b) {{ {test} }})]"


def _key(place: Place, value: str) -> str:
    """By version 1 a text; else of its own type, but for lists and objects."""
    is_first = place.node.version == 1 or place.node.kind == "itemLists"
    otherwise = "$n8_text($v)" if is_first else "$v"
    return f'($v := {value}; $type($v) in ["object", "array"] ? $string($v) : {otherwise})'


def _summary(place: Place, row: Mapping[str, Any]) -> tuple[str, str]:
    """The name of a field of the output, and JSONata for its value."""
    aggregation = row.get("aggregation", "count")
    name = row.get("field", "")
    if not isinstance(name, str) or is_computed(name) or is_computed(aggregation) or not name:
        raise Refused("setting-computed", setting="fieldsToSummarize")
    prefix, text = (
        _COUNT if aggregation == "count" else _AGGREGATIONS.get(str(aggregation), (None, _COUNT[1]))
    )
    if prefix is None:
        place.note("setting-unknown", setting=f"aggregation: {aggregation}")
    values = f'$all := [$map($g, function($j) {{ {{"v": {looked_up("$j", field_path(place, name))}}} }})]'
    there = '[$filter($all, function($o) { $not($n8_is_nothing($o.v) or $o.v = "") })]'
    rows = "$all" if is_true(row.get("includeEmpty"), "includeEmpty") else there
    bound = (
        f"{values}; $rows := {rows}; $values := {_LISTED.replace('@', '$rows')}; "
        f"$filled := {_LISTED.replace('@', there)}; "
        '$numbers := [$filter($filled, function($e) { $type($e) = "number" })]'
    )
    if aggregation == "concatenate":
        bound += f"; $separator := {_separator(place, row)}"
    return _normal(f"{prefix or _UNKNOWN}{name}"), f"({bound}; {text})"


_LISTED: Final = '$reduce(@, function($l, $o) { $n8_push($l, $n8_or_null($lookup($o, "v"))) }, [])'
_UNKNOWN: Final = "undefined"
"""How n8n begins the name of what it does not know."""


def _separator(place: Place, row: Mapping[str, Any]) -> str:
    separator = row.get("separateBy", ",")
    if separator == "other":
        if not is_computed(row.get("customSeparator")):
            return literal(str(row.get("customSeparator", "")))
        place.note_whole_failure()
        # By nothing JavaScript joins with commas.
        return f"($v := {place.value(row['customSeparator'], 'first')}; $exists($v) ? $js_str($v) : ',')"
    return literal(separator)


def _normal(name: str) -> str:
    """As n8n names fields of the output."""
    return re.sub(r"[ .]", "_", re.sub(r'[\]\["]', "", name))
