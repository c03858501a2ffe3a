"""Work on the files of each item in turn: images and archives, which nodes take and give in base64."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.families.calls import going_on, retrying
from exeoflow.importers.n8n.families.files.answers import IN_ROWS
from exeoflow.importers.n8n.families.parting import parted_by_failure
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Piece, Step, behind_loop
from exeoflow.importers.n8n.place import Place

_OF_ROW: Final = f"$row := $nodes.`{OWN}given`[$k]"
_HAS_FAILED: Final = '$type($a) = "object" and $type($a.error) = "object"'
"""JSONata for whether an answer `$a` is an error; a list may have items with a field of that name."""
_FAILED: Final = '{"bad": $merge([$row.item, {"error": $a.error.message}]), "n": $k}'


def worked_on(place: Place, step: Step, given: Mapping[str, str], row: str) -> Piece:
    """The step for each item.

    What it is `given` is JSONata over the item `$j` at `$i` and its files `$f`; the step finds it in `$item`.
    `row` is JSONata for the members `j`, the item that leaves, and `f`, its files, over what was given as
    `$row` and the answer `$a`.
    """
    return _each(place, step, given, _collected(place, row))


def parted_work(place: Place, step: Step, given: Mapping[str, str], items: str) -> Piece:
    """The step for each item, of which those that failed leave by the output of errors.

    `items` is JSONata for the list of those that leave instead of one, over the same as `row` above.
    """
    good = f'[$map({items}, function($x) {{ {{"good": $x, "n": $k}} }})]'
    of_item = f"{_OF_ROW}; {_HAS_FAILED} ? [{_FAILED}] : {good}"
    rows = f"[$reduce($in, function($l, $a, $k) {{ $append($l, ({of_item})) }}, [])]"
    return _each(place, step, given, parted_by_failure(place, rows, is_first=False))


def _each(place: Place, step: Step, given: Mapping[str, str], end: Piece) -> Piece:
    """The step in turn, before what gathers its answers."""
    place.note_whole_failure()
    if place.fails_softly():
        place.note("error-text")
    fields = object_of({**given, "item": "$j"})
    rows = place.list_of(place.each(f"($f := {place.all_files()}; {fields})"))
    properties = retrying(place) | going_on(place)
    makes = Step("transform", {"expression": rows}, "given")
    return behind_loop(end, makes, replace(step, properties=properties))


def _collected(place: Place, row: str) -> Piece:
    """The items of what the steps answered; one that failed is an item that says so."""
    if place.node.on_error == "error":
        good = f'($r := {{{row}}}; {{"good": $r.j, "f": $r.f, "n": $k}})'
        answer = f"{_OF_ROW}; {_HAS_FAILED} ? {_FAILED} : {good}"
        parted = f"[$map($in, function($a, $k) {{ ({answer}) }})]"
        return parted_by_failure(place, parted, is_first=False, keeps_files=True)
    made = f'{{{row}, "k": $k}}'
    if place.fails_softly():
        failed = '{"j": {"error": $a.error.message}, "k": $k, "f": {}}'
        made = f"({_HAS_FAILED} ? {failed} : {made})"
    rows = f"[$map($input, function($a, $k) {{ ({_OF_ROW}; {made}) }})]"
    return replace(place.from_rows(place.whole(rows)), files=IN_ROWS)
