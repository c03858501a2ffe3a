"""JSON as Python values, and the one way this product reads and writes it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
"""Any value, to be read only: a dict of strings is JSON too."""
JsonObject: TypeAlias = dict[str, Json]

# `json.dumps` would make one anew for each value: a list in parts has a million of them.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read(text: str | bytes) -> Json:
    """Read JSON. Raises `ValueError`, and `RecursionError` for what nests deeper than Python does."""
    value: Json = json.loads(text, parse_constant=_refuse)
    return value


def _refuse(name: str) -> None:
    """Refuse NaN and Infinity, which Python reads though JSON has no such numbers."""
    raise ValueError(f"{name} is no JSON")


def write(value: object) -> str:
    """Write compact JSON; characters stand for themselves, as AWS counts them.

    >>> write({"größe": [1, None]})
    '{"größe":[1,null]}'
    """
    return _ENCODER.encode(value)


def canonical(value: object) -> bytes:
    """Write equal values as equal bytes, whatever the order of their keys."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()


def value_at(value: Json, path: Iterable[str]) -> Json:
    """Return what names of fields lead to, one within the other; None where they lead nowhere.

    >>> value_at({"order": {"id": 7}}, ["order", "id"])
    7
    """
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
