"""Objects in authors' buckets.

The integration of Step Functions writes every `Body` as JSON, so that a text would stand in quotation marks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

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
        with self._named():
            return self.client.put_object(**request)["ETag"]

    def get(self, bucket: str, key: str) -> StoredObject:
        """Ask for the object, whose bytes come when they are read; raises likewise."""
        with self._named():
            answer = self.client.get_object(Bucket=bucket, Key=key)
        read = partial(self._read, answer["Body"])
        return StoredObject(answer["ContentLength"], answer["ContentType"], answer["ETag"], read)

    def _read(self, body: "StreamingBody") -> bytes:
        with self._named():
            return body.read()

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Raise errors under the names of the SDK for Java, which Lambda tells by the class.

        What the service's model does not know is the service's own error, as in
        https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html.
        """
        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            is_modelled = code in {shape.name for shape in self.client.meta.service_model.error_shapes}
            raise _error(
                code if is_modelled else _SERVICE, error.response["Error"].get("Message", code)
            ) from error
        except BotoCoreError as error:
            # S3 was not reached, or what it sent broke off.
            raise _error("SdkClient", str(error)) from error


def _error(name: str, message: str) -> Exception:
    named: type[Exception] = type(f"{_SERVICE}.{name}Exception", (Exception,), {})
    return named(message)


def _bytes_of(body: Json | bytes) -> bytes:
    if isinstance(body, bytes):
        return body
    text = body if isinstance(body, str) else json.write(body)
    return text.encode(errors="replace")
