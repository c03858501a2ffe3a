"""Work on the files of each item in turn: images and archives, which nodes take and give in base64."""

from collections.abc import Mapping
from dataclasses import replace

from exeoflow.importers.n8n.families.calls import retrying
from exeoflow.importers.n8n.families.fields import parted_by_failure
from exeoflow.importers.n8n.families.files.answers import IN_ROWS
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place


def worked_on(place: Place, step: Step, given: Mapping[str, str], row: str) -> Piece:
    """The step for each item.

    What it is `given` is JSONata over the item `$j` at `$i` and its files `$f`; the step finds it in `$item`.
    `row` is JSONata for the members `j`, the item that leaves, and `f`, its files, over what was given as
    `$row` and the answer `$a`.
    """
    place.note_whole_failure()
    if place.fails_softly():
        place.note("error-text")
    fields = object_of({**given, "item": "$j"})
    rows = place.list_of(place.each(f"($f := {place.all_files()}; {fields})"))
    properties = retrying(place) | ({"on_error": "continue"} if place.fails_softly() else {})
    steps = (
        Step("transform", {"expression": rows}, "given"),
        Step("for_each", {"items": "{{ $input }}"}, "each"),
        replace(step, properties=properties),
    )
    links = (
        Link("given", "each"),
        Link("each", step.suffix, "loop"),
        Link(step.suffix, "each"),
        Link("each", "rows", "done"),
    )
    return behind(_collected(place, row), steps, links)


def _collected(place: Place, row: str) -> Piece:
    """The items of what the steps answered; one that failed is an item that says so."""
    of_row = f"$row := $nodes.`{OWN}given`[$k]"
    if place.node.on_error == "error":
        bad = '{"bad": $merge([$row.item, {"error": $a.error.message}]), "n": $k}'
        good = f'($r := {{{row}}}; {{"good": $r.j, "f": $r.f, "n": $k}})'
        parted = (
            f'[$map($in, function($a, $k) {{ ({of_row}; $type($a.error) = "object" ? {bad} : {good}) }})]'
        )
        return parted_by_failure(place, parted, is_first=False, keeps_files=True)
    made = f'{{{row}, "k": $k}}'
    if place.fails_softly():
        failed = '{"j": {"error": $a.error.message}, "k": $k, "f": {}}'
        made = f'($type($a.error) = "object" ? {failed} : {made})'
    rows = f"[$map($input, function($a, $k) {{ ({of_row}; {made}) }})]"
    return replace(place.from_rows(place.whole(rows)), files=IN_ROWS)
