"""Objects in authors' buckets.

The integration of Step Functions writes every `Body` as JSON, so that a text would stand in quotation marks.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from exeoflow.model import json
from exeoflow.model.json import Json
from exeoflow.service.ports.files import StoredObject

if TYPE_CHECKING:
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
        try:
            return self.client.put_object(**request)["ETag"]
        except ClientError as error:
            raise self._named(error) from error

    def get(self, bucket: str, key: str) -> StoredObject:
        """Ask for the object, whose bytes come when they are read; raises likewise."""
        try:
            answer = self.client.get_object(Bucket=bucket, Key=key)
        except ClientError as error:
            raise self._named(error) from error
        return StoredObject(
            answer["ContentLength"], answer["ContentType"], answer["ETag"], answer["Body"].read
        )

    def _named(self, error: ClientError) -> Exception:
        """Return the error under the name of the SDK for Java, which Lambda tells by the class.

        What the service's model does not know is the service's own error, as in
        https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html.
        """
        code = error.response["Error"]["Code"]
        is_modelled = code in {shape.name for shape in self.client.meta.service_model.error_shapes}
        name = f"{_SERVICE}.{code if is_modelled else _SERVICE}Exception"
        named: type[Exception] = type(name, (Exception,), {})
        return named(error.response["Error"].get("Message", code))


def _bytes_of(body: Json | bytes) -> bytes:
    if isinstance(body, bytes):
        return body
    text = body if isinstance(body, str) else json.write(body)
    return text.encode(errors="replace")
