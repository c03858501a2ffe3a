"""The files that one execution keeps and reads: those of its workspace, and new ones under its own id."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol

from exeoflow.errors import Unavailable
from exeoflow.model.file_reference import MAX_FILE_BYTES, FileReference, reference_of
from exeoflow.model.json import JsonObject
from exeoflow.service.files.errors import FileMissing, RequestInvalid, TooLarge, Unreachable
from exeoflow.service.ports.clock import IdSource
from exeoflow.service.ports.files import Files
from exeoflow.service.ports.objects import Objects

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


class FilePorts(Protocol):
    """What files need of the world."""

    @property
    def files(self) -> Files:
        """Where they lie."""
        ...

    @property
    def ids(self) -> IdSource:
        """Where ids come from."""
        ...


class ObjectPorts(FilePorts, Protocol):
    """What is needed where files become objects, and objects files."""

    @property
    def objects(self) -> Objects:
        """The objects in authors' own buckets."""
        ...


@dataclass(frozen=True, slots=True)
class ExecutionFiles:
    """Reads what a value names, and keeps what is new; the value cannot lead into another workspace."""

    files: Files
    ids: IdSource
    workspace: str
    execution_id: str

    def new_reference(self, size: int, content_type: str) -> FileReference:
        """Name a file that is not kept yet. Raises `TooLarge`."""
        check_file_size(size)
        return FileReference(f"{self.execution_id}/{self.ids.new_id('file')}", size, content_type)

    def keep(self, content: bytes, content_type: str) -> JsonObject:
        """Keep a file, and return what names it. Raises `TooLarge`, `Unreachable`."""
        reference = self.new_reference(len(content), content_type)
        self.put(reference, content)
        return reference.as_json()

    def put(self, reference: FileReference, content: bytes) -> None:
        """Keep a file that has its name already. Raises `Unreachable`."""
        with _reached():
            self.files.put(self.workspace, reference.id, content)

    def named(self, value: object) -> tuple[FileReference, bytes]:
        """Return the file that a value names. Raises `RequestInvalid`, `FileMissing`, `Unreachable`."""
        reference = reference_of(value)
        if reference is None:
            raise RequestInvalid("what the node is given is no file")
        with _reached():
            content = self.files.get(self.workspace, reference.id)
        if content is None:
            raise FileMissing("there is no such file, or no longer: files go with their executions")
        return reference, content


def check_file_size(size: int) -> None:
    """Raise `TooLarge` for so many bytes as no file may have."""
    if size > MAX_FILE_BYTES:
        raise TooLarge(f"a file of {size:,} bytes is larger than {MAX_FILE_BYTES // 2**20} MiB")


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        raise Unreachable("files cannot be reached now") from error


def files_of(payload: Mapping[str, Any], ports: FilePorts) -> ExecutionFiles:
    """Return the files of the execution that a task's payload names. Raises `RequestInvalid`."""
    workspace, execution_id = payload.get("workspace"), payload.get("execution_id")
    for name in (workspace, execution_id):
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise RequestInvalid("files can only be used by an execution of a workspace")
    return ExecutionFiles(ports.files, ports.ids, str(workspace), str(execution_id))
