"""Nodes that compute a field of each item by code: Markdown, Crypto, Date & Time."""

from collections.abc import Callable
from typing import Any, Final

from exeoflow.importers.n8n.computed_values import INDEX, ITEMS, mentions
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import FieldPath, assigned, key_of, literal, object_of, path_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, OWN, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_HASHES: Final = {
    "MD5": "md5",
    "SHA1": "sha1",
    "SHA256": "sha256",
    "SHA384": "sha384",
    "SHA512": "sha512",
    "SHA3-256": "sha3_256",
    "SHA3-384": "sha3_384",
    "SHA3-512": "sha3_512",
}
_NEED_TEXT: Final = '($v := {}; $type($v) = "string" ? $v : $error("A text was expected."))'
MADE: Final = "$r"
"""What the code has made of an item `$j`."""
SCRIPT_OF_DATES: Final = "dates.js"
"""Makes something of each date in a list."""


def translate_markdown(place: Place) -> Piece:
    """Markdown of HTML, or HTML of Markdown, as far as their common forms go."""
    place.note("setting-approximated", setting="mode")
    mode = place.chosen("mode", "htmlToMarkdown")
    name = "html" if mode == "htmlToMarkdown" else "markdown"
    given = {"text": f"$n8_field_text($n8_or_null({place.value(place.parameter(name, ''))}))"}
    field = _set_field(place, "destinationKey")
    return computed(place, given, script(f"{mode}.js"), field)


def translate_crypto(place: Place) -> Piece:
    """A hash, a signature with a key, or something random."""
    field = _set_field(place, "dataPropertyName", key_of)
    encoding = place.chosen("encoding", "hex")
    if encoding not in {"hex", "base64"}:
        raise Refused("setting-unsupported", setting=f"encoding: {encoding}")
    match place.chosen("action", "hash"):
        case "generate":
            return _generated(place, field)
        case "hash":
            key = None
        case "hmac" if place.node.version < 2:
            key = place.parameter("secret", "")
        case other:
            raise Refused("setting-unsupported", setting=f"action: {other}")
    return _digested(place, field, key, is_hex=encoding == "hex")


def _digested(place: Place, field: str, key: Any, *, is_hex: bool) -> Piece:  # noqa: ANN401 - any JSON
    """The hash of a text or of a file, or its signature with a key."""
    name = _HASHES.get(place.chosen("type", "MD5" if place.node.version < 2 else "SHA256"))
    if name is None:
        raise Refused("setting-unsupported", setting="type")
    is_file = place.flag("binaryData")
    if is_file:
        given = {"text": f"{place.file(place.parameter('binaryPropertyName', 'data'))}.data"}
    else:
        given = {"text": _NEED_TEXT.format(place.value(place.parameter("value", "")))}
    if key is not None:
        given["key"] = _NEED_TEXT.format(place.value(key))
    made = f'hashlib.new("{name}", text)' if key is None else f'hmac.new(row["key"].encode(), text, "{name}")'
    return computed(place, given, _digesting(made, is_hex=is_hex, is_file=is_file), field)


def _digesting(made: str, *, is_hex: bool, is_file: bool) -> str:
    """Code that yields for each row the digest of its text, or of a file in base64, which `made` begins."""
    read = 'base64.b64decode(row["text"])' if is_file else 'row["text"].encode()'
    result = "made.hexdigest()" if is_hex else "base64.b64encode(made.digest()).decode()"
    return (
        "import base64, hashlib, hmac\nfound = []\nfor row in input:\n"
        f"    text = {read}\n    made = {made}\n    found.append({result})\nreturn found"
    )


def _generated(place: Place, field: str) -> Piece:
    """Something random: a UUID, or a text of a length in one of n8n's encodings."""
    form = place.chosen("encodingType", "uuid")
    if form == "uuid":
        return computed(place, {}, "import uuid\nreturn [str(uuid.uuid4()) for _ in input]", field)
    letters = _LETTERS.get(form)
    if letters is None:
        raise Refused("setting-unsupported", setting="encodingType")
    given = {"length": f"$n8_need_number({place.value(place.parameter('stringLength', 32))})"}
    source = (
        "import base64, re, secrets\nfound = []\nfor row in input:\n"
        '    size = int(row["length"])\n    made = secrets.token_bytes(size)\n'
        f"    found.append(({letters})[:size])\nreturn found"
    )
    return computed(place, given, source, field)


_LETTERS: Final = {
    "hex": "made.hex()",
    "base64": 're.sub(r"[^A-Za-z0-9_]", "", base64.b64encode(made).decode())',
    "ascii": '"".join(chr(each & 127) for each in made)',
}
"""By the encoding: Python for the letters of random bytes, as Node.js writes them."""


def translate_date_time(place: Place) -> Piece:
    """A date that is computed, written or taken apart."""
    place.note("setting-approximated", setting="operation")
    if place.node.version < 2:
        return _old_date(place)
    given, field = date_of(place)
    return computed(place, given, script(SCRIPT_OF_DATES), field)


def date_of(place: Place, item: str = "$j") -> tuple[dict[str, str], str]:
    """What the code of dates is given of an item, and JSONata for the item with what it has made."""
    operation = place.chosen("operation", "getCurrentDate")
    names = _DATES.get(operation)
    if names is None:
        raise Refused("setting-unsupported", setting=f"operation: {operation}")
    default, *parameters = names
    given = {"operation": literal(operation)}
    for name in parameters:
        key, _, fallback = name.partition("|")
        given[key] = f"$n8_or_null({place.value(place.parameter(key, fallback or None))})"
    given |= {"from": literal(_OF_SERVER), "zone": _zone(place, operation)}
    given["isIso"] = literal(place.flag("options.isoString"))
    given["fromFormat"] = f"$n8_or_null({place.value(place.parameter('options.fromFormat', ''))})"
    kept = item if place.flag("options.includeInputFields") else "{}"
    output = place.parameter("outputFieldName", default)
    return given, f"$merge([{kept}, {{$n8_text({place.value(output)}): {MADE}}}])"


def _zone(place: Place, operation: str) -> str:
    """JSONata for the zone that a date is written in, a text; a switch where one is written in a format."""
    written = place.parameter("options.timezone")
    if operation == "formatDate":
        return f"($n8_falsy({place.value(written)}) ? null : {literal(place.timezone)})"
    if is_computed(written):
        # What yields nothing leaves it at the workflow's.
        return f"($z := {place.value(written)}; $n8_falsy($z) ? {literal(place.timezone)} : $z)"
    return place.value(written or place.timezone)


_OF_SERVER: Final = "UTC"
"""The zone in which n8n reads a date without one: that of the server, whatever the workflow's is."""
_DATES: Final = {
    "getCurrentDate": ("currentDate", "includeTime|true"),
    "addToDate": ("newDate", "magnitude", "timeUnit|days", "duration"),
    "subtractFromDate": ("newDate", "magnitude", "timeUnit|days", "duration"),
    "formatDate": ("formattedDate", "date", "format|MM/dd/yyyy", "customFormat"),
    "getTimeBetweenDates": ("timeDifference", "startDate", "endDate", "units"),
    "extractDate": ("datePart", "date", "part|month"),
    "roundDate": ("roundedDate", "date", "mode|roundDown", "toNearest|month", "to|month"),
}
"""By operation the field that it fills, and the parameters that it reads, with their defaults."""


def _old_date(place: Place) -> Piece:
    """Version 1: formats as moment writes them."""
    field = _set_field(place, "dataPropertyName", key_of)
    from_ = to = _OF_SERVER
    if place.chosen("action", "format") == "calculate":
        operation = "addToDate" if place.chosen("operation", "add") == "add" else "subtractFromDate"
        given = {
            "magnitude": place.value(place.parameter("value", "")),
            "timeUnit": place.value(place.parameter("timeUnit", "days")),
            "duration": place.value(place.parameter("duration", 0)),
        }
    else:
        operation = "formatDate"
        given = {
            "date": place.value(place.parameter("value", "")),
            "format": literal("custom"),
            "moment": place.value(place.parameter("toFormat", "MM/DD/YYYY")),
        }
        zones = [place.parameter(f"options.{name}") for name in ("fromTimezone", "toTimezone")]
        if any(zones):
            from_, to = (each or place.timezone for each in zones)
    given = {name: f"$n8_or_null({text})" for name, text in given.items()}
    given |= {"operation": literal(operation), "from": place.value(from_), "zone": place.value(to)}
    return computed(place, given, script(SCRIPT_OF_DATES), field)


def _set_field(place: Place, path: str, read: Callable[[str], FieldPath] = path_of) -> str:
    """JSONata for the item `$j` with what was computed in a field of a parameter's name."""
    name = place.parameter(path, "data")
    if not isinstance(name, str) or not name or is_computed(name):
        raise Refused("setting-computed", setting=path)
    return assigned("$j", read(name), MADE)


def computed(place: Place, given: dict[str, str], source: str, field: str) -> Piece:
    """Code over what is `given` of each item, as a list, and the items with what it yields of each."""
    place.fail_as_a_whole()
    language = "python" if source.startswith("import") else "javascript"
    rows = place.list_of(place.each(object_of({"given": object_of(given), "item": "$j"})))
    config: dict[str, Any] = {"language": language, "source": source, "input": "{{ [$input.given] }}"}
    bound = f"{ITEMS} := [$nodes.`{OWN}rows`.item]; " if mentions(field, ITEMS) else ""
    at = f"{INDEX} := $k; " if mentions(field, INDEX) else ""
    made = (
        f"$made := $input; {bound}[$map($nodes.`{OWN}rows`, function($row, $k) "
        f"{{ ($j := $row.item; {at}{MADE} := $made[$k]; {field}) }})]"
    )
    return Piece(
        (
            Step("transform", {"expression": rows}, "rows"),
            Step("code", config, "code"),
            Step(
                "transform", {"expression": place.whole(place.outgoing(f"({made})"))}, stops_when_empty=True
            ),
        ),
        (Link("rows", "code"), Link("code", "")),
        entries={0: "rows"},
        pairs={0: AT},
        begins=("rows",),
    )
