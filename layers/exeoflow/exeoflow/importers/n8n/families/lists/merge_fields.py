"""Merge by fields: the items of two inputs that are alike in some of them."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.families.lists.merge_clashes import clash_of, merged_by, suffixed
from exeoflow.importers.n8n.families.lists.rearranging import field_path
from exeoflow.importers.n8n.jsonata import looked_up, path_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused


def by_fields(place: Place) -> str:
    """JSONata for the items of two inputs that are alike in some fields, or are not."""
    pairs = _fields_to_match(place)
    clash = clash_of(place)
    mode = place.chosen("joinMode", "keepMatches")
    data = place.chosen("outputDataFrom", "both") if mode in {"keepMatches", "keepNonMatches"} else "both"
    is_same = _comparison(place)
    if not pairs and place.node.version >= 3 and not place.flag("advanced"):
        return place.missing("fieldsToMatchString")
    if not pairs:
        raise Refused("setting-unsupported", setting="fieldsToMatch")
    found = f"[$map($in1, function($b, $k) {{ {_all_alike(place, pairs, is_same)} ? $k }})]"
    # n8n hides the setting, and takes it for unset, where one side is what comes out.
    is_asked = data == "both" and mode != "keepNonMatches"
    if is_asked and place.chosen("options.multipleMatches", "all") == "first":
        found = f"[{found}[0]]"
    rows = f'[$map($in0, function($a) {{ {{"a": $a, "m": {found}}} }})]'
    head = f"$rows := {rows}; $matched := [$rows.m]"
    result = _joined_by(place, mode, data, clash)
    joined = f"({_when_one_is_empty(mode, data)} : ({head}; {result}))"
    return joined if place.node.version >= 2.1 else _checked(place, pairs, joined)


def _comparison(place: Place) -> str:
    """The function by which fields are alike."""
    if not place.flag("options.fuzzyCompare"):
        return "$n8_equal"
    # A list or object beside a text is held against it as JSON is written.
    place.note("setting-approximated", setting="options.fuzzyCompare")
    return "$n8_alike"


def _all_alike(place: Place, pairs: list[tuple[str, str]], is_same: str) -> str:
    """JSONata for whether the items `$a` and `$b` are alike in all fields to match."""
    return " and ".join(
        f"{is_same}({looked_up('$a', field_path(place, first))}, "
        f"{looked_up('$b', field_path(place, second))})"
        # Of several fields that are held against the same one n8n takes the last.
        for second, first in {second: first for first, second in pairs}.items()
    )


def _checked(place: Place, pairs: list[tuple[str, str]], joined: str) -> str:
    """The first version of joins failed where no item had a field."""
    present = " and ".join(
        f"$count($filter({items}, function($o) {{ $exists({looked_up('$o', path_of(name))}) }})) > 0"
        for pair in pairs
        for items, name in zip(("$in0", "$in1"), pair, strict=True)
    )
    if place.node.executes_once:  # n8n then hands on all that came, not only the first
        place.note_whole_failure()
    otherwise = "$in0" if place.fails_softly() else '$error("A field is in no item.")'
    return f"({present} ? {joined} : {otherwise})"


def _fields_to_match(place: Place) -> list[tuple[str, str]]:
    if place.node.version >= 3 and not place.flag("advanced"):
        return [(name, name) for name in place.names("fieldsToMatchString")]
    pairs = []
    for row in place.rows("mergeByFields.values"):
        first, second = row.get("field1"), row.get("field2")
        if not (isinstance(first, str) and isinstance(second, str)) or not first or not second:
            raise Refused("setting-unsupported", setting="mergeByFields")
        if is_computed(first) or is_computed(second):
            raise Refused("setting-computed", setting="mergeByFields")
        pairs.append((first, second))
    return pairs


def _when_one_is_empty(mode: str, data: str) -> str:
    """What n8n gives when one of the inputs brought nothing."""
    left_empty, right_empty = "$count($in0) = 0", "$count($in1) = 0"
    either = f"{left_empty} or {right_empty}"
    match mode:
        case "keepMatches":
            return f"{either} ? []"
        case "enrichInput1":
            return f"{either} ? ({left_empty} ? [] : [$in0, $in1])"
        case "enrichInput2":
            return f"{either} ? ({right_empty} ? [] : [$in0, $in1])"
        case "keepNonMatches" if data == "input1":
            return f"{either} ? ({left_empty} ? [] : [$in0, $in1])"
        case "keepNonMatches" if data == "input2":
            return f"{either} ? ({right_empty} ? [] : [$in0, $in1])"
        case _:
            return f"{either} ? [$in0, $in1]"


_UNMATCHED_1: Final = "[$filter($rows, function($row) { $count($row.m) = 0 }).a]"
_UNMATCHED_2: Final = "[$filter($in1, function($b, $k) { $not($k in $matched) })]"


def _joined_by(place: Place, mode: str, data: str, clash: Mapping[str, Any]) -> str:
    resolve = clash.get("resolveClash")
    suffixes = resolve == "addSuffix"
    unmatched_1 = suffixed(_UNMATCHED_1, 1) if suffixes else _UNMATCHED_1
    unmatched_2 = suffixed(_UNMATCHED_2, 2) if suffixes else _UNMATCHED_2
    match mode:
        case "keepMatches":
            return _matched(place, data, clash, mode)
        case "keepEverything":
            return f"[({_matched(place, data, clash, mode)}), ({unmatched_1}), ({unmatched_2})]"
        case "enrichInput1":
            return f"[({_matched(place, 'both', clash, mode)}), ({unmatched_1})]"
        case "enrichInput2":
            return f"[({_matched(place, 'both', clash, mode)}), ({unmatched_2})]"
        case "keepNonMatches":
            return _not_matched(place, data)
    place.note("setting-unknown", setting=f"joinMode: {mode}")
    return "[]"


def _not_matched(place: Place, data: str) -> str:
    match data:
        case "input1":
            return _UNMATCHED_1
        case "input2":
            return _UNMATCHED_2
        case "both":
            first, second = (
                f'[$map({each}, function($o) {{ $merge([$o, {{"_source": "input{number}"}}]) }})]'
                for number, each in ((1, _UNMATCHED_1), (2, _UNMATCHED_2))
            )
            return f"[({first}), ({second})]"
    return _from_nowhere(place, data)


def _from_nowhere(place: Place, data: str) -> str:
    place.note("setting-unknown", setting=f"outputDataFrom: {data}")
    return "[]"


def _matched(place: Place, data: str, clash: Mapping[str, Any], mode: str) -> str:
    match data:
        case "input1":
            return "[$filter($rows, function($row) { $count($row.m) > 0 }).a]"
        case "input2":
            return "[$filter($in1, function($b, $k) { $k in $matched })]"
        case "both":
            merged = _merged_match(place, clash, mode)
            row = f"[$map($row.m, function($k) {{ {merged} }})]"
            return f"$reduce($rows, function($all, $row) {{ $append($all, {row}) }}, [])"
    return _from_nowhere(place, data)


def _merged_match(place: Place, clash: Mapping[str, Any], mode: str) -> str:
    last = "preferInput2" if place.node.version < 3 else "preferLast"
    match clash.get("resolveClash", "preferInput1" if mode == "enrichInput2" else last):
        case "addSuffix":
            return merged_by(clash, '$n8_suffixed($row.a, "_1")', '$n8_suffixed($in1[$k], "_2")')
        case "preferInput1":
            return merged_by(clash, "$in1[$k]", "$row.a")
        case other if other == last:
            return merged_by(clash, "$row.a", "$in1[$k]")
        case other:
            # By one that n8n does not know it makes an item without fields of each match.
            place.note("setting-unknown", setting=f"resolveClash: {other}")
            return "{}"
