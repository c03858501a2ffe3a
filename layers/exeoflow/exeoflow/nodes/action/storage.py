"""The node that reads, writes and lists the objects of an S3 bucket.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, Self, assert_never

from pydantic import Field, model_validator

from exeoflow.model.resource_names import ResourceForm
from exeoflow.model.scalars import Flag, Whole
from exeoflow.nodes.fields import AnyValue, Config, Dynamic, Text, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import files_call
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.operations import Fields, check_operation, fields
from exeoflow.nodes.permission import OWN, allow, invoke

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

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
    {
        "get": fields("key", "as_file"),
        "put": fields("key body", "content_type"),
        "list": fields("", "prefix limit"),
    }
)


class StorageConfig(
    Config, json_schema_extra=example(operation="get", bucket="exeoflow-invoices", key="{{ $input.id }}.json")
):
    """Reads, writes or lists the objects of an S3 bucket.

    `get` yields `body` (text; with `as_file` there is `file` in its place), `content_type`, `size`, `etag`;
    `put` writes a text and what a file holds as they are, anything else as JSON, and yields `etag`; `list`
    yields a list of `key`, `size`, `etag`, `last_modified` (one page).
    """

    operation: Literal["get", "put", "list"]
    bucket: Text
    key: Text | None = None
    body: AnyValue = None
    content_type: Text | None = None
    prefix: Text | None = None
    limit: Dynamic[Annotated[Whole, Field(ge=1, le=MAX_RESULTS)]] | None = None
    as_file: Flag | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        check_operation(self, self.operation, _FIELDS, frozenset({"operation", "bucket"}))
        return self


def lower_storage(config: StorageConfig, bindings: Bindings) -> Task:
    """One call of S3, which Step Functions itself makes where the body is certainly no text."""
    arguments: dict[str, Json] = {"Bucket": bindings.value(config.bucket)}
    fields = {
        "Key": config.key,
        "ContentType": config.content_type,
        "Prefix": config.prefix,
        "MaxKeys": config.limit,
    }
    arguments |= {name: bindings.value(value) for name, value in fields.items() if value is not None}
    match config.operation:
        case "get" if config.as_file:
            # Step Functions reads nothing that is larger than a state.
            return files_call("${RunFileOperationFunctionArn}", {**arguments, "operation": "fetch"}, bindings)
        case "get":
            return Task(_GET_OBJECT, arguments, _OBJECT)
        case "put":
            arguments["Body"] = bindings.value(config.body)
            if isinstance(config.body, str):
                # Step Functions would write a text as JSON.
                return files_call("${PutObjectFunctionArn}", arguments, bindings)
            return Task(_PUT_OBJECT, arguments, {"etag": "{% $states.result.ETag %}"})
        case "list":
            return Task(_LIST_OBJECTS, arguments, _LISTING)
        case _:
            assert_never(config.operation)


def _known_fields(config: "Mapping[str, Any]") -> tuple[str, ...] | None:
    kept = _known_file(config)
    return None if kept is None else (*kept, "content_type", "size", "etag")


def _known_file(config: "Mapping[str, Any]") -> tuple[str, ...] | None:
    return ("file",) if config.get("as_file") is True else None


STORAGE = NodeType(
    "storage",
    Kind.ACTION,
    StorageConfig,
    lower_storage,
    is_task=True,
    known_fields=_known_fields,
    known_file=_known_file,
    resource_fields=MappingProxyType({"bucket": ResourceForm.BUCKET}),
    synonyms=MappingProxyType({f"S3.{name}": (f"S3.{name}Exception",) for name in _REFUSALS}),
    permissions=(
        allow("s3:GetObject", "s3:PutObject", on=f"s3:::{OWN}*/*"),
        invoke("PutObjectFunction", "RunFileOperationFunction"),
        allow("s3:ListBucket", on=f"s3:::{OWN}*"),
    ),
)
