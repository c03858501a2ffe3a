"""Ports: what nodes use of authors' own accounts beside machines: objects in their buckets, and mails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from exeoflow.model.json import Json, JsonObject


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


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; one with a `content_id` stands in its HTML (`cid:`)."""

    filename: str
    content: bytes
    content_type: str | None
    content_id: str | None


class Mails(Protocol):
    """Sends mails. Errors are named as Step Functions names them (`SesV2.MessageRejectedException`)."""

    def send(self, mail: JsonObject, attachments: list[Attachment]) -> str:
        """Send what `SendEmail` of SES is asked, with the attachments; return the id of the message."""
        ...
