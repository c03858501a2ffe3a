"""Files of workflows that a request sends or keeps; whoever asks beside a workflow has none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from exeoflow.http_request.errors import RequestInvalid
from exeoflow.model.file_reference import MAX_FILE_BYTES, reference_of

_DEEPEST: Final = 4
"""A body, its field, one of several values of it, the content of that."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The bytes of a file, and what `Content-Type` says of them."""

    content: bytes
    content_type: str


ReadFile = Callable[[object], KeptFile]
"""Reads the file that a value names."""


def no_files(*_asked: object) -> NoReturn:
    """Refuse to read or keep a file: whoever asks beside a workflow has none, and no place for one."""
    raise RequestInvalid("files can only be used by an execution of a workspace")


def bounded(read: ReadFile) -> ReadFile:
    """Read the files of one request, which all together have no more bytes than one file may have."""
    total = 0

    def read_next(value: object) -> KeptFile:
        nonlocal total
        file = read(value)
        total += len(file.content)
        if total > MAX_FILE_BYTES:
            raise RequestInvalid(f"the files of a request have more than {MAX_FILE_BYTES // 2**20} MiB")
        return file

    return read_next


def with_contents(value: object, read: ReadFile, depth: int = _DEEPEST) -> object:
    """Return a body in which each reference, where a part may have one, has become its file."""
    if reference_of(value) is not None:
        return read(value)
    if depth and isinstance(value, Mapping):
        return {name: with_contents(item, read, depth - 1) for name, item in value.items()}
    if depth and isinstance(value, list):
        return [with_contents(item, read, depth - 1) for item in value]
    return value
