"""The writes of a transaction, each under a condition or under none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.dynamodb.attributes import Plain, encode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

IS_NEW: Final = "attribute_not_exists(pk)"
IS_THERE: Final = "attribute_exists(pk)"


def put(
    table: str,
    item: Mapping[str, Plain | None],
    condition: str | None = None,
    values: Mapping[str, Plain] | None = None,
) -> "TransactWriteItemTypeDef":
    """Put an item; `values` are those that the condition compares with."""
    write: TransactWriteItemTypeDef = {"Put": {"TableName": table, "Item": encode(item)}}
    if condition is not None:
        write["Put"]["ConditionExpression"] = condition
    if values is not None:
        write["Put"]["ExpressionAttributeValues"] = encode(values)
    return write


def delete(
    table: str,
    key: Mapping[str, Plain | None],
    condition: str | None = None,
    values: Mapping[str, Plain] | None = None,
) -> "TransactWriteItemTypeDef":
    """Delete the item of a key; `values` are those that the condition compares with."""
    write: TransactWriteItemTypeDef = {"Delete": {"TableName": table, "Key": encode(key)}}
    if condition is not None:
        write["Delete"]["ConditionExpression"] = condition
    if values is not None:
        write["Delete"]["ExpressionAttributeValues"] = encode(values)
    return write
