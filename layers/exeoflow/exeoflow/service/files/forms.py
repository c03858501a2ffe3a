"""What the bytes of a file say, and how values become bytes: by the file's type, or in a named form."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from exeoflow.content import ContentInvalid, decoded, format_of, reader_of, write_xml
from exeoflow.content.csv_rows import csv_rows
from exeoflow.content.json_lines import LINES_OF_JSON, json_lines
from exeoflow.content.media_types import MediaType, media_type_of
from exeoflow.content.tables import columns_of, rows_of, write_csv
from exeoflow.model import json
from exeoflow.model.file_reference import FileReference
from exeoflow.model.json import Json
from exeoflow.service.files.errors import FileInvalid, RequestInvalid
from exeoflow.service.files.execution_files import check_file_size

Lists = Callable[[], Iterable[list[Json]]]
"""Lists that can be gone through again: there is no memory for all of many large files at once."""

_TYPES: Final = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "text": "text/plain; charset=utf-8",
}


def type_of(form: str) -> str:
    """Return the media type of what is written in a form. Raises `RequestInvalid`."""
    if form not in _TYPES:
        raise RequestInvalid(f"format must be one of {', '.join(_TYPES)}")
    return _TYPES[form]


def value_of(reference: FileReference, content: bytes, form: object = None) -> Json:
    """Read bytes in a form, or by their type: JSON, XML and CSV are data, other texts are texts, else base64.

    Raises `FileInvalid`, `RequestInvalid`.
    """
    media = _media_of(reference, form)
    charset = media_type_of(reference.content_type).charset or media.charset
    chosen = _form_of(media)
    if chosen is None and charset is None:
        return base64.b64encode(content).decode()
    text = text_of(reference, content, declares=chosen == "xml" or media.name == "text/html")
    if chosen in (None, "text"):
        return text
    with _told(f"the file cannot be read as {chosen}"):
        return reader_of(chosen)(text)


def items_of(reference: FileReference, content: bytes, form: object = None) -> Iterator[Json] | None:
    """Yield the items of a form that has one after the other, so that not all of them are in memory at once.

    None for every other form. Raises `FileInvalid` where it comes to what is not of the form, and
    `RequestInvalid`.
    """
    match _form_of(_media_of(reference, form)):
        case "csv":
            return _items(csv_rows, text_of(reference, content, declares=False), "csv")
        case "jsonl":
            return _items(json_lines, text_of(reference, content, declares=False), "jsonl")
    return None


def _items(read: Callable[[str], Iterator[Json]], text: str, form: str) -> Iterator[Json]:
    with _told(f"the file cannot be read as {form}"):
        yield from read(text)


def text_of(reference: FileReference, content: bytes, *, declares: bool) -> str:
    """Return bytes as text: in the character set of the file's type, in one that they declare, or UTF-8."""
    return decoded(content, media_type_of(reference.content_type).charset, declares=declares)


def written(value: Json, form: str) -> bytes:
    """Write a value in a form; a text is itself where that is text. Raises `FileInvalid`."""
    match form:
        case "jsonl" | "csv":
            items = value if isinstance(value, list) else [value]
            return joined(lambda: [items], form)
        case "xml":
            if not isinstance(value, Mapping):
                raise FileInvalid("XML needs an object with the name of its root")
            with _told("the value cannot be written as xml"):
                return write_xml(value).encode()
        case "text" if isinstance(value, str):
            return value.encode(errors="replace")
    return json.write(value).encode(errors="replace")


def joined(lists: Lists, form: str) -> bytes:
    """Write lists as one. Raises `FileInvalid`, `TooLarge`."""
    match form:
        case "csv":
            return _bounded(_csv(lists), b"")
        case "jsonl":
            return _bounded((b"".join(map(_line, items)) for items in lists()), b"")
        case "json":
            inner = (json.write(items)[1:-1].encode(errors="replace") for items in lists() if items)
            return b"[%s]" % _bounded(inner, b",")
    raise RequestInvalid("lists are joined as json, jsonl or csv")


def _media_of(reference: FileReference, form: object) -> MediaType:
    return media_type_of(type_of(form) if isinstance(form, str) else reference.content_type)


def _form_of(media: MediaType) -> str | None:
    return "jsonl" if media.name in LINES_OF_JSON else format_of(media.name)


def _line(item: Json) -> bytes:
    return json.write(item).encode(errors="replace") + b"\n"


def _csv(lists: Lists) -> Iterator[bytes]:
    """The rows below the names that any of them has, in the order in which these first come."""
    with _told("the items cannot be written as csv"):
        columns = columns_of(row for items in lists() for row in items)
    if columns:
        yield write_csv([columns]).encode(errors="replace")
    for items in lists():
        yield write_csv(rows_of(items, columns)).encode(errors="replace")


def _bounded(parts: Iterable[bytes], between: bytes) -> bytes:
    """Put parts together, as far as a file may reach: the rest of what is larger is not even made."""
    whole = bytearray()
    for part in parts:
        whole += between if whole else b""
        whole += part
        check_file_size(len(whole))
    return bytes(whole)


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except ContentInvalid as fault:
        raise FileInvalid(f"{what}: {fault}") from None
