"""Port: the objects in authors' own buckets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from exeoflow.model.json import Json


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
