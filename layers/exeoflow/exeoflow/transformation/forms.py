"""The foreign forms of data by name: what reads each, and what writes it."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from exeoflow import content
from exeoflow.content import read_exact_json, read_xml, write_xml
from exeoflow.content.csv_rows import csv_rows
from exeoflow.content.json_lines import json_lines
from exeoflow.content.tables import cell_text, columns_of, rows_of, write_csv
from exeoflow.model.json import Json
from exeoflow.model.state_room import until_too_large
from exeoflow.transformation.date_patterns import MONTHS, read, written
from exeoflow.transformation.errors import DataInvalid, RequestInvalid
from exeoflow.transformation.moments import moment_of, moved, start_of, zone_of

Options = Mapping[str, Any]


# ---- from a text


def _read_json(text: str, _: Options) -> Json:
    return read_exact_json(text.removeprefix("\ufeff"))


def _read_json_lines(text: str, _: Options) -> Json:
    return list(until_too_large(json_lines(text.removeprefix("\ufeff"))))


def _read_xml(text: str, options: Options) -> Json:
    return read_xml(text.removeprefix("\ufeff"), lists=tuple(options.get("lists") or ()))


def _read_csv(text: str, options: Options) -> Json:
    rows = csv_rows(
        text.removeprefix("\ufeff"),
        delimiter=_delimiter(options, None),
        has_header=options.get("header") is not False,
    )
    return list(until_too_large(rows))


def _read_query(text: str, options: Options) -> Json:
    """An object of texts; a name that comes again, or that `lists` names, has a list."""
    try:
        pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True, errors="replace")
    except ValueError:
        raise DataInvalid("it is no query string") from None
    found: dict[str, list[str]] = {name: [] for name in options.get("lists") or ()}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    lists = frozenset(options.get("lists") or ())
    return {name: values if name in lists or len(values) > 1 else values[0] for name, values in found.items()}


def _read_base64(text: str, _: Options) -> Json:
    try:
        return _bytes(text).decode()
    except UnicodeDecodeError:
        raise DataInvalid("it is no base64 of a text in UTF-8") from None


def _bytes(text: str | bytes) -> bytes:
    """What lies in a file needs no base64."""
    if isinstance(text, bytes):
        return text
    plain = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise DataInvalid("it is no base64") from None


# Their libraries take longer to load than most data to read: `content` loads them when they are asked for.
def _read_pdf(text: str | bytes, _: Options) -> Json:
    return content.read_pdf(_bytes(text))


def _read_xlsx(text: str | bytes, options: Options) -> Json:
    return content.read_xlsx(
        _bytes(text),
        sheet=options.get("sheet"),
        has_header=options.get("header") is not False,
        counts_dates=options.get("dates") == "number",
    )


def _read_date(text: str, options: Options) -> Json:
    """A timestamp in the zone, from a text by the pattern, from another timestamp, or from milliseconds."""
    zone, pattern = zone_of(options.get("timezone", "UTC")), _pattern(options)
    moment = moment_of(text, zone) if pattern is None else read(text, pattern, zone, _language(options))
    return _timestamp(moment)


READERS: Final[Mapping[str, Callable[[Any, Options], Json]]] = {
    "json": _read_json,
    "jsonl": _read_json_lines,
    "xml": _read_xml,
    "csv": _read_csv,
    "query": _read_query,
    "base64": _read_base64,
    "date": _read_date,
    "pdf": _read_pdf,
    "xlsx": _read_xlsx,
}


# ---- to a text


def _write_json(value: Json, options: Options) -> str:
    indent = 2 if options.get("indent") else None
    separators = None if indent else (",", ":")
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)


def _write_json_lines(value: Json, _: Options) -> str:
    return "".join(f"{_write_json(each, {})}\n" for each in _list(value))


def _write_xml(value: Json, options: Options) -> str:
    if not isinstance(value, Mapping):
        raise DataInvalid("XML needs an object with the name of its root")
    return write_xml(value, indent=bool(options.get("indent")))


def _write_csv(value: Json, options: Options) -> str:
    # Excel takes a file without the mark for one in the character set of its country.
    mark = "\ufeff" if options.get("bom") else ""
    return mark + write_csv(_table(value, options), _delimiter(options, ",") or ",")


def _write_xlsx(value: Json, options: Options) -> str:
    written = content.write_xlsx(_table(value, options), sheet=options.get("sheet"))
    return base64.b64encode(written).decode()


def _table(value: Json, options: Options) -> Iterator[Sequence[Json]]:
    """Rows of objects, or of lists; the columns are the names in the order in which they first come."""
    rows = _list(value)
    columns = options.get("columns") or columns_of(rows)
    if columns and options.get("header") is not False:
        yield columns
    yield from rows_of(rows, columns)


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else [value]


def _write_query(value: Json, _: Options) -> str:
    if not isinstance(value, Mapping):
        raise DataInvalid("a query string needs an object")
    pairs = [(name, cell_text(each)) for name, given in value.items() for each in _list(given)]
    return urlencode(pairs, errors="replace")


def _write_base64(value: Json | bytes, options: Options) -> str:
    text = value if isinstance(value, str | bytes) else _write_json(value, {})
    content = text.encode(errors="replace") if isinstance(text, str) else text
    if options.get("url_safe"):
        return base64.urlsafe_b64encode(content).decode().rstrip("=")
    return base64.b64encode(content).decode()


def _write_date(value: Json, options: Options) -> str:
    moment = moment_of(value, zone_of(options.get("timezone", "UTC")))
    moment = moved(moment, options.get("add") or {})
    if options.get("start_of") is not None:
        moment = start_of(moment, options["start_of"])
    pattern = _pattern(options)
    return _timestamp(moment) if pattern is None else written(moment, pattern, _language(options))


WRITERS: Final[Mapping[str, Callable[[Any, Options], str]]] = {
    "json": _write_json,
    "jsonl": _write_json_lines,
    "xml": _write_xml,
    "csv": _write_csv,
    "query": _write_query,
    "base64": _write_base64,
    "date": _write_date,
    "xlsx": _write_xlsx,
}


# ---- options


def _delimiter(options: Options, otherwise: str | None) -> str | None:
    given = options.get("delimiter")
    if given is None:
        return otherwise
    if not isinstance(given, str) or len(given) != 1 or given in '\r\n"':
        raise RequestInvalid("delimiter must be one character, and no quote")
    return given


def _language(options: Options) -> str:
    language = options.get("language", "en")
    if not isinstance(language, str) or language not in MONTHS:
        raise RequestInvalid(f"language must be one of {', '.join(MONTHS)}")
    return language


def _pattern(options: Options) -> str | None:
    pattern = options.get("pattern")
    if pattern is not None and not isinstance(pattern, str):
        raise RequestInvalid("pattern must be a text")
    return pattern


def _timestamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
