"""The use case behind the node `file`: from the task's payload to the node's output."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from exeoflow.content import ContentInvalid, decoded, format_of, reader_of
from exeoflow.content.media_types import media_type_of
from exeoflow.model import json
from exeoflow.model.file_reference import FileReference, reference_of
from exeoflow.model.json import Json
from exeoflow.model.state_room import answer_room
from exeoflow.service.files.errors import FileInvalid, RequestInvalid, TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles, ObjectPorts, check_file_size, files_of
from exeoflow.service.files.parts import parts_of
from exeoflow.service.ports.objects import StoredObject

MAX_PART_BYTES: Final = 200_000
"""What a part of a list may have, so that who reads it in AWS has room for something beside it."""
MAX_PART_ITEMS: Final = 10_000
_JSON: Final = "application/json"
_TEXT: Final = "text/plain; charset=utf-8"
_AROUND: Final = 1024
"""What Step Functions puts around the answer."""


def run_file_operation(payload: Mapping[str, Any], ports: ObjectPorts) -> Json:
    """Write, read, split, join or fetch files, as `operation` says. Raises `FileFailed`."""
    own = files_of(payload, ports)
    match payload.get("operation"):
        case "write":
            return _write(own, payload.get("value"), payload.get("content_type"))
        case "read":
            return _fitting(_value_of(*own.named(payload.get("file"))))
        case "split":
            return _split(own, payload)
        case "join":
            return own.keep(_joined(_lists(own, payload.get("files"))), _JSON)
        case "fetch":
            return _fetch(own, ports.objects.get(payload["Bucket"], payload["Key"]))
    raise RequestInvalid("operation must be one of write, read, split, join, fetch")


def _write(own: ExecutionFiles, value: Json, content_type: object) -> Json:
    """Keep a text as it is, anything else as JSON."""
    text, usual = (value, _TEXT) if isinstance(value, str) else (json.write(value), _JSON)
    return own.keep(text.encode(errors="replace"), content_type if isinstance(content_type, str) else usual)


def _fetch(own: ExecutionFiles, found: StoredObject) -> Json:
    """Keep a copy of an object: what the author puts there later does not change it."""
    reference = own.new_reference(found.size, found.content_type)
    own.put(reference, found.read())
    return {
        "file": reference.as_json(),
        "content_type": found.content_type,
        "size": found.size,
        "etag": found.etag,
    }


def _split(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    """Keep a file per part; nothing is kept if the state cannot carry their names."""
    items, size = payload.get("items"), payload.get("size")
    if not isinstance(size, int) or not 1 <= size <= MAX_PART_ITEMS:
        raise RequestInvalid(f"size must be a number from 1 to {MAX_PART_ITEMS:,}")
    found = _value_of(*own.named(payload.get("file")))
    if isinstance(items, str):
        found = json.value_at(found, items.split("."))
    if not isinstance(found, list):
        raise FileInvalid("there is no list" + (f" at {items}" if isinstance(items, str) else " in the file"))
    parts = list(parts_of(found, size, MAX_PART_BYTES))
    references = [own.new_reference(len(part), _JSON) for part in parts]
    output = _fitting([each.as_json() for each in references])
    for reference, part in zip(references, parts, strict=True):
        own.put(reference, part)
    return output


def _lists(own: ExecutionFiles, values: Json) -> Iterator[list[Json]]:
    """Yield lists one after the other, be they files or not; what is no list counts as one of an item."""
    for value in values if isinstance(values, list) else [values]:
        found = _value_of(*own.named(value)) if reference_of(value) is not None else value
        yield found if isinstance(found, list) else [found]


def _joined(lists: Iterable[list[Json]]) -> bytes:
    """Write lists as one, each as it comes: there is no memory for all of many large files at once."""
    joined = bytearray()
    for items in filter(None, lists):
        joined += b"," if joined else b""
        joined += json.write(items)[1:-1].encode(errors="replace")
        check_file_size(len(joined))
    return b"[%s]" % joined


def _value_of(reference: FileReference, content: bytes) -> Json:
    """Read the bytes by their type: JSON, XML and CSV are data, other texts are texts, else base64."""
    media = media_type_of(reference.content_type)
    form = format_of(media.name)
    if form is None and media.charset is None:
        return base64.b64encode(content).decode()
    text = decoded(content, media.charset, declares=form == "xml" or media.name == "text/html")
    if form in (None, "text"):
        return text
    try:
        return reader_of(str(form))(text)
    except ContentInvalid as fault:
        raise FileInvalid(f"the file cannot be read as {form}: {fault}") from None


def _fitting(output: Json) -> Json:
    """Return what a state can carry."""
    size, room = len(json.write(output).encode(errors="replace")), answer_room(_AROUND)
    if size > room:
        raise TooLarge(
            f"the result has {size:,} bytes of JSON, {room:,} are allowed: split the file, and read its parts"
        )
    return output
