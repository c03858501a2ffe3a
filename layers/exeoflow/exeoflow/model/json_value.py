"""JSON as Python values, and the one way this product writes it."""

import json
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]


def to_text(value: object) -> str:
    """Write compact JSON; characters stand for themselves, as AWS counts them.

    >>> to_text({"größe": [1, None]})
    '{"größe":[1,null]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> bytes:
    """Write equal values as equal bytes, whatever the order of their keys."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()
