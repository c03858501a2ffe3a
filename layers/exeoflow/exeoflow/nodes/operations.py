"""What nodes with several operations have in common: each operation takes fields of its own."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import KnownOutput

Fields = Mapping[str, tuple[frozenset[str], frozenset[str]]]
"""For each operation the fields that it needs and those that it may have besides."""


def fields(required: str, optional: str = "") -> tuple[frozenset[str], frozenset[str]]:
    """An operation's fields, given with spaces between their names."""
    return frozenset(required.split()), frozenset(optional.split())


def check_operation(config: Config, operation: str, table: Fields, common: frozenset[str]) -> None:
    """Refuses what the operation needs and does not get, or gets and does not need."""
    required, optional = table[operation]
    given = {name for name in config.model_fields_set if getattr(config, name) is not None}
    for name in sorted(required - given):
        values = {"field_name": name, "operation": operation}
        raise PydanticCustomError("operation-field-missing", "missing", values)
    for name in sorted(given - required - optional - common):
        raise PydanticCustomError("operation-field", "unknown", {"field_name": name, "operation": operation})


def kept_by(*operations: str) -> KnownOutput:
    """The output is a file after these operations, but where it is asked for in base64."""

    def known_file(config: Mapping[str, Any]) -> tuple[str, ...] | None:
        # Not a set: a configuration that is not valid may hold what none can.
        keeps = config.get("operation") in operations and config.get("response") in (None, "file")
        return () if keeps else None

    return known_file
