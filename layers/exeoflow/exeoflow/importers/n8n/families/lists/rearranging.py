"""The nodes that make other lists of a list: Split Out, Aggregate, Limit, Sort and the like."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from exeoflow.importers.n8n.computed_values import ITEMS
from exeoflow.importers.n8n.families.code import translate_sort_by_code
from exeoflow.importers.n8n.families.files.answers import IN_ROWS
from exeoflow.importers.n8n.jsonata import FieldPath, assigned, key_of, literal, looked_up, path_of, without
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import ALL, AT, NO_FILES, Piece
from exeoflow.importers.n8n.place import INDEXED, Place
from exeoflow.importers.n8n.reasons import Refused

_MISSING_SINCE: Final = 2.1
"""The version of Item Lists since which an item may lack a field."""
_ANY_KIND_SINCE: Final = 2.2
"""The one since which a value that is no list is taken for a list of one."""


def field_names(place: Place, path: str) -> list[str]:
    """Names of fields: between commas, or as the first versions of Item Lists have them."""
    value = place.parameter(path)
    if isinstance(value, Mapping):
        rows = value.get("fields")
        found = (
            [row.get("fieldName") for row in rows if isinstance(row, Mapping)]
            if isinstance(rows, list)
            else []
        )
        names = [each.strip() for each in found if isinstance(each, str)]
        if any(map(is_computed, names)):
            raise Refused("setting-computed", setting=path)
        return [name for name in names if name]
    return place.names(path)


def field_path(place: Place, name: str) -> FieldPath:
    """The path that a field's name is, which may be without dots."""
    return key_of(name) if place.flag("options.disableDotNotation") else path_of(name)


# Split Out


def translate_split_out(place: Place) -> Piece:
    """An item for each element of a field."""
    kinds = _kinds_needed(place)
    names = _names_to_split(place)
    if not names and place.node.kind == "splitOut":
        return place.listed("[]")
    if not names or "$binary" in names:
        raise Refused("setting-unsupported", setting="fieldToSplitOut")
    destinations = _destinations(place, names)
    values = [looked_up("$j", field_path(place, name)) for name in names]
    body = _elements(values, kinds, _row_of_elements(place, names, destinations))
    rows = _all_rows(body)
    tracked = _all_rows(f'[$map({body}, function($x) {{ {{"j": $x, "k": $i}} }})]')
    if kinds is not None and place.fails_softly():
        types = " and ".join(f"$n8_kind({text}) in {literal(kinds)}" for text in values)
        fails = f"$count($filter($in, function($j) {{ $not({types}) }})) > 0"
        rows = place.unless(fails, rows)
        tracked = place.unless(fails, tracked, is_tracked=True)
    return place.listed(rows, one_or(place), tracked)


def _is_before(place: Place, version: float) -> bool:
    """Whether it is Item Lists, from which the other nodes come, before a version."""
    return place.node.kind == "itemLists" and place.node.version < version


def _is_first(place: Place) -> bool:
    """Whether it is the first version of Item Lists, which takes one list apart."""
    return _is_before(place, 2)


def _kinds_needed(place: Place) -> list[str] | None:
    """The kinds of values that the version takes apart, where it fails for others."""
    if _is_first(place):
        return ["array"]
    if _is_before(place, _MISSING_SINCE):
        return ["object", "array"]
    return ["object", "array", "missing"] if _is_before(place, _ANY_KIND_SINCE) else None


def _names_to_split(place: Place) -> list[str]:
    """The fields that are taken apart."""
    names = place.names("fieldToSplitOut")
    if _is_first(place) and len(names) > 1:
        raise Refused("setting-unsupported", setting="fieldToSplitOut")
    return names if _is_before(place, 3) else [name.removeprefix("$json.") for name in names]


_INDEXED: Final = INDEXED % ITEMS
"""Each item and its position."""


def _destinations(place: Place, names: list[str]) -> list[str]:
    destinations = place.names("options.destinationFieldName")
    if not destinations:
        return [""] * len(names)
    if len(destinations) != len(names):
        raise Refused("setting-unsupported", setting="options.destinationFieldName")
    return destinations


def _elements(values: list[str], kinds: list[str] | None, row: str) -> str:
    """JSONata for the rows that an item becomes: `$e0`, `$e1` ... are its lists, `$k` the place in them."""
    take = "$n8_elements(%s)" if kinds is None else f"$n8_need_elements(%s, {literal(kinds)})"
    bound = "; ".join(f"$e{number} := {take % value}" for number, value in enumerate(values))
    sizes = ", ".join(f"$count($e{number})" for number in range(len(values)))
    return (
        f"({bound}; $size := $max([{sizes}]); $size = 0 ? [] : "
        f"[$map([0..$size - 1], function($k) {{ {row} }})])"
    )


def _row_of_elements(place: Place, names: list[str], destinations: list[str]) -> str:
    """JSONata for one row: the elements at a place of the lists, and what else of the item is kept."""
    include = place.chosen("include", "noOtherFields")
    element = _element(place, names, destinations, include)
    kept = _kept(place, include, names)
    if kept is None:
        return element
    is_kept_last = include == "selectedOtherFields" and not _is_first(place)
    return f"$merge([{element}, {kept}])" if is_kept_last else f"$merge([{kept}, {element}])"


def _element(place: Place, names: list[str], destinations: list[str], include: str) -> str:
    if len(names) == 1 and include == "noOtherFields" and not destinations[0]:
        # Fields of an object are spread over the item; a list is spread by its positions.
        spread = f"$n8_spread($e0[$k], {literal(names[0])})"
        return f"($e0[$k] = null ? {{}} : {spread})" if _is_first(place) else spread
    pairs = ", ".join(
        f"$k < $count($e{number}) ? {{{literal(destination or names[number])}: $e{number}[$k]}} : {{}}"
        for number, destination in enumerate(destinations)
    )
    return f"$merge([{pairs}])"


def _kept(place: Place, include: str, names: list[str]) -> str | None:
    match include:
        case "noOtherFields":
            return None
        case "allOtherFields":
            text = "$j"
            for name in names:
                text = without(text, field_path(place, name))
            return text
        case "selectedOtherFields":
            chosen = field_names(place, "fieldsToInclude")
            if not chosen:
                raise Refused("setting-unsupported", setting="fieldsToInclude")
            if _is_first(place):
                chosen = [name for name in chosen if name not in names]
            pairs = ", ".join(
                f"{literal(name)}: {looked_up('$j', field_path(place, name))}" for name in chosen
            )
            return f"{{{pairs}}}"
    place.note("setting-unknown", setting=f"include: {include}")
    return None


def _all_rows(body: str) -> str:
    return f"$reduce($in, function($all, $j, $i) {{ $append($all, {body}) }}, [])"


def one_or(place: Place) -> str | None:
    """All output items descend from the only input item, else nobody knows which."""
    return "0" if place.takes_one else None


# Aggregate


_GATHERED: Final = (
    "$reduce(%s, function($all, $f) { $type($f) = 'object' ? $reduce($keys($f), function($a, $k) {"
    " $merge([$a, {$n8_free_name($keys($a), $k, 0): $lookup($f, $k)}]) }, $all) : $all }, {})"
)


def translate_aggregate(place: Place) -> Piece:
    """One item of all items."""
    if place.names("options.groupByFields"):
        raise Refused("setting-unsupported", setting="options.groupByFields")
    is_whole = place.chosen("aggregate", "aggregateIndividualFields") == "aggregateAllItemData"
    made, fails = (_all_items(place), "") if is_whole else _of_fields(place)
    item = place.unless(fails, made)
    piece = place.listed(item, None if fails and place.fails_softly() else ALL)
    if not place.flag("options.includeBinaries"):
        return piece
    if fails:
        place.note_whole_failure()
    if is_whole and (place.parameter("fieldsToExclude") or place.parameter("fieldsToInclude")):
        # Of an item of which no field is left n8n leaves the files out, too.
        place.note("setting-approximated", setting="options.includeBinaries")
        return piece
    if place.flag("options.keepOnlyUnique"):
        place.note("setting-approximated", setting="options.keepOnlyUnique")
    return replace(piece, handing_on=lambda: _with_files(place, piece, item))


def _with_files(place: Place, piece: Piece, item: str) -> Piece | None:
    """The item with the files of all items; one whose name is taken has a number behind it, as in n8n."""
    match place.known_files():
        case None:
            return None
        case files if files == NO_FILES:
            return replace(piece, files=NO_FILES)
        case files:
            listed = f"$map($in, function($j, $i) {{ $n8_or_null({files}) }})"
    row = f'"j": $o, "k": [$map($in, function($v, $n) {{ $n }})], "f": {_GATHERED % listed}'
    rows = f"[$map({item}, function($o) {{ {{{row}}} }})]"
    return replace(place.from_rows(place.list_of(rows)), files=IN_ROWS)


def _all_items(place: Place) -> str:
    written = place.parameter("destinationFieldName", "data")
    if is_computed(written):
        place.note_whole_failure()
    destination = place.value(written, "first")
    kept_fields = place.chosen("include", "allFields")
    exclude = field_names(place, "fieldsToExclude") if kept_fields == "allFieldsExcept" else []
    include = field_names(place, "fieldsToInclude") if kept_fields == "specifiedFields" else []
    items = "$in"
    if exclude or include:
        tests = []
        if exclude:
            tests.append(f"$not($n in {literal(exclude)})")
        if include:
            tests.append(f"$n in {literal(include)}")
        kept = f"$merge([{{}}, $each($j, function($v, $n) {{ {' and '.join(tests)} ? {{$n: $v}} : {{}} }})])"
        items = f"[$filter([$map($in, function($j) {{ {kept} }})], function($o) {{ $count($keys($o)) > 0 }})]"
    return f"[{{$n8_text({destination}): {items}}}]"


def _of_fields(place: Place) -> tuple[str, str]:
    """JSONata for the item, and for whether n8n fails."""
    rows = place.rows("fieldsToAggregate.fieldToAggregate")
    if not rows:
        return _without_fields(place), ""
    merges, keeps = place.flag("options.mergeLists"), place.flag("options.keepMissing")
    dots = not place.flag("options.disableDotNotation")
    named = [(row, _name_to_aggregate(row)) for row in rows]
    outputs = [row.get("outputFieldName", "") if row.get("renameField") else name for row, name in named]
    fails = ["true"] if len({str(each) for each in outputs}) < len(outputs) else []
    steps = ["$o := {}"]
    for row, name in named:
        if _is_before(place, _MISSING_SINCE):
            fails.extend(_checks(place, name, keeps=keeps))
        if not name:
            continue
        path = field_path(place, name)
        target = field_path(place, _output_name(row, name, dots=dots))
        steps.append(f"$o := {assigned('$o', target, _gathered(path, merges=merges, keeps=keeps))}")
    return f"[({'; '.join(steps)}; $o)]", " or ".join(fails)


def _without_fields(place: Place) -> str:
    if place.node.kind != "aggregate":
        raise Refused("setting-unsupported", setting="fieldsToAggregate")
    # What an export leaves out is one row without a field.
    is_left_out = place.parameter("fieldsToAggregate") is None
    return "[{}]" if is_left_out else place.missing("fieldsToAggregate")


def _name_to_aggregate(row: Mapping[str, Any]) -> str:
    name = row.get("fieldToAggregate", "")
    if not isinstance(name, str) or is_computed(name):
        raise Refused("setting-computed", setting="fieldsToAggregate")
    return name


def _checks(place: Place, name: str, *, keeps: bool) -> list[str]:
    """JSONata for whether no item has a field, where older versions fail."""
    may_lack = keeps and not ("." in name and place.flag("options.disableDotNotation"))
    if name and may_lack:
        return []
    value = looked_up("$j", field_path(place, name)) if name else "[][0]"
    return [_is_in_none(value)]


def _is_in_none(value: str) -> str:
    """JSONata for whether no item has a field; a list without elements is one, too."""
    return f"$count($filter($in, function($j) {{ $exists({value}) }})) = 0"


def _output_name(row: Mapping[str, Any], name: str, *, dots: bool) -> str:
    output = row.get("outputFieldName") if row.get("renameField") else None
    if is_computed(output) or is_computed(row.get("renameField")):
        raise Refused("setting-computed", setting="outputFieldName")
    if isinstance(output, str) and output:
        return output
    return name.rpartition(".")[2] if dots else name


def _gathered(path: FieldPath, *, merges: bool, keeps: bool) -> str:
    value = looked_up("$j", path)
    added = "$type($v) = 'array' ? $append($l, $v) : $append($l, [$v])" if merges else "$n8_push($l, $v)"
    if keeps:
        added = added.replace("$v", "$n8_or_null($v)") if not merges else added
        return f"$reduce($in, function($l, $j) {{ ($v := $n8_or_null({value}); {added}) }}, [])"
    # Not by $filter, which would leave one list that stands alone in a list without the list around it.
    some = "$reduce($v, function($s, $e) { $type($e) = 'null' ? $s : $n8_push($s, $e) }, [])"
    kept = f"$type($v) = 'array' ? {some} : $v"
    return (
        f"$reduce($in, function($l, $j) {{ ($v := {value}; $n8_is_nothing($v) ? $l : "
        f"($v := {kept}; {added})) }}, [])"
    )


# Limit, Sort


def translate_limit(place: Place) -> Piece:
    """The first or the last items."""
    keep = place.chosen("keep", "firstItems")
    if keep not in {"firstItems", "lastItems"}:
        place.note("setting-unknown", setting=f"keep: {keep}")
    head, count, rest = _cut(place)
    kept, pairs = (f"$k < {count}", AT) if keep == "firstItems" else (f"$k >= {rest}", one_or(place))
    items, rows = (
        f"{head}[$filter({each}, function($v, $k) {{ {kept} }})]{')' if head else ''}"
        for each in ("$in", _INDEXED)
    )
    return place.listed(items, pairs, rows)


def _cut(place: Place) -> tuple[str, str, str]:
    """JSONata for what is bound before, the end of the first items, and the beginning of the last ones.

    JavaScript cuts lists by texts of numbers, too, by whole numbers only, and from the end by those below 0.
    """
    written = place.parameter("maxItems", 1)
    if isinstance(written, int) and not isinstance(written, bool) and written >= 0:
        return "", str(written), f"$count($in) - {written}"
    if is_computed(written):
        place.note_whole_failure()
    value = place.spelled(written, "first") or place.value(written, "first")
    endless = '$m = "Infinity" ? $count($in) : $m = "-Infinity" ? -$count($in) : '
    head = f"($m := {value}; $x := {endless}$n8_number($m); "
    count = "$x < 0 ? $count($in) + $ceil($x) : $floor($x)"
    end = f"($not($exists($m)) ? $count($in) : $not($exists($x)) ? 0 : {count})"
    return head, end, "($exists($x) ? $floor($count($in) - $x) : 0)"


def translate_sort(place: Place) -> Piece:
    """The items in the order of fields."""
    match place.chosen("type", "simple"):
        case "code":
            place.note_whole_failure()
            return translate_sort_by_code(place)
        case "simple":
            pass
        case "random":
            return place.listed("[$shuffle($in)]", None, f"[$shuffle({_INDEXED})]")
        case other:
            raise Refused("setting-unsupported", setting=f"type: {other}")
    rows = place.rows("sortFieldsUi.sortField")
    if not rows:
        return place.without("sortFieldsUi")
    fields = [_sort_field(place, row) for row in rows]
    sorted_ = _sorted_rows(fields)
    lacking = " or ".join(_is_in_none(looked_up("$j", path)) for path, _ in fields)
    return place.listed(
        place.unless(lacking, f"({sorted_}; [$rows.j])"),
        one_or(place),
        place.unless(lacking, f"({sorted_}; [$rows])", is_tracked=True),
    )


def _sorted_rows(fields: list[tuple[FieldPath, str]]) -> str:
    """JSONata that binds `$rows`: the items with the positions where they stood, in the order of fields."""
    order = "0"
    for path, sign in reversed(fields):
        first, second = (f"$n8_sort_key({looked_up(each, path)})" for each in ("$a.j", "$b.j"))
        # Not with the sides changed: where neither is less, n8n turns that round as well.
        order = f"($c := {sign}$n8_order({first}, {second}); $c != 0 ? $c : {order})"
    values = [looked_up("$j", path) for path, _ in fields]
    alike = " and ".join(
        f"$n8_all_ordered([$map($in, function($j) {{ $n8_kind({each}) }})])" for each in values
    )
    return (
        f"$order := function($a, $b) {{ {order} }}; $rows := {_INDEXED}; "
        f"$rows := {alike} ? $sort($rows, function($a, $b) "
        "{ ($c := $order($a, $b); $c = 0 ? $a.k > $b.k : $c > 0) }) : $n8_inserted($rows, $order)"
    )


def _sort_field(place: Place, row: Mapping[str, Any]) -> tuple[FieldPath, str]:
    """The path of a field and the sign of its direction."""
    name = row.get("fieldName", "")
    order = row.get("order", "ascending")
    if not isinstance(name, str) or is_computed(name) or order not in {"ascending", "descending"}:
        raise Refused("setting-computed", setting="sortFieldsUi")
    return field_path(place, name), "" if order == "ascending" else "-"
