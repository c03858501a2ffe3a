"""Objects in authors' buckets.

The integration of Step Functions writes every `Body` as JSON, so that a text would stand in quotation marks.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.integration_errors import named_as_integrations_do
from exeoflow.model import json
from exeoflow.model.json import Json
from exeoflow.service.ports.objects import StoredObject

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

_SERVICE: Final = "S3"


@dataclass(frozen=True, slots=True)
class S3Objects:
    """Puts objects by the API of S3."""

    client: "S3Client"

    def put(self, bucket: str, key: str, body: Json | bytes, content_type: str | None) -> str:
        """Put the object; raises an error that is named as Step Functions names what S3 answers."""
        request: PutObjectRequestTypeDef = {"Bucket": bucket, "Key": key, "Body": _bytes_of(body)}
        if content_type is not None:
            request["ContentType"] = content_type
        with named_as_integrations_do(self.client, _SERVICE):
            return self.client.put_object(**request)["ETag"]

    def get(self, bucket: str, key: str) -> StoredObject:
        """Ask for the object, whose bytes come when they are read; raises likewise."""
        with named_as_integrations_do(self.client, _SERVICE):
            answer = self.client.get_object(Bucket=bucket, Key=key)
        read = partial(self._read, answer["Body"])
        return StoredObject(answer["ContentLength"], answer["ContentType"], answer["ETag"], read)

    def _read(self, body: "StreamingBody") -> bytes:
        with named_as_integrations_do(self.client, _SERVICE):
            return body.read()


def _bytes_of(body: Json | bytes) -> bytes:
    if isinstance(body, bytes):
        return body
    text = body if isinstance(body, str) else json.write(body)
    return text.encode(errors="replace")
