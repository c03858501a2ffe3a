"""Plain Python values as DynamoDB attributes: enough for our items, and much faster than boto3's own."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

Plain: TypeAlias = str | int | bytes | frozenset[str]
Attributes: TypeAlias = "dict[str, AttributeValueTypeDef]"
Item: TypeAlias = dict[str, Plain]
"""An item as it is read."""
FullItem: TypeAlias = dict[str, Plain | None]
"""An item to be written, with None for what it lacks."""


def encode(item: Mapping[str, Plain | None]) -> Attributes:
    """Write an item; values that are None are left out, for DynamoDB's indexes are sparse."""
    return {name: _attribute(value) for name, value in item.items() if value is not None}


def decode(attributes: "Mapping[str, AttributeValueTypeDef]") -> Item:
    """Read what `encode` wrote."""
    return {name: _value(attribute) for name, attribute in attributes.items()}


def _attribute(value: Plain) -> "AttributeValueTypeDef":
    match value:
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case frozenset():
            return {"SS": sorted(value)}


def _value(attribute: "AttributeValueTypeDef") -> Plain:
    if "S" in attribute:
        return attribute["S"]
    if "N" in attribute:
        return int(attribute["N"])
    if "B" in attribute:
        return bytes(attribute["B"])
    return frozenset(attribute["SS"])
