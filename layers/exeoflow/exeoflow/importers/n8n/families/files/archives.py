"""Compression among the files of n8n: archives of an item's files, and the files of its archive."""

from typing import Any, Final

from exeoflow.importers.n8n.families.files.answers import fixed_name
from exeoflow.importers.n8n.families.files.working import worked_on
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_FORMS: Final = {"zip": "zip", "gzip": "gzip", "tar": "tar", "targz": "tar_gz"}
_DATA: Final = "{{ $item.data }}"
_TAKEN: Final = '{"data": $e.file.content, "mimeType": $e.file.content_type, "fileName": %s}'
_OWN_NAME: Final = '$split($e.name, "/")[-1]'
_NAME_WITHIN: Final = (
    '($p := $split($replace($row.name, ".gz", "", 1), "."); $p[0] & ($count($p) > 1 ? "." & $p[-1] : ""))'
)
"""The name of what gzip holds, of which there is only that of the archive."""


def translate_compression(place: Place) -> Piece:
    """Files of each item are packed into an archive, or those of an archive taken out."""
    operation = place.chosen("operation", "decompress")
    place.note("setting-approximated", setting=f"operation: {operation}")
    names = [each.strip() for each in fixed_name(place, "binaryPropertyName").split(",")]
    match operation:
        case "decompress" if len(names) == 1:
            return _taken_out(place, names[0])
        case "compress":
            return _packed(place, names)
    raise Refused("setting-unsupported", setting=f"operation: {operation}")


def _taken_out(place: Place, name: str) -> Piece:
    """The files of an archive, numbered, in the place of those that the item had."""
    prefix = literal(fixed_name(place, "outputPrefix", "file_"))
    file = f"$n8_file($f, {literal(name)})"
    given = {"data": f"{file}.data", "name": f"{file}.fileName"}
    config: dict[str, Any] = {"operation": "extract", "file": _DATA, "response": "base64"}
    kept = '[$filter($a, function($e) { $not($contains($e.name & "", "__MACOSX")) })]'
    named = f'($type($e.name) = "null" ? {_NAME_WITHIN} : {_OWN_NAME})'
    numbered = f"function($e, $n) {{ {{{prefix} & $n: {_TAKEN % named}}} }}"
    row = f'"j": $row.item, "f": $merge([{{}}, $map({kept}, {numbered})])'
    return worked_on(place, Step("file", config, "work"), given, row)


def _packed(place: Place, names: list[str]) -> Piece:
    """An archive of the named files; gzip holds one."""
    form = place.chosen("outputFormat", "zip" if place.node.version > 1 else "")
    if form not in _FORMS or (form == "gzip" and len(names) > 1):
        raise Refused("setting-unsupported", setting=f"outputFormat: {form}")
    entry = '($x := $n8_file($f, %s); {$x.fileName: {"content": $x.data, "encoding": "base64"}})'
    data = f"$merge([{', '.join(entry % literal(each) for each in names)}])"
    given = {"data": data, "name": _archive_name(place, form, names[0])}
    config: dict[str, Any] = {
        "operation": "compress",
        "files": _DATA,
        "format": _FORMS[form],
        "response": "base64",
    }
    file = '{"data": $a.content, "mimeType": $a.content_type, "fileName": $row.name}'
    row = f'"j": $row.item, "f": {{{literal(_property(place, form))}: {file}}}'
    return worked_on(place, Step("file", config, "work"), given, row)


def _property(place: Place, form: str) -> str:
    """Under which name the archive is found; an older node numbers what it makes of each file."""
    if form == "gzip" and place.node.version <= 1:
        return f"{fixed_name(place, 'outputPrefix')}0"
    return fixed_name(place, "binaryPropertyOutput")


def _archive_name(place: Place, form: str, name: str) -> str:
    """JSONata for the name of the archive."""
    written = f"$n8_text({place.value(place.parameter('fileName', ''))})"
    if form != "gzip":
        return written
    own = f"$n8_file($f, {literal(name)}).fileName"
    base = f'$split({own}, ".")[0]'
    if place.node.version <= 1:
        return f'{base} & ".gzip"'
    ending = f"$match({own}, /[.]([^.]+)$/).groups[0]"
    return (
        f'($w := {written}; $e := {ending}; ($w = "" ? {base} : $replace($w, /[.]gz(ip)?/, "", 1)) & '
        '($exists($e) ? "." & $lowercase($e) : "") & ".gz")'
    )
