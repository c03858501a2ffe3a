"""Items that went well and those that failed, each by an output of their own."""

from typing import Final

from exeoflow.importers.n8n.pieces import AT, OWN, Exit, Link, Piece, Step, listed
from exeoflow.importers.n8n.place import Place


def parted_by_failure(
    place: Place, parted: str, *, is_first: bool = True, keeps_files: bool = False
) -> Piece:
    """The items that went well by output 0, the others by output 1; `parted` has `good` or `bad` for each.

    Its first step gets the node's items as `$in`, or whatever comes out of a step before; `n` of a row is the
    position of its item, if that is not the row's own; `f` are the files of one that went well.
    """
    split = _split(parted, keeps_files=keeps_files)
    expression = place.list_of(split) if is_first else place.whole(f"$in := $input; {split}")
    rows = Step("transform", {"expression": expression}, "rows")
    good = Step("transform", {"expression": place.outgoing("[$input.good]")}, "good")
    bad = Step("transform", {"expression": "[$input.bad]"}, "bad")
    return Piece(
        (rows, _switch(place), good, bad),
        (Link("rows", ""), Link("", "good", "good"), Link("", "bad", "bad")),
        entries={0: "rows"},
        exits={0: Exit("good"), 1: Exit("bad")},
        readable={0: "good", 1: "bad"},
        lists={
            0: f"({place.outgoing(f'[$nodes.`{OWN}rows`.good]')})",
            1: f"([$nodes.`{OWN}rows`.bad])",
        },
        pairs={output: f"$nodes.`{OWN}rows`.{name}_at[{AT}]" for output, name in enumerate(_OUTPUTS)},
        files=f"$nodes.`{OWN}rows`.files[{AT}]" if keeps_files else None,
        begins=("rows",),
    )


def listed_or_parted(place: Place) -> Piece:
    """The items that come out of a loop; its rows where those that failed leave by an output of their own."""
    if place.node.on_error == "error":
        return parted_by_failure(place, "$in", is_first=False)
    return listed(place.whole(place.outgoing("[$input]")))


_OUTPUTS: Final = ("good", "bad")


def _split(parted: str, *, keeps_files: bool) -> str:
    """JSONata for the items of each output, where they come from, and perhaps files."""
    at = (
        f'"{name}_at": [$map($rows, function($r, $k) {{ $exists($r.{name}) ? ($exists($r.n) ? $r.n : $k) }})]'
        for name in _OUTPUTS
    )
    files = ('"files": [$rows.f]',) if keeps_files else ()
    return f'($rows := {parted}; {{"good": [$rows.good], "bad": [$rows.bad], {", ".join((*at, *files))}}})'


def _switch(place: Place) -> Step:
    """Fires the outputs that have items, and the first one without, too, where n8n was told so."""
    fires = {name: f"$count($input.{name}) > 0" for name in _OUTPUTS}
    if place.node.always_outputs:
        fires["good"] = "true"
    cases = [{"handle": name, "expression": expression} for name, expression in fires.items()]
    return Step("switch", {"cases": cases, "mode": "all"})
