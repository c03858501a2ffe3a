"""Files of workflows that a request sends or keeps; whoever asks beside a workflow has none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from exeoflow.http_request.errors import RequestInvalid
from exeoflow.model.file_reference import MAX_FILE_BYTES


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
