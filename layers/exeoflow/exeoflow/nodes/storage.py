"""The node that reads, writes and lists the objects of an S3 bucket.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, Self, assert_never

from pydantic import Field, model_validator

from exeoflow.model.resource_names import ResourceForm
from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import Config, Dynamic, Text, Value, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.operations import Fields, check_operation, fields
from exeoflow.nodes.permission import OWN, allow

if TYPE_CHECKING:
    from exeoflow.model.json import Json

MAX_RESULTS = 1000

_GET_OBJECT = "arn:aws:states:::aws-sdk:s3:getObject"
_PUT_OBJECT = "arn:aws:states:::aws-sdk:s3:putObject"
_LIST_OBJECTS = "arn:aws:states:::aws-sdk:s3:listObjectsV2"

_OBJECT = (
    "{% {'body': $states.result.Body, 'content_type': $states.result.ContentType, "
    "'size': $states.result.ContentLength, 'etag': $states.result.ETag} %}"
)
_LISTING = (
    "{% $reduce([$states.result.Contents], function($_list, $_each) { $append($_list, [{'key': $_each.Key, "
    "'size': $_each.Size, 'etag': $_each.ETag, 'last_modified': $_each.LastModified}]) }, []) %}"
)

# The service's own names; Step Functions puts a word behind them.
_REFUSALS = ("NoSuchKey", "NoSuchBucket")

_FIELDS: Fields = MappingProxyType(
    {"get": fields("key"), "put": fields("key body", "content_type"), "list": fields("", "prefix limit")}
)


class StorageConfig(
    Config, json_schema_extra=example(operation="get", bucket="exeoflow-invoices", key="{{ $input.id }}.json")
):
    """Reads, writes or lists the objects of an S3 bucket.

    `get` yields `body` (text), `content_type`, `size`, `etag`; `put` yields `etag`; `list` yields a list of
    `key`, `size`, `etag`, `last_modified` (one page).
    """

    operation: Literal["get", "put", "list"]
    bucket: Text
    key: Text | None = None
    body: Value = None
    content_type: Text | None = None
    prefix: Text | None = None
    limit: Dynamic[Annotated[Whole, Field(ge=1, le=MAX_RESULTS)]] | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        check_operation(self, self.operation, _FIELDS, frozenset({"operation", "bucket"}))
        return self


def lower_storage(config: StorageConfig, bindings: Bindings) -> Task:
    """One call of S3. Step Functions writes the body as JSON, whatever it is."""
    arguments: dict[str, Json] = {"Bucket": bindings.value(config.bucket)}
    fields = {
        "Key": config.key,
        "ContentType": config.content_type,
        "Prefix": config.prefix,
        "MaxKeys": config.limit,
    }
    arguments |= {name: bindings.value(value) for name, value in fields.items() if value is not None}
    match config.operation:
        case "get":
            return Task(_GET_OBJECT, arguments, _OBJECT)
        case "put":
            arguments["Body"] = bindings.value(config.body)
            return Task(_PUT_OBJECT, arguments, {"etag": "{% $states.result.ETag %}"})
        case "list":
            return Task(_LIST_OBJECTS, arguments, _LISTING)
        case _:
            assert_never(config.operation)


STORAGE = NodeType(
    "storage",
    Kind.ACTION,
    StorageConfig,
    lower_storage,
    is_task=True,
    resource_fields=MappingProxyType({"bucket": ResourceForm.BUCKET}),
    synonyms=MappingProxyType({f"S3.{name}": (f"S3.{name}Exception",) for name in _REFUSALS}),
    permissions=(
        allow("s3:GetObject", "s3:PutObject", on=f"s3:::{OWN}*/*"),
        allow("s3:ListBucket", on=f"s3:::{OWN}*"),
    ),
)
