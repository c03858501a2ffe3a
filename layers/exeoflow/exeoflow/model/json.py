"""JSON as Python values, and the one way this product reads and writes it."""

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final, TypeAlias

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
"""Any value, to be read only: a dict of strings is JSON too."""
JsonObject: TypeAlias = dict[str, Json]

MAX_NUMBER: Final = int(sys.float_info.max)
"""The largest number that expressions can hold: they know binary64 only."""
MAX_DEPTH: Final = 200
"""So many values one in another are read of what others write: readers behind descend once per level."""

# `json.dumps` would make one anew for each value: a list in parts has a million of them.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read(text: str | bytes) -> Json:
    """Read JSON. Raises `ValueError`, and `RecursionError` for what nests deeper than Python does."""
    value: Json = json.loads(text, parse_constant=_refuse)
    return value


def read_finite(text: str | bytes) -> Json:
    """Read JSON as `read` does; raises `ValueError` also for a number beyond 1.8e308, infinite to readers."""
    value: Json = json.loads(
        text, parse_constant=_refuse, parse_float=partial(_finite, float), parse_int=partial(_finite, int)
    )
    return value


def _finite(kind: type[float], text: str) -> float:
    if math.isinf(float(text)):
        raise ValueError("a number is too large")
    return kind(text)


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


def nests_deeper(value: Json, most: int = MAX_DEPTH) -> bool:
    """Say whether more than `most` lists and objects lie one in another.

    >>> nests_deeper([[]], 1), nests_deeper([1, {}], 2)
    (True, False)
    """
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        if not level:
            return False
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    return bool(level)


def value_at(value: Json, path: Iterable[str]) -> Json:
    """Return what names of fields lead to, one within the other; None where they lead nowhere.

    >>> value_at({"order": {"id": 7}}, ["order", "id"])
    7
    """
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
