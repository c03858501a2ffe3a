"""Compare Datasets: what is in one list only, in both alike, in both but different, in the other only."""

from typing import Final

from exeoflow.importers.n8n.families.choices import outputs_with_items
from exeoflow.importers.n8n.families.lists.merge import waiting
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import AT, OWN, Exit, Link, Origins, Piece, Step, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_OUTPUTS: Final = range(4)


def translate_compare(place: Place) -> Piece:
    """Waits for both lists; code compares them, and each of its outputs may fire."""
    passes, wait, bound = waiting(place)
    settings = object_of(_given(place))
    first = "$in := $in0; " if "$in[" in settings else ""
    given = place.whole(f"{bound}{first}{settings}")
    config = {"language": "javascript", "source": _compared(place)}
    compare = (Step("transform", {"expression": given}, "given"), Step("code", config, "code"))
    parts = outputs_with_items(place, _OUTPUTS, "output")
    lists = [_list(place, output) for output in _OUTPUTS]
    way = (wait, *compare, parts)
    return Piece(
        (*passes, *way, *lists),
        (
            *(Link(each.suffix, wait.suffix) for each in passes),
            *links_along(each.suffix for each in way),
            *(Link(parts.suffix, each.suffix, each.suffix) for each in lists),
        ),
        entries={input_: f"input{input_}" for input_ in place.inputs} or {0: "input0"},
        exits={output: Exit(f"output{output}") for output in _OUTPUTS},
        readable={output: f"output{output}" for output in _OUTPUTS},
        pairs={output: _origins(output) for output in _OUTPUTS},
        lists={output: f"({_items(place, output, f'$nodes.`{OWN}code`')})" for output in _OUTPUTS},
        begins=(wait.suffix,),
    )


def _compared(place: Place) -> str:
    """Code that compares; where it fails and is to go on, it hands on the first list."""
    source = script("comparedLists.js")
    if not place.fails_softly():
        return source
    handed_on = "output0: $input.a.map((j, at) => ({ j, a: [at], b: [] }))"
    return (
        f"try {{\n{source}\n}} catch {{\nreturn {{ {handed_on}, output1: [], output2: [], output3: [] }};\n}}"
    )


def _given(place: Place) -> dict[str, str]:
    version = place.node.version
    rows = place.rows("mergeByFields.values")
    if not rows or not all(row.get("field1") and row.get("field2") for row in rows):
        raise Refused("setting-unsupported", setting="mergeByFields")
    fuzzy = "options.fuzzyCompare" if version < 2 else "fuzzyCompare"
    resolve = place.chosen("resolve", "preferInput2" if version <= 2 else "includeBoth")
    if resolve == "mix":
        place.note("items-shared")
    return {
        "a": "$in0",
        "b": "$in1",
        "pairs": place.value(rows, "first"),
        "options": place.value(place.parameter("options", {}), "first"),
        "version": literal(version),
        "resolve": literal(resolve),
        "preferWhenMix": literal(place.chosen("preferWhenMix", "input1")),
        "exceptWhenMix": place.value(place.parameter("exceptWhenMix", ""), "first"),
        "fuzzy": literal(place.flag(fuzzy)),
    }


def _list(place: Place, output: int) -> Step:
    items = _items(place, output, "$input")
    return Step("transform", {"expression": place.whole(items) if output == 0 else items}, f"output{output}")


def _items(place: Place, output: int, compared: str) -> str:
    """JSONata for the items that leave by an output, of what the code yields."""
    items = f"[{compared}.output{output}.j]"
    return place.outgoing(items) if output == 0 else items


def _origins(output: int) -> Origins:
    row = f"$nodes.`{OWN}code`.output{output}[{AT}]"
    return Origins({input_: f"[{row}.{name}]" for input_, name in enumerate("ab")})
