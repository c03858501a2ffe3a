"""A file as workflows hand it on: what is too large for a state lies apart, and this names it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from exeoflow.model.json import JsonObject

MAX_FILE_BYTES: Final = 64 * 1024 * 1024

Keep = Callable[[bytes, str], JsonObject]
"""Keeps bytes of a type as a file, and returns what names it."""

_MARK: Final = "exeoflow:file"
FIELDS: Final = (_MARK, "size", "content_type")
"""What a reference says."""
_DEEPEST: Final = 4
"""A body, its field, one of several values of it, the content of that."""
# An execution's id, and what tells the files of one apart; a path of its own would lead out of the workspace.
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}/[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True)
class FileReference:
    """Which file, how many bytes it has, and of which type they are, as `Content-Type` says it."""

    id: str
    size: int
    content_type: str

    def as_json(self) -> JsonObject:
        """Return the reference as a workflow's data hold it."""
        return {_MARK: self.id, "size": self.size, "content_type": self.content_type}


def reference_of(value: object) -> FileReference | None:
    """Return the file that a value of a workflow names; None if it names none.

    >>> reference_of({"exeoflow:file": "exec_1/file_1", "size": 2, "content_type": "text/plain"})
    FileReference(id='exec_1/file_1', size=2, content_type='text/plain')
    """
    if not isinstance(value, Mapping):
        return None
    match value.get(_MARK), value.get("size"), value.get("content_type"):
        case str(file_id), int(size), str(content_type) if _ID.fullmatch(file_id):
            return FileReference(file_id, size, content_type)
        case _:
            return None


def with_contents(value: object, read: Callable[[object], object], depth: int = _DEEPEST) -> object:
    """Return a value in which each reference, where a part may have one, is what `read` makes of it."""
    if reference_of(value) is not None:
        return read(value)
    if depth and isinstance(value, Mapping):
        return {name: with_contents(item, read, depth - 1) for name, item in value.items()}
    if depth and isinstance(value, list):
        return [with_contents(item, read, depth - 1) for item in value]
    return value
