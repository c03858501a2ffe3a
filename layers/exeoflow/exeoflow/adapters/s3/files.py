"""The files of workflows in the stack's bucket, which forgets them by a rule of its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from exeoflow.adapters.aws_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_ABSENT: Final = "NoSuchKey"
"""What S3 answers to who may list the bucket, too; others learn no more than that they may not."""


@dataclass(frozen=True, slots=True)
class S3Files:
    """Keeps a file as an object below its workspace."""

    client: "S3Client"
    bucket: str

    def put(self, workspace: str, file_id: str, content: bytes) -> None:
        """Put the object."""
        with translated():
            self.client.put_object(Bucket=self.bucket, Key=f"{workspace}/{file_id}", Body=content)

    def get(self, workspace: str, file_id: str) -> bytes | None:
        """Read the object."""
        with translated():
            try:
                answer = self.client.get_object(Bucket=self.bucket, Key=f"{workspace}/{file_id}")
                return answer["Body"].read()
            except ClientError as error:
                if error.response["Error"]["Code"] == _ABSENT:
                    return None
                raise
