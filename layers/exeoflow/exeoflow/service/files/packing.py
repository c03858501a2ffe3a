"""Files become archives, and archives files."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from exeoflow.content import ContentInvalid
from exeoflow.content.file_names import ending_of, type_of_name
from exeoflow.content.media_types import media_type_of
from exeoflow.model.file_reference import reference_of
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.files.contents import answered, content_of
from exeoflow.service.files.errors import FileInvalid, RequestInvalid, TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles, check_file_size

_LONGEST_NAME: Final = 255
_UNKNOWN: Final = "application/octet-stream"


def compress(own: ExecutionFiles, payload: Mapping[str, Any]) -> JsonObject:
    """Put files, by their names, into one archive. Raises `FileFailed`."""
    from exeoflow.content.archives import MEDIA_TYPES, pack  # noqa: PLC0415 - other operations need none of it

    form = payload.get("format") or "zip"
    if form not in MEDIA_TYPES:
        raise RequestInvalid(f"files are compressed as {', '.join(MEDIA_TYPES)}")
    files: dict[str, bytes] = {}
    size = 0
    for name, value in _named(payload.get("files")):
        if name in files or not 1 <= len(name) <= _LONGEST_NAME:
            raise RequestInvalid(f"each file needs a name of its own, of at most {_LONGEST_NAME} characters")
        files[name] = content_of(own, value)
        size += len(files[name])
        check_file_size(size)
    try:
        return answered(own, payload, pack(files, form), MEDIA_TYPES[form])
    except ContentInvalid as fault:
        raise RequestInvalid(f"{fault}") from None


def extract(own: ExecutionFiles, payload: Mapping[str, Any]) -> list[Json]:
    """Take all files out of an archive, each with its name and the type of that. Raises `FileFailed`."""
    from exeoflow.content.archives import ArchiveTooLarge, unpack  # noqa: PLC0415 - likewise

    try:
        found = list(unpack(content_of(own, payload.get("file"))))
    except ArchiveTooLarge as fault:
        raise TooLarge(f"{fault}") from None
    except ContentInvalid as fault:
        raise FileInvalid(f"{fault}") from None
    return [_taken(own, payload, name, content) for name, content in found]


def _taken(own: ExecutionFiles, payload: Mapping[str, Any], name: str | None, content: bytes) -> JsonObject:
    kind = None if name is None else type_of_name(name)
    return {"name": name, "file": answered(own, payload, content, kind or _UNKNOWN)}


def _named(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield files with their names: those of an object are its keys, others are numbered."""
    if isinstance(value, Mapping) and not _is_file(value):
        yield from value.items()
        return
    for number, each in enumerate(value if isinstance(value, list) else [value], start=1):
        if isinstance(each, Mapping) and "file" in each:
            yield str(each.get("name") or _numbered(number, each["file"])), each["file"]
        else:
            yield _numbered(number, each), each


def _is_file(value: Json) -> bool:
    """Whether a value is a file, or one beside its name."""
    return isinstance(value, Mapping) and (
        reference_of(value) is not None
        or value.get("encoding") == "base64"
        or {"name", "file"} == value.keys()
    )


def _numbered(number: int, value: Json) -> str:
    reference = reference_of(value)
    kind = "" if reference is None else media_type_of(reference.content_type).name
    return f"file_{number}{ending_of(kind)}"
