"""Ports: where the files of workflows lie, and the objects in authors' own buckets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from exeoflow.model.json import Json


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


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What is known of an object; `read` fetches its bytes."""

    size: int
    content_type: str
    etag: str
    read: Callable[[], bytes]


class Objects(Protocol):
    """Puts and gets objects, whose buckets a definition holds to the workspace.

    Errors are named as Step Functions names them (`S3.NoSuchBucketException`).
    """

    def put(self, bucket: str, key: str, body: Json | bytes, content_type: str | None) -> str:
        """Put bytes and a text (UTF-8) as they are, anything else as JSON; return the ETag."""
        ...

    def get(self, bucket: str, key: str) -> StoredObject:
        """Return an object."""
        ...
