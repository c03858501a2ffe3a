"""PDFs and spreadsheets among the files of n8n: what is read of them, and rows as a spreadsheet."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.families.files.answers import fixed_name
from exeoflow.importers.n8n.families.files.working import parted_work
from exeoflow.importers.n8n.families.scripts import script_step
from exeoflow.importers.n8n.jsonata import byte_count, literal, object_of
from exeoflow.importers.n8n.pieces import ALL, AT, OWN, Piece, Step, behind_loop, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_DATA: Final = "{{ $item.data }}"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_texts(place: Place, file: str) -> Piece:
    """The text of each item's PDF, and what the document says of itself."""
    for setting in ("options.password", "encrypted"):
        if place.parameter(setting):
            raise Refused("setting-unsupported", setting=setting)
    place.note("setting-approximated", setting="operation: pdf")
    most = int(place.number("options.maxPages", 0))
    pages = f"$made.pages[[0..{most - 1}]]" if most > 0 else "$made.pages"
    text = f'$join([{pages}], "\\n\\n")' if place.flag("options.joinPages", default=True) else f"[{pages}]"
    read = pdf_item(text)
    if place.chosen("options.keepSource", "") in {"json", "both"}:
        read = f"$merge([$j, {read}])"
    config = {"format": "pdf", "text": _DATA}
    if place.node.on_error == "error":
        return _parted(place, file, config, f"($j := $row.item; $made := $a; [{read}])")
    body = f'[$map($made, function($made, $k) {{ ($j := $all[$k].item; {{"j": {read}, "k": $k}}) }})]'
    return _read(place, file, config, body)


def pdf_item(text: str = '$join([$made.pages], "\\n\\n")') -> str:
    """JSONata for the item of a PDF that was read, `$made`."""
    count = "$count($made.pages)"
    return object_of({"numpages": count, "numrender": count, "info": "$made.info", "text": text})


def sheet_item() -> str:
    """JSONata for the item of a row of a spreadsheet, `$r`, without its empty cells."""
    return '$merge([{}, $each($r, function($v, $n) { $type($v) = "null" ? {} : {$n: $v} })])'


def sheet_rows(place: Place, file: str) -> Piece:
    """The rows of each item's spreadsheet (.xlsx), all as items."""
    for setting in ("range", "readAsString"):
        if place.parameter(f"options.{setting}"):
            raise Refused("setting-unsupported", setting=f"options.{setting}")
    place.note("setting-approximated", setting="operation: xlsx")
    config: dict[str, Any] = {"format": "xlsx", "text": _DATA, "dates": "number"}
    if place.parameter("options.sheetName"):
        config["sheet"] = fixed_name(place, "options.sheetName")
    if not place.flag("options.headerRow", default=True):
        config["header"] = False
        row = '{"row": $r}'
    elif place.flag("options.includeEmptyCells"):
        row = '$merge([{}, $each($r, function($v, $n) { {$n: $type($v) = "null" ? "" : $v} })])'
    else:
        row = sheet_item()
    if place.node.on_error == "error":
        return _parted(place, file, config, f"$map($a, function($r) {{ {row} }})")
    rows = f'[$map($rows, function($r) {{ {{"j": {row}, "k": $k}} }})]'
    body = f"$reduce($made, function($l, $rows, $k) {{ $append($l, {rows}) }}, [])"
    return _read(place, file, config, body)


def _read(place: Place, file: str, config: Mapping[str, Any], body: str) -> Piece:
    """Each file is read in turn; `body` is JSONata for rows over what came of them, `$made`."""
    place.note_whole_failure()
    files = place.list_of(place.each(object_of({"data": f"{file}.data", "item": "$j"})))
    end = place.from_rows(place.whole(f"$made := $input; $all := $nodes.`{OWN}files`; {body}"))
    return behind_loop(end, Step("transform", {"expression": files}, "files"), Step("parse", config, "read"))


def _parted(place: Place, file: str, config: Mapping[str, Any], items: str) -> Piece:
    """The same, where what cannot be read leaves by the output of errors."""
    return parted_work(place, Step("parse", config, "work"), {"data": f"{file}.data"}, items)


def _writing(place: Place) -> dict[str, Any]:
    config: dict[str, Any] = {"format": "xlsx", "value": "{{ $input[0] }}"}
    if place.parameter("options.sheetName"):
        config["sheet"] = fixed_name(place, "options.sheetName")
    if not place.flag("options.headerRow", default=True):
        config["header"] = False
    return config


_GIVEN: Final = f"$nodes.`{OWN}given`[0]"
_SHEET_FILE: Final = {
    "data": "$input",
    "mimeType": literal(_SHEET),
    "fileName": f"{_GIVEN}.fileName",
    "fileSize": f"$string({byte_count('$input')})",
}
_SHEET_FILES: Final = f"[{{{_GIVEN}.name: {object_of(_SHEET_FILE)}}}]"
"""JSONata for the files of the item that a spreadsheet is in."""


def _sheet_given(place: Place, name: str) -> str:
    """JSONata for the rows of a spreadsheet, and the names that its file has."""
    written = place.value(place.parameter("options.fileName") or "File.xlsx")
    told = object_of({"items": "$in", "name": name, "fileName": f"$n8_text({written})"})
    return place.list_of(f"[($j := $in[0]; $i := 0; {told})]")


def sheet_file(place: Place, name: str) -> Piece:
    """A spreadsheet of all items; `name` is JSONata for the name of the file among an item's files."""
    place.fail_as_a_whole()
    place.note("file-in-state")
    place.note("setting-approximated", setting="operation: xlsx")
    steps = (
        Step("transform", {"expression": _sheet_given(place, name)}, "given"),
        script_step("flatRows.js", "rows", input="{{ $input }}"),
        Step("format", _writing(place), "written"),
        Step("transform", {"expression": _SHEET_FILES}, "files"),
        Step("transform", {"expression": place.outgoing("[{}]")}, stops_when_empty=True),
    )
    return Piece(
        steps,
        links_along(each.suffix for each in steps),
        entries={0: "given"},
        pairs={0: ALL},
        files=f"$nodes.`{OWN}files`[{AT}]",
        begins=("given",),
    )
