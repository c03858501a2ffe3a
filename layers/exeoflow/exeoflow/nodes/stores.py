"""Configuration of the nodes that read and write: DynamoDB tables and S3 buckets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Flag, Whole
from exeoflow.nodes.fields import Config, Dynamic, Text, Value, Values
from exeoflow.nodes.permission import OWN, allow, local

MAX_RESULTS = 1000

_Fields = Mapping[str, tuple[frozenset[str], frozenset[str]]]


def _fields(required: str, optional: str = "") -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(required.split()), frozenset(optional.split())


_DATABASE_FIELDS: _Fields = MappingProxyType(
    {
        "get": _fields("key", "consistent"),
        "put": _fields("item", "unless_exists"),
        "update": _fields("key set"),
        "delete": _fields("key"),
        "query": _fields("key", "index limit descending consistent"),
    }
)
_STORAGE_FIELDS: _Fields = MappingProxyType(
    {"get": _fields("key"), "put": _fields("key body", "content_type"), "list": _fields("", "prefix limit")}
)


def _check_operation(config: Config, operation: str, table: _Fields, common: frozenset[str]) -> None:
    """Refuses what the operation needs and does not get, or gets and does not need."""
    required, optional = table[operation]
    given = {name for name in config.model_fields_set if getattr(config, name) is not None}
    for name in sorted(required - given):
        values = {"field_name": name, "operation": operation}
        raise PydanticCustomError("operation-field-missing", "missing", values)
    for name in sorted(given - required - optional - common):
        raise PydanticCustomError("operation-field", "unknown", {"field_name": name, "operation": operation})


class DatabaseConfig(Config):
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
        _check_operation(self, self.operation, _DATABASE_FIELDS, frozenset({"operation", "table"}))
        return self


class StorageConfig(Config):
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
        _check_operation(self, self.operation, _STORAGE_FIELDS, frozenset({"operation", "bucket"}))
        return self


DATABASE_PERMISSIONS = (
    allow(
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        on=local("dynamodb", f"table/{OWN}*"),
    ),
    allow(
        "dynamodb:Query", on=(local("dynamodb", f"table/{OWN}*"), local("dynamodb", f"table/{OWN}*/index/*"))
    ),
)
STORAGE_PERMISSIONS = (
    allow("s3:GetObject", "s3:PutObject", on=f"s3:::{OWN}*/*"),
    allow("s3:ListBucket", on=f"s3:::{OWN}*"),
)
