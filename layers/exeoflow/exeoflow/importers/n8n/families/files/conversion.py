"""Convert to File, Extract from File and what they were before: files of fields, fields and rows of files."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.families.files.answers import fixed_name
from exeoflow.importers.n8n.families.files.by_kind import read_by_kind
from exeoflow.importers.n8n.families.files.documents import pdf_texts, sheet_file, sheet_rows
from exeoflow.importers.n8n.families.files.working import parted_work
from exeoflow.importers.n8n.families.scripts import script_step
from exeoflow.importers.n8n.jsonata import (
    FieldPath,
    assigned,
    literal,
    looked_up,
    object_of,
    path_of,
    without,
)
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import ALL, AT, MAIN, NO_FILES, OWN, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_TEXT: Final = ("file.txt", "text/plain")
_JSON: Final = ("file.json", "application/json")
_BYTES: Final = ("file", "application/octet-stream")
_CSV: Final = ("file.csv", "text/csv")
_GIVEN: Final = "{{ [$input.given] }}"
_NOT_READ: Final = frozenset({"fromIcs", "html", "ods", "rtf", "xls"})


def translate_convert_to_file(place: Place) -> Piece:
    """A file of a field of each item, or of all items."""
    name = _name(place, "binaryPropertyName")
    match place.chosen("operation", "csv"):
        case "toText":
            return _files(place, _content(place, name, _TEXT))
        case "toBinary":
            return _files(place, _content(place, name, _BYTES) | {"encoded": "true"})
        case "toJson" if place.chosen("mode", "once") == "each":
            return _files(place, _file(place, name, _JSON) | {"value": "$j"})
        case "toJson":
            return _one_file(place, _file(place, name, _JSON) | {"value": "$in"}, "contents.js")
        case "csv":
            return _csv_file(place, name)
        case "xlsx":
            return sheet_file(place, name)
        case other:
            raise Refused("setting-unsupported", setting=f"operation: {other}")


def translate_extract_from_file(place: Place) -> Piece:
    """The content of a file of each item as a field, or the rows of it as items."""
    operation = place.chosen("operation", "csv")
    file = place.file(place.parameter("binaryPropertyName", "data"))
    match operation:
        case "text" | "xml" | "fromJson" | "binaryToPropery":
            forms = {"fromJson": "json", "binaryToPropery": "base64"}
            kept = "$j" if place.chosen("options.keepSource", "") in {"json", "both"} else "{}"
            key = _path(place, "destinationKey")
            return _fields(place, file, forms.get(operation, "text"), assigned(kept, key, "$made"))
        case "csv":
            return _csv_rows(place, file)
        case "pdf":
            return pdf_texts(place, file)
        case "xlsx":
            return sheet_rows(place, file)
        case other if other in _NOT_READ:
            raise Refused("setting-unsupported", setting=f"operation: {other}")
        case other:
            return read_by_kind(place, file, other, _path(place, "destinationKey"))


def translate_spreadsheet_file(place: Place) -> Piece:
    """Items of the rows of a file, or a file of all items, as CSV or XLSX."""
    writes = place.chosen("operation", "fromFile") == "toFile"
    form = place.chosen("fileFormat", "xls" if writes else "autodetect" if place.node.version < 2 else "csv")
    if form not in ({"csv", "xlsx"} if writes else {"csv", "xlsx", "autodetect"}):
        raise Refused("setting-unsupported", setting=f"fileFormat: {form}")
    if writes:
        name = _name(place, "binaryPropertyName")
        return _csv_file(place, name) if form == "csv" else sheet_file(place, name)
    file = place.file(place.parameter("binaryPropertyName", "data"))
    return sheet_rows(place, file) if form == "xlsx" else _csv_rows(place, file)


def translate_read_pdf(place: Place) -> Piece:
    """The older node for the text of PDFs."""
    return pdf_texts(place, place.file(place.parameter("binaryPropertyName", "data")))


def translate_move_binary_data(place: Place) -> Piece:
    """The older node of both directions."""
    encoding = place.chosen("options.encoding", "utf8")
    if place.chosen("mode", "binaryToJson") == "jsonToBinary":
        return _moved_to_file(place)
    if encoding not in {"utf8", "base64"}:
        raise Refused("setting-unsupported", setting=f"options.encoding: {encoding}")
    if place.known_files() == NO_FILES:
        # What has no such file is left out.
        return place.listed("[]")
    file = place.file(place.parameter("sourceKey", "data"))
    is_text = place.flag("options.keepAsBase64") or encoding == "base64"
    if place.flag("setAllData", default=True):
        return _fields(place, file, "json", "$made")
    form = "base64" if is_text else "json" if place.flag("options.jsonParse") else "text"
    return _fields(place, file, form, assigned("$j", _path(place, "destinationKey"), "$made"))


def _moved_to_file(place: Place) -> Piece:
    name = _name(place, "destinationKey")
    if place.flag("convertAllData", default=True):
        return _files(place, _file(place, name, _JSON) | {"value": "$j"})
    path = _path(place, "sourceKey")
    given = _file(place, name, _TEXT if place.flag("options.useRawData") else _JSON)
    given["value"] = f"$n8_or_null({looked_up('$j', path)})"
    if place.flag("options.dataIsBase64"):
        given["encoded"] = "true"
    kept = "$j" if place.flag("options.keepSource") else without("$j", path)
    return _files(place, given, kept)


def _name(place: Place, path: str) -> str:
    """JSONata for the name of the file that is made."""
    written = place.parameter(path) or "data"
    text = f"$n8_text({place.value(written)})"
    return f'($n := {text}; $n = "" ? "data" : $n)' if is_computed(written) else text


def _path(place: Place, path: str) -> FieldPath:
    return path_of(fixed_name(place, path))


def _file(place: Place, name: str, usual: tuple[str, str]) -> dict[str, str]:
    """JSONata for what is said of a file beside its content."""
    told = {
        each: place.value(place.parameter(f"options.{each}") or default)
        for each, default in zip(("fileName", "mimeType"), usual, strict=True)
    }
    return {"name": name, **{each: f"$n8_text({text})" for each, text in told.items()}}


def _content(place: Place, name: str, usual: tuple[str, str]) -> dict[str, str]:
    field = place.parameter("sourceProperty", "")
    if not isinstance(field, str) or not field:
        raise Refused("setting-unsupported", setting="sourceProperty")
    if is_computed(field):
        raise Refused("setting-computed", setting="sourceProperty")
    found = looked_up("$j", path_of(field))
    missing = f"$error({literal(f'The item has no field {field}.')})"
    return _file(place, name, usual) | {"value": f"($v := {found}; $exists($v) ? $v : {missing})"}


def _files(place: Place, given: Mapping[str, str], kept: str = "{}") -> Piece:
    """A file for each item, made by code of what is given; `kept` is what stays of the item."""
    rows = place.list_of(place.each(object_of({"given": object_of(given), "item": kept})))
    return _by_code(place, rows, "contents.js", f"[$nodes.`{OWN}rows`.item]", pairs=AT)


def _one_file(place: Place, given: Mapping[str, str], source: str) -> Piece:
    """A file of all items."""
    first = f"($j := $in[0]; $i := 0; {object_of({'given': object_of(given)})})"
    return _by_code(place, place.list_of(f"[{first}]"), source, "[{}]", pairs=ALL)


def _by_code(place: Place, rows: str, source: str, items: str, pairs: str) -> Piece:
    """Code over the rows, which yields an object of files for each."""
    place.fail_as_a_whole()
    place.note("file-in-state")
    return Piece(
        (
            Step("transform", {"expression": rows}, "rows"),
            script_step(source, input=_GIVEN),
            Step("transform", {"expression": place.outgoing(items)}, stops_when_empty=True),
        ),
        (Link("rows", "code"), Link("code", MAIN)),
        entries={0: "rows"},
        pairs={0: pairs},
        files=f"$nodes.`{OWN}code`[{AT}]",
        begins=("rows",),
    )


def _fields(place: Place, file: str, form: str, field: str) -> Piece:
    """The items with what code reads of their files; `field` is JSONata over `$made` and the item `$j`."""
    given = {"data": f"{file}.data", "as": literal(form)}
    if place.node.on_error == "error":
        return _parted(place, given, "texts.js", f"($j := $row.item; $made := $a[0]; [{field}])")
    piece = _read(place, given, "texts.js")
    rows = f'[$map($made, function($made, $k) {{ ($j := $all[$k].item; {{"j": {field}, "k": $k}}) }})]'
    return _behind_code(place, piece, rows)


def _csv_rows(place: Place, file: str) -> Piece:
    given = {"data": f"{file}.data"} | _as_csv(place)
    if place.node.on_error == "error":
        return _parted(place, given, "csvRows.js", "$a[0]")
    piece = _read(place, given, "csvRows.js")
    row = 'function($r) { {"j": $r, "k": $k} }'
    rows = f"$reduce($made, function($l, $rows, $k) {{ $append($l, [$map($rows, {row})]) }}, [])"
    return _behind_code(place, piece, rows)


def _csv_file(place: Place, name: str) -> Piece:
    return _one_file(place, _file(place, name, _CSV) | {"items": "$in"} | _as_csv(place), "csvFile.js")


def _as_csv(place: Place) -> dict[str, str]:
    """JSONata for the form of the rows."""
    place.note("setting-approximated", setting="operation: csv")
    delimiter = place.parameter("options.delimiter") or ","
    if not isinstance(delimiter, str) or len(delimiter) != 1:
        raise Refused("setting-unsupported", setting="options.delimiter")
    header = place.flag("options.headerRow", default=True)
    return {"delimiter": literal(delimiter), "header": literal(header)}


def _read(place: Place, given: Mapping[str, str], source: str) -> Piece:
    """Code over the files of all items."""
    place.note_whole_failure()
    rows = place.list_of(place.each(object_of({"given": object_of(given), "item": "$j"})))
    return Piece(
        (Step("transform", {"expression": rows}, "files"), script_step(source, input=_GIVEN)),
        (Link("files", "code"), Link("code", "rows")),
        entries={0: "files"},
        begins=("files",),
    )


def _parted(place: Place, given: Mapping[str, str], source: str, items: str) -> Piece:
    """Code over the file of each item by itself: what cannot be read leaves by the output of errors."""
    step = script_step(source, "work", input="{{ [$item.given] }}")
    return parted_work(place, step, {"given": object_of(given)}, items)


def _behind_code(place: Place, piece: Piece, rows: str) -> Piece:
    """The items that are made of what the code yields."""
    end = place.from_rows(place.whole(f"$made := $input; $all := $nodes.`{OWN}files`; {rows}"))
    return behind(end, piece.steps, piece.links)
