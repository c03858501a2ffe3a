"""Port: where the files of workflows lie."""

from typing import Protocol


class Files(Protocol):
    """Keeps the bytes of a workspace's files by id, for as long as executions are kept.

    An id is used once, and no file changes.
    """

    def put(self, workspace: str, file_id: str, content: bytes) -> None:
        """Keep a file; what is put twice is there once."""
        ...

    def get(self, workspace: str, file_id: str) -> bytes | None:
        """Return the bytes; None if the workspace has no such file, or no longer."""
        ...
