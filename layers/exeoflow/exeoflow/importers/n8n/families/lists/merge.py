"""Merge: what its inputs carried, joined."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.families.lists.merge_clashes import clash_of, merged_by, suffixed
from exeoflow.importers.n8n.families.lists.merge_fields import by_fields
from exeoflow.importers.n8n.families.lists.merge_sql import asked_by_sql
from exeoflow.importers.n8n.jsonata import literal, looked_up, path_of
from exeoflow.importers.n8n.kinds import needs_both
from exeoflow.importers.n8n.pieces import AT, INPUTS, MAIN, OWN, Link, Origins, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_MAX_INPUTS: Final = 50
_BRANCHES: Final = (None, "empty", "input1", "input2", "specifiedInput")
"""What Merge may hand on of a branch; by anything else it is run, and hands on nothing."""
_SIZES: Final[Mapping[str, str]] = {
    "inner": "$min([$count($in0), $count($in1)])",
    "left": "$count($in0)",
    "outer": "$max([$count($in0), $count($in1)])",
}
_OLD_MODES: Final[Mapping[str, str]] = {
    "mergeByIndex": "position",
    "mergeByPosition": "position",
    "combineByPosition": "position",
    "multiplex": "all",
    "combineAll": "all",
    "mergeByFields": "fields",
    "combineByFields": "fields",
}


def translate_merge(place: Place) -> Piece:
    """Waits for its inputs; those that can bring nothing any more count as empty."""
    if place.node.version >= 3 and place.chosen("mode", "append") == "combineBySql":
        return asked_by_sql(place, *waiting(place), _inputs(place))
    items = _joined_items(place)
    piece = joined(place, items)
    return replace(piece, tracked=_tracked(place, items)) if _keeps_pairs(place) else piece


def translate_disabled_merge(place: Place) -> Piece:
    """A node of several inputs that is switched off waits for them, too, and hands on the first."""
    return _tracked(place, _if_both(place, "[$in0]"))


def _keeps_pairs(place: Place) -> bool:
    """Whether each item that comes out is made of the fields of those it comes from."""
    mode = place.chosen("mode", "append")
    if place.node.version < 2:
        return mode in {"append", "passThrough"}
    return mode != "chooseBranch" or place.parameter("output") != "empty"


def _tracked(place: Place, items: str) -> Piece:
    """The same of items with their positions in fields, which the last step takes out."""
    named = [f"exeoflow:from{number}" for number in range(_count(place))]
    marked = "".join(
        f"$in{number} := [$map($in{number}, function($o, $k) {{ $merge([$o, {{{literal(name)}: $k}}]) }})]; "
        for number, name in enumerate(named)
    )
    piece = joined(place, items, before=marked)
    rows, last = replace(piece.steps[-1], suffix="rows", stops_when_empty=False), piece.steps[-1]
    plain = place.whole(_outgoing(place, "[$map($input, $n8_untold)]"))
    at = f"$nodes.`{OWN}rows`[{AT}]"
    return replace(
        piece,
        steps=(*piece.steps[:-1], rows, replace(last, config={"expression": plain})),
        links=(*piece.links[:-1], Link(INPUTS, "rows"), Link("rows", MAIN)),
        pairs={
            0: Origins(
                {
                    number: f"[$lookup({at}, {literal(name)}), "
                    f"$lookup({at}, {literal(f'{name}_{number + 1}')})]"
                    for number, name in enumerate(named)
                }
            )
        },
        begins=(INPUTS,),
    )


def waiting(place: Place) -> tuple[list[Step], Step, str]:
    """The steps by which items come in, one that waits for all, and JSONata that binds `$in0`, `$in1` ..."""
    passes = [Step("transform", {"expression": "$input"}, f"input{number}") for number in place.inputs]
    # Executed once, it takes the first item of each; switched off, it hands on what comes.
    first = "[0]" if place.node.executes_once and not place.node.is_disabled else ""
    bound = "".join(
        f"$in{number} := $exists($input.`{OWN}input{number}`) ? [$input.`{OWN}input{number}`{first}] : []; "
        if number in place.inputs
        else f"$in{number} := []; "
        for number in range(_count(place))
    )
    return passes, Step("merge", {"mode": "object"}, INPUTS), bound


def joined(place: Place, items: str, *, before: str = "") -> Piece:
    """A piece that waits for all inputs: `$in0`, `$in1` ... are their lists."""
    passes, wait, bound = waiting(place)
    expression = place.whole(f"{bound}{before}{_outgoing(place, items)}")
    main = Step("transform", {"expression": expression}, stops_when_empty=True)
    links = (*(Link(each.suffix, INPUTS) for each in passes), Link(INPUTS, MAIN))
    entries = {number: f"input{number}" for number in place.inputs}
    return Piece(
        (*passes, wait, main),
        links,
        entries or {0: "input0"},
        hides_empty_runs=_needs_both(place) and place.parameter("output") in _BRANCHES,
    )


def unless_held_up(piece: Piece, held: str, inputs: int) -> Piece:
    """The piece of a node that is not run with less than all its inputs where `held` says so, in JSONata."""
    runs = f"$count($keys($input)) = {inputs} or $not({held})"
    gate = Step("condition", {"expression": runs}, "runs")
    links = (
        replace(each, source="runs", handle="true") if each.source == INPUTS else each for each in piece.links
    )
    first = next(each.target for each in piece.links if each.source == INPUTS)
    return replace(
        piece,
        steps=(*piece.steps, gate),
        links=(*links, Link(INPUTS, "runs")),
        begins=tuple(first if each == INPUTS else each for each in piece.begins),
        tracked=None if piece.tracked is None else unless_held_up(piece.tracked, held, inputs),
    )


def _needs_both(place: Place) -> bool:
    """Whether it waits for both of its first two inputs: with only the first one drawn n8n sees one input."""
    return needs_both(place.node) and any(place.inputs)


def _outgoing(place: Place, items: str) -> str:
    """The items that come out; what is not run does not always output either."""
    return items if _needs_both(place) else place.outgoing(items)


def _count(place: Place) -> int:
    return max(_inputs(place), max(place.inputs, default=0) + 1)


def _inputs(place: Place) -> int:
    if place.node.kind != "merge" or place.node.version < 3:
        return 2
    count = int(place.number("numberInputs", 2))
    if not 1 <= count <= _MAX_INPUTS:
        raise Refused("setting-unsupported", setting="numberInputs")
    return count


def _joined_items(place: Place) -> str:
    mode = place.chosen("mode", "append")
    if mode == "append":
        return f"[{', '.join(f'$in{number}' for number in range(_inputs(place)))}]"
    if place.node.version < 2:
        return _first_version(place, mode)
    if mode == "chooseBranch":
        return _chosen_branch(place)
    if mode != "combine":
        return _unknown(place, f"mode: {mode}")
    path = "combinationMode" if place.node.version < 3 else "combineBy"
    by = place.chosen(path, "combineByFields")
    match _OLD_MODES.get(by):
        case "position":
            return _by_position(place)
        case "all":
            return _all_combinations(place)
        case "fields":
            return by_fields(place)
    return _unknown(place, f"{path}: {by}")


def _unknown(place: Place, setting: str) -> str:
    """What comes out by a value that n8n does not know: nothing, but version 3 fails by it."""
    place.note("setting-unknown", setting=setting)
    return "[]" if place.node.version < 3 else f"$error({literal(f'There is no such {setting}.')})"


def _first_version(place: Place, mode: str) -> str:
    match mode:
        case "passThrough":
            return "$in0" if place.chosen("output", "input1") == "input1" else "$in1"
        case "wait":
            return "[{}]"
        case "multiplex":
            return _all_of("$in0", "$in1", "$merge([$a, $b])")
        case "mergeByIndex":
            return _by_index(place, place.chosen("join", "left"))
        case "mergeByKey" | "keepKeyMatches" | "removeKeyMatches":
            return _by_key(place, mode)
    return _unknown(place, f"mode: {mode}")


def _by_index(place: Place, join: str) -> str:
    merged = "[$map([0..$size - 1], function($k) { $merge([$in0[$k], $in1[$k]]) })]"
    count = _SIZES.get(join)
    if count is None:
        # n8n joins the others as by `left`, but not where one of the inputs is empty.
        place.note("setting-unknown", setting=f"join: {join}")
        others = f"($size := {_SIZES['left']}; {merged})"
        return f"$count($in0) = 0 ? $in1 : $count($in1) = 0 ? [] : {others}"
    return f"($size := {count}; $size = 0 ? [] : {merged})"


def _by_key(place: Place, mode: str) -> str:
    """A text or number is looked up among the texts of the other input's keys; the last of several wins."""
    written = [place.chosen(name, "") for name in ("propertyName1", "propertyName2")]
    overwrite = place.chosen("overwrite", "always")
    if overwrite not in {"always", "undefined", "blank"}:
        place.note("setting-unknown", setting=f"overwrite: {overwrite}")
    if not all(written):
        return "[]" if mode == "keepKeyMatches" else "$in0"
    first, second = (path_of(name) for name in written)
    keyed = f"[$filter($in1, function($b) {{ $not($n8_falsy({looked_up('$b', second)})) }})]"
    key = f"$k := {looked_up('$a', first)}"
    is_key = '$type($k) in ["string", "number"]'
    found = f"[$filter($keyed, function($b) {{ $n8_text({looked_up('$b', second)}) = $n8_text($k) }})]"
    match mode:
        case "mergeByKey":
            taken = _overwritten(overwrite, written[1])
            row = f"({key}; $m := {found}; $count($m) = 0 ? $a : ($b := $m[-1]; {taken}))"
            kept = f"($k := {looked_up('$a', first)}; {is_key} or $type($k) = 'null')"
            # Items whose key is missing, or is no text and no number, are left out.
            body = f"[$map([$filter($in0, function($a) {{ {kept} }})], function($a) {{ {row} }})]"
        case "keepKeyMatches":
            body = f"[$filter($in0, function($a) {{ ({key}; {is_key} and $count({found}) > 0) }})]"
        case _:
            body = f"[$filter($in0, function($a) {{ ({key}; $not({is_key} and $count({found}) > 0)) }})]"
    return f"($keyed := {keyed}; {body})"


def _overwritten(overwrite: str, key: str) -> str:
    """The fields of `$b` but its key, put into `$a` where that may be."""
    own = f"$o := $n8_without($b, {literal(key)})"
    match overwrite:
        case "always":
            return f"({own}; $merge([$a, $o]))"
        case "undefined":
            return f"({own}; $merge([$o, $a]))"
        case "blank":
            blank = "$v := $lookup($a, $n); $n8_is_nothing($v) or $v = ''"
            return f"({own}; $merge([$a, $each($o, function($w, $n) {{ ({blank}) ? {{$n: $w}} : {{}} }})]))"
        case _:
            return "$a"


def _chosen_branch(place: Place) -> str:
    return _if_both(place, _of_branch(place))


def _if_both(place: Place, items: str) -> str:
    """JSONata for items, or for none where one of two inputs that are needed has nothing."""
    if not _needs_both(place):
        return items
    return f"($count($in0) = 0 or $count($in1) = 0 ? [] : {items})"


def _of_branch(place: Place) -> str:
    output = place.chosen("output", "input1" if place.node.version < 3 else "specifiedInput")
    match output:
        case "empty":
            return "[{}]"
        case "input1":
            return "$in0"
        case "input2":
            return "$in1"
        case "specifiedInput":
            number = int(place.number("useDataOfInput", 1)) - 1
            if number > 1:  # It may be empty where the node is run.
                place.note("setting-approximated", setting="useDataOfInput")
            if 0 <= number < _inputs(place):
                return f"$in{number}"
    place.note("setting-unknown", setting=f"output: {output}")
    return "[]"


def _by_position(place: Place) -> str:
    clash = clash_of(place)
    count = _inputs(place)
    lists, order = _by_clash(place, str(clash.get("resolveClash", "preferLast")), count)
    unpaired = place.flag("options.includeUnpaired")
    sizes = ", ".join(f"$count($in{number})" for number in range(count))
    size = f"$max([{sizes}])" if unpaired else f"$min([{sizes}])"
    is_empty, empty = "$size = 0", "[]"
    if place.node.version < 3:  # Where one input is empty, it gives what there is.
        is_empty, empty = f"$min([{sizes}]) = 0", "$append($in0, $in1)"
    bound = "; ".join(f"$l{number} := {text}" for number, text in enumerate(lists))
    merged = "{}"
    for each in order:
        merged = merged_by(clash, merged, each)
    paired = f"[$map([0..$size - 1], function($k) {{ {merged} }})]"
    return f"({bound}; $size := {size}; {is_empty} ? {empty} : {paired})"


def _by_clash(place: Place, resolve: str, count: int) -> tuple[list[str], list[str]]:
    """The lists `$l0`, `$l1` ..., and what is merged in turn of the items at `$k`, the last of which wins."""
    lists = [f"$in{number}" for number in range(count)]
    order = [f"$l{number}[$k]" for number in range(count)]
    if resolve.startswith("preferInput"):
        wins = int(resolve.removeprefix("preferInput")) - 1 if resolve[-1].isdigit() else count - 1
        if not 0 <= wins < count:
            raise Refused("setting-unsupported", setting=resolve)
        order.append(f"$in{wins}[$k]")
    elif resolve == "addSuffix":
        lists = [suffixed(each, number) for number, each in enumerate(lists, start=1)]
        if place.node.version >= 3:  # n8n adds the last one without suffixes, too
            order.append(f"$in{count - 1}[$k]")
    elif resolve not in {"preferLast", ""}:
        place.note("setting-unknown", setting=resolve)
    return lists, order


def _all_combinations(place: Place) -> str:
    clash = clash_of(place)
    left, right = "$in0", "$in1"
    match clash.get("resolveClash", "preferInput2"):
        case "preferInput1":
            left, right = right, left
        case "addSuffix":
            left, right = suffixed(left, 1), suffixed(right, 2)
        case "preferInput2" | "preferLast" | "":
            pass
        case other:
            place.note("setting-unknown", setting=f"resolveClash: {other}")
    return _all_of(left, right, merged_by(clash, "$a", "$b"))


def _all_of(left: str, right: str, merged: str) -> str:
    row = f"[$map($right, function($b) {{ {merged} }})]"
    return f"($right := {right}; $reduce({left}, function($all, $a) {{ $append($all, {row}) }}, []))"
