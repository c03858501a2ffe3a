"""Files of which the export does not tell how they are to be read: each by what it turns out to be."""

from typing import Final

from exeoflow.importers.n8n.families.files.documents import pdf_item, sheet_item
from exeoflow.importers.n8n.families.scripts import script_step
from exeoflow.importers.n8n.jsonata import FieldPath, assigned, literal, object_of
from exeoflow.importers.n8n.pieces import OWN, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place

_KIND: Final = (
    '($of := $lowercase($file.mimeType & " " & $file.fileName); '
    r"$contains($of, /pdf(\s|$)/) ? 'pdf' : $contains($of, /spreadsheetml|[.]xlsx$/) ? 'xlsx' "
    r": $contains($of, /json(\s|$)/) ? 'json' "
    r": $contains($of, /^(image|audio|video|font)\/|\/(zip|octet-stream|gzip)/) ? 'base64' : 'text')"
)
"""JSONata for how the file `$file` is read, by its type and its name."""
_MEANT: Final = "pdf | xlsx | fromJson | binaryToPropery | text"
"""The operations of n8n, of which each file's kind chooses one."""
_ROWS: Final = (
    "$made := $input; $all := $nodes.`%sfiles`; $reduce($made, function($l, $a, $k) { "
    "($r := $all[$k]; $j := $r.item; $made := $a; $append($l, %s)) }, [])"
)


def read_by_kind(place: Place, file: str, operation: str, key: FieldPath) -> Piece:
    """The text of PDFs, the rows of spreadsheets, what JSON says, other files as a text; `key` is its field.

    An operation by a name that n8n does not have is none that an export leaves out: CSV is read as a text.
    """
    place.fail_as_a_whole()
    place.note("operation-inferred", setting="operation", written=operation, meant=_MEANT)
    return behind(place.from_rows(place.whole(_ROWS % (OWN, _items(key)))), _steps(place, file), _LINKS)


_ARMS: Final = {"pdf": "pdf", "xlsx": "xlsx", "text": "default"}
"""The steps that read a file, and the handles of the switch that lead to them."""
_LINKS: Final = (
    Link("files", "each"),
    Link("each", "kind", "loop"),
    *(Link("kind", arm, handle) for arm, handle in _ARMS.items()),
    *(Link(arm, "each") for arm in _ARMS),
    Link("each", "rows", "done"),
)


def _steps(place: Place, file: str) -> tuple[Step, ...]:
    given = {
        "data": "$file.data",
        "kind": "$kind",
        "given": '{"data": $file.data, "as": $kind}',
        "item": "$j",
    }
    row = f"($file := {file}; $kind := {_KIND}; {object_of(given)})"
    config = {"text": "{{ $item.data }}"}
    kinds = [{"handle": kind, "expression": f"$item.kind = {literal(kind)}"} for kind in ("pdf", "xlsx")]
    return (
        Step("transform", {"expression": place.list_of(place.each(row))}, "files"),
        Step("for_each", {"items": "{{ $input }}"}, "each"),
        Step("switch", {"cases": kinds}, "kind"),
        Step("parse", {"format": "pdf", **config}, "pdf"),
        Step("parse", {"format": "xlsx", "dates": "number", **config}, "xlsx"),
        script_step("texts.js", "text", input="{{ [$item.given] }}"),
    )


def _items(key: FieldPath) -> str:
    """JSONata for the rows of a file that was read as `$made`."""
    return (
        f'$r.kind = "pdf" ? [{{"j": {pdf_item()}, "k": $k}}] : $r.kind = "xlsx" '
        f'? [$map($made, function($r) {{ {{"j": {sheet_item()}, "k": $k}} }})] '
        f': [{{"j": {assigned("{}", key, "$made[0]")}, "k": $k}}]'
    )
