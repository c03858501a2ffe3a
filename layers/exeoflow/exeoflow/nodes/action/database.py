"""The node that reads and writes a DynamoDB table.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, assert_never

from pydantic import Field, model_validator

from exeoflow.model.resource_names import ResourceForm
from exeoflow.model.scalars import Flag, Whole
from exeoflow.nodes.fields import Config, Dynamic, Text, Values, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.attribute_values import plain_item, plain_items, typed_item, typed_values
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.operations import Fields, check_operation, fields
from exeoflow.nodes.permission import OWN, allow, local

if TYPE_CHECKING:
    from exeoflow.model.json import Json

MAX_RESULTS = 1000

_GET_ITEM = "arn:aws:states:::dynamodb:getItem"
_PUT_ITEM = "arn:aws:states:::dynamodb:putItem"
_UPDATE_ITEM = "arn:aws:states:::dynamodb:updateItem"
_DELETE_ITEM = "arn:aws:states:::dynamodb:deleteItem"
_QUERY = "arn:aws:states:::aws-sdk:dynamodb:query"

_OLD = plain_item("$states.result.Attributes")

_FIELDS: Fields = MappingProxyType(
    {
        "get": fields("key", "consistent"),
        "put": fields("item", "unless_exists"),
        "update": fields("key set"),
        "delete": fields("key"),
        "query": fields("key", "index limit descending consistent"),
    }
)


class DatabaseConfig(
    Config,
    json_schema_extra=example(
        operation="get", table="exeoflow-customers", key={"id": "{{ $input.customer }}"}
    ),
):
    """Reads or writes a DynamoDB table with plain JSON values.

    `get` yields the item or null, `put` and `delete` the item as it was before or null, `update` the item as
    it is then, and `query` the list of items (one page) whose key's attributes have the given values.
    """

    operation: Literal["get", "put", "update", "delete", "query"]
    table: Text
    key: Annotated[Values, Field(min_length=1, max_length=2)] | None = None
    item: Dynamic[dict[str, Any]] | None = None
    set: Annotated[Values, Field(min_length=1, max_length=100)] | None = None
    index: Text | None = None
    limit: Dynamic[Annotated[Whole, Field(ge=1, le=MAX_RESULTS)]] | None = None
    descending: Flag = False
    consistent: Flag = False
    unless_exists: Annotated[str, Field(min_length=1, max_length=255)] | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        check_operation(self, self.operation, _FIELDS, frozenset({"operation", "table"}))
        return self


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


DATABASE = NodeType(
    "database",
    Kind.ACTION,
    DatabaseConfig,
    lower_database,
    is_task=True,
    resource_fields=MappingProxyType({"table": ResourceForm.TABLE}),
    permissions=(
        allow(
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            on=local("dynamodb", f"table/{OWN}*"),
        ),
        allow(
            "dynamodb:Query",
            on=(local("dynamodb", f"table/{OWN}*"), local("dynamodb", f"table/{OWN}*/index/*")),
        ),
    ),
)
