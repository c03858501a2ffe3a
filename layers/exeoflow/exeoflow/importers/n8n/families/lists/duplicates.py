"""Remove Duplicates: the first of the items that are alike."""

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.families.lists.rearranging import field_names, one_or
from exeoflow.importers.n8n.families.lists.seen_before import translate_forgetting, translate_seen_before
from exeoflow.importers.n8n.families.parting import parted_by_failure
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import AT, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_OF_ONE_RUN: Final = frozenset({"removeDuplicateInputItems", "removeDuplicates"})


def translate_remove_duplicates(place: Place) -> Piece:
    """Among the items of one run, or against those of earlier runs."""
    operation = place.chosen("operation", "removeDuplicateInputItems")
    if operation == "removeItemsSeenInPreviousExecutions":
        return translate_seen_before(place)
    if operation == "clearDeduplicationHistory":
        return translate_forgetting(place)
    if operation not in _OF_ONE_RUN:
        raise Refused("setting-unsupported", setting=f"operation: {operation}")
    is_flat = place.flag("options.disableDotNotation")
    at = "$n8_lookup($j, $p)" if is_flat else "$n8_field($j, $p, $n8_path($p))"
    keys = f"$keys := {_keys(place, is_flat=is_flat)}"
    fails, kept = _fails(place, at), _kept(place, at)
    if _leaves_by_two_outputs(place):
        return _parted(place, f'({keys}; ({fails}) ? [{{"bad": {_ERROR}}}] : ({kept}; {_GOOD_ROWS}))')

    def made(items: str, *, is_tracked: bool = False) -> str:
        return f"({keys}; {_unless(place, fails, f'({kept}; {items})', is_tracked=is_tracked)})"

    if not _removes_others(place):
        return place.listed(made("[$kept.j]"), one_or(place), made("$kept", is_tracked=True))
    put = "$merge([$o, {$p: $v}])"
    if not is_flat:  # a name with dots may be that of a field
        put = f"($exists($lookup($j, $p)) ? {put} : $n8_set($o, $p, $n8_path($p), $v))"
    picked = f"$reduce($keys, function($o, $p) {{ ($v := {at}; $exists($v) ? {put} : $o) }}, {{}})"
    # n8n counts these items anew when it says what they descend from.
    return place.listed(made(f"[$map([$kept.j], function($j) {{ {picked} }})]"), AT)


def _unless(place: Place, fails: str, items: str, *, is_tracked: bool) -> str:
    """The items; where the node fails and is to go on, its second version gives an error instead of them."""
    if not _gives_an_error(place):
        return place.unless(fails, items, is_tracked=is_tracked)
    if place.node.on_error == "regular":
        place.note("error-text")
        row = f'{{"j": {_ERROR}, "k": 0}}' if is_tracked else _ERROR
        return f"({fails}) ? [{row}] : {items}"
    # The error would leave by an output of its own, which is not made beside all else.
    place.note_whole_failure()
    return place.unless(fails, items, is_tracked=is_tracked)


def _gives_an_error(place: Place) -> bool:
    """Whether a node that fails and is to go on gives an error, and not, as the older ones, its input."""
    return place.node.kind != "itemLists" and place.node.version >= 2


def _leaves_by_two_outputs(place: Place) -> bool:
    """Whether an error takes the place of all items at an output of its own."""
    is_plain = not place.node.always_outputs and not _removes_others(place)
    return _gives_an_error(place) and is_plain and place.node.on_error == "error"


def _parted(place: Place, rows: str) -> Piece:
    """The items that are kept by output 0, or an error, of which nobody knows the item, by output 1."""
    place.note("error-text")
    piece = parted_by_failure(place, rows)
    return replace(piece, pairs={0: piece.pairs[0]})


_ERROR: Final = '{"error": "The values of a field cannot be compared."}'
_GOOD_ROWS: Final = '[$map($kept, function($r) { {"good": $r.j, "n": $r.k} })]'


def _kept(place: Place, at: str) -> str:
    """JSONata for `$kept`, the rows of items that no earlier one is like; `at` is what a key leads to."""
    values = f"[$map($keys, function($p) {{ $n8_or_null({at}) }})]"
    first = (
        "[$filter($rows, function($r, $k) "
        "{ $count($filter($rows, function($s, $n) { $n < $k and $s.key = $r.key })) = 0 })]"
    )
    return (
        f'$rows := [$map($in, function($j, $i) {{ {{"j": $j, "k": $i, "key": $string({values})}} }})]; '
        f"$kept := {first}; "
        # n8n sorts the items and compares neighbours, which parts alike ones where the values have no order.
        f"$kept := $count($kept) = $count($rows) or {_are_ordered(place, at)} ? $kept : "
        f"$n8_apart($rows, {_order(place, at)})"
    )


def _removes_others(place: Place) -> bool:
    """Whether only the fields that are compared stay; n8n hides the setting where all are."""
    is_hidden = place.node.version >= 2 and place.chosen("compare", "allFields") == "allFields"
    return place.flag("options.removeOtherFields") and not is_hidden


def _are_ordered(place: Place, at: str) -> str:
    """JSONata for whether the values of each key have one order."""
    have_one = "$n8_none_whole" if _is_of_kinds(place) else "$n8_all_ordered"
    kinds = f"[$map($in, function($j) {{ $n8_kind({at}) }})]"
    return f"$count($filter($keys, function($p) {{ $not({have_one}({kinds})) }})) = 0"


def _order(place: Place, at: str) -> str:
    """JSONata for a function that compares two items by the first of the keys in which they differ."""
    compare = "$n8_order_of_kinds" if _is_of_kinds(place) else "$n8_order"
    first, second = (f"($j := {item}.j; {at})" for item in ("$a", "$b"))
    differing = f"function($c, $p) {{ $c != 0 ? $c : {compare}({first}, {second}) }}"
    return f"function($a, $b) {{ $reduce($append([0], $keys), {differing}) }}"


def _is_of_kinds(place: Place) -> bool:
    return place.node.kind == "itemLists" and place.node.version >= 3.1


def _keys(place: Place, *, is_flat: bool) -> str:
    """JSONata for the names of the fields that are compared."""
    match place.chosen("compare", "allFields"):
        case "selectedFields":
            names = field_names(place, "fieldsToCompare")
            if not names:
                raise Refused("setting-unsupported", setting="fieldsToCompare")
            return literal(names)
        case "allFieldsExcept":
            names = field_names(place, "fieldsToExclude")
            if not names:
                raise Refused("setting-unsupported", setting="fieldsToExclude")
            # The fields within fields are those of the first item.
            found = _ALL_KEYS if is_flat else "$n8_leaves($in[0])"
            return f"[$filter({found}, function($p) {{ $not($p in {literal(names)}) }})]"
        case "allFields":
            pass
        case other:
            place.note("setting-unknown", setting=f"compare: {other}")
    return _ALL_KEYS if is_flat else _ALL_LEAVES


_ALL_KEYS: Final = "[$distinct($reduce($in, function($l, $o) { $append($l, $keys($o)) }, []))]"
_ALL_LEAVES: Final = "[$distinct($reduce($in, function($l, $o) { $append($l, $n8_leaves($o)) }, []))]"


def _fails(place: Place, at: str) -> str:
    """Whether a field is missing from an item or, but for one version, of several types: there n8n fails."""
    values = f'$v := [$map($in, function($j) {{ {{"v": {at}}} }})]'
    is_bad = "$count($filter($v, function($o) { $not($exists($lookup($o, 'v'))) })) > 0"
    if not _is_of_kinds(place):
        skips_null = place.node.kind != "itemLists" and place.node.version > 1
        counted = "[$filter($v, function($o) { $type($lookup($o, 'v')) != 'null' })]" if skips_null else "$v"
        is_bad += (
            f" or $count($distinct([$map({counted}, function($o) {{ $n8_typeof($lookup($o, 'v')) }})])) > 1"
        )
    found = f"$filter($keys, function($p) {{ ({values}; {is_bad}) }})"
    return f"$count({found}) > 0"
