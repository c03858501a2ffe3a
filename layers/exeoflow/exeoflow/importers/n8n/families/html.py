"""HTML: a page whose text has expressions in it, values out of a page, and a table of all items."""

from collections.abc import Mapping
from typing import Any

from exeoflow.expressions.jsonata import chained
from exeoflow.importers.n8n.expressions.templates import Code, split
from exeoflow.importers.n8n.families.scripts import script_step
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import ALL, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused


def translate_html(place: Place) -> Piece:
    """A page, values of one, or a table."""
    match place.chosen("operation", "generateHtmlTemplate"):
        case "generateHtmlTemplate":
            return _page(place)
        case "extractHtmlContent":
            return translate_extract(place)
        case "convertToHtmlTable":
            return _table(place)
        case other:
            raise Refused("setting-unsupported", setting=f"operation: {other}")


def _page(place: Place) -> Piece:
    """Text whose expressions' values go as they are."""
    written = place.parameter("html", "")
    if not isinstance(written, str):
        raise Refused("setting-unsupported", setting="html")
    # A page that nobody has touched is n8n's own, which an export does not hold.
    if "{{" in written or place.written("html") is None:
        place.note("setting-approximated", setting="html")
    pieces = [
        f"$n8_text({place.value('={{' + part.source + '}}')})"
        if isinstance(part, Code)
        else place.constant(part)
        for part in split(written.removeprefix("="))
    ]
    text = chained(pieces, "&") if pieces else '""'
    return place.listed(place.each(f'{{"html": {text}}}'))


def translate_extract(place: Place) -> Piece:
    """What CSS selectors find in a text of the item, which may be several, or in a file."""
    place.refuse_error_output()
    if place.fails_softly():
        place.note("error-text")
    name = place.parameter("dataPropertyName", "data")
    is_file = place.chosen("sourceData", "json") == "binary"
    given = {
        "item": "$j",
        "name": f"$n8_text({place.value(name)})",
        "data": f"{place.file(name)}.data" if is_file else "null",
        "rows": place.value(_values(place)),
        "options": place.value(place.parameter("options", {})),
        "version": literal(place.node.version),
        "failsSoftly": literal(place.fails_softly()),
    }
    items = place.list_of(place.each(object_of(given)))
    rows = 'function($r) { {"j": $r, "k": $k} }'
    found = f"$reduce($input, function($l, $found, $k) {{ $append($l, [$map($found, {rows})]) }}, [])"
    end = place.from_rows(place.whole(f"[{found}]"))
    return Piece(
        (Step("transform", {"expression": items}, "items"), script_step("htmlValues.js"), *end.steps),
        (Link("items", "code"), Link("code", "rows"), *end.links),
        entries={0: "items"},
        begins=("items",),
        pairs=end.pairs,
    )


def _values(place: Place) -> list[Mapping[str, Any]] | None:
    """What is to be extracted; without it n8n fails with a page, and so does the code.

    Where an export leaves it out altogether, newer versions extract nothing to a field without a name.
    """
    rows = [{"key": "", **row} if "key" not in row else row for row in place.rows("extractionValues.values")]
    if place.written("extractionValues") is None and place.node.version > 1 and place.node.kind == "html":
        return [{"key": "", "cssSelector": ""}]
    return None if place.written("extractionValues.values") is None else rows


def _table(place: Place) -> Piece:
    place.refuse_error_output()
    if place.fails_softly():
        place.note("error-text")
    given = {"item": "$j", "options": place.value(place.parameter("options", {}))}
    items = place.list_of(place.each(object_of(given)))
    made = place.whole(place.outgoing('[{"table": $input}]'))
    return Piece(
        (
            Step("transform", {"expression": items}, "items"),
            script_step("htmlTable.js"),
            Step("transform", {"expression": made}, stops_when_empty=True),
        ),
        (Link("items", "code"), Link("code", "")),
        entries={0: "items"},
        begins=("items",),
        pairs={0: ALL},
    )
