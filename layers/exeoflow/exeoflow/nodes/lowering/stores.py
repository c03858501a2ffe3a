"""Lowerings of nodes that read and write tables and buckets.

Sources: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html and
https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

from typing import TYPE_CHECKING, assert_never

from exeoflow.nodes.lowering.attribute_values import plain_item, plain_items, typed_item, typed_values
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.shapes import Task
from exeoflow.nodes.stores import DatabaseConfig, StorageConfig

if TYPE_CHECKING:
    from exeoflow.model.json import Json

_GET_ITEM = "arn:aws:states:::dynamodb:getItem"
_PUT_ITEM = "arn:aws:states:::dynamodb:putItem"
_UPDATE_ITEM = "arn:aws:states:::dynamodb:updateItem"
_DELETE_ITEM = "arn:aws:states:::dynamodb:deleteItem"
_QUERY = "arn:aws:states:::aws-sdk:dynamodb:query"
_GET_OBJECT = "arn:aws:states:::aws-sdk:s3:getObject"
_PUT_OBJECT = "arn:aws:states:::aws-sdk:s3:putObject"
_LIST_OBJECTS = "arn:aws:states:::aws-sdk:s3:listObjectsV2"

_OLD = plain_item("$states.result.Attributes")


def lower_database(config: DatabaseConfig, bindings: Bindings) -> Task:
    """One call of DynamoDB."""
    table: dict[str, Json] = {"TableName": bindings.value(config.table)}
    match config.operation:
        case "get":
            arguments = table | {"Key": typed_item(config.key, bindings), "ConsistentRead": config.consistent}
            return Task(_GET_ITEM, arguments, plain_item("$states.result.Item"))
        case "put":
            item: dict[str, Json] = {"Item": typed_item(config.item, bindings), "ReturnValues": "ALL_OLD"}
            return Task(_PUT_ITEM, table | item | _unless_exists(config), _OLD)
        case "delete":
            key: dict[str, Json] = {"Key": typed_item(config.key, bindings), "ReturnValues": "ALL_OLD"}
            return Task(_DELETE_ITEM, table | key, _OLD)
        case "update":
            return Task(_UPDATE_ITEM, table | _update(config, bindings), _OLD)
        case "query":
            return Task(_QUERY, table | _query(config, bindings), plain_items("$states.result.Items"))
        case _:
            assert_never(config.operation)


def _unless_exists(config: DatabaseConfig) -> "dict[str, Json]":
    if config.unless_exists is None:
        return {}
    return {
        "ConditionExpression": "attribute_not_exists(#name)",
        "ExpressionAttributeNames": {"#name": config.unless_exists},
    }


def _update(config: DatabaseConfig, bindings: Bindings) -> "dict[str, Json]":
    fields = config.set or {}
    assignments = ", ".join(f"#name{index} = :value{index}" for index in range(len(fields)))
    return {
        "Key": typed_item(config.key, bindings),
        "UpdateExpression": f"SET {assignments}",
        **_placeholders(fields, bindings),
        "ReturnValues": "ALL_NEW",
    }


def _query(config: DatabaseConfig, bindings: Bindings) -> "dict[str, Json]":
    key = config.key or {}
    equalities = " AND ".join(f"#name{index} = :value{index}" for index in range(len(key)))
    arguments: dict[str, Json] = {
        "KeyConditionExpression": equalities,
        **_placeholders(key, bindings),
        "ScanIndexForward": not config.descending,
        "ConsistentRead": config.consistent,
    }
    if config.index is not None:
        arguments["IndexName"] = bindings.value(config.index)
    if config.limit is not None:
        arguments["Limit"] = bindings.value(config.limit)
    return arguments


def _placeholders(fields: "dict[str, Json]", bindings: Bindings) -> "dict[str, Json]":
    """Names and values by placeholders, so that no name collides with a word of the language."""
    values = {f":value{index}": value for index, value in enumerate(fields.values())}
    return {
        "ExpressionAttributeNames": {
            f"#name{index}": bindings.literal(name) for index, name in enumerate(fields)
        },
        "ExpressionAttributeValues": typed_values(values, bindings),
    }


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


_OBJECT = (
    "{% {'body': $states.result.Body, 'content_type': $states.result.ContentType, "
    "'size': $states.result.ContentLength, 'etag': $states.result.ETag} %}"
)
_LISTING = (
    "{% $reduce([$states.result.Contents], function($_list, $_each) { $append($_list, [{'key': $_each.Key, "
    "'size': $_each.Size, 'etag': $_each.ETag, 'last_modified': $_each.LastModified}]) }, []) %}"
)
