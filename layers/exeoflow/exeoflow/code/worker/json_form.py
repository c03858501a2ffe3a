"""Whether what Python code returns is JSON: not whether `json.dumps` could make something else of it."""

import json
import math
from typing import Final

_MAX_DEPTH: Final = 200
_MAX_SAFE: Final = 2**53 - 1


# What makes JSON of values that authors often return, by the names of their types.
_INSTEAD: Final = {
    **dict.fromkeys(("date", "datetime", "time"), "value.isoformat()"),
    **dict.fromkeys(("Decimal", "Fraction", "UUID", "timedelta"), "str(value)"),
    **dict.fromkeys(("bytes", "bytearray"), "value.decode()"),
    **dict.fromkeys(("set", "frozenset"), "sorted(value)"),
    **dict.fromkeys(("generator", "map", "filter", "zip", "range", "deque"), "list(value)"),
    **dict.fromkeys(("dict_keys", "dict_values", "dict_items"), "list(value)"),
}


class NoJson(Exception):
    """A value that JSON has not; the message says where it stands, and what may stand there `instead`."""

    def __init__(self, fault: str, instead: str | None = None) -> None:
        super().__init__(f"{fault}, which is no JSON" + (f": use {instead}" if instead else ""))


class TooLarge(Exception):
    """More JSON than is allowed."""


def check_json(value: object, maximum: int) -> None:
    """Raise NoJson for what is none, TooLarge for more than `maximum` characters."""
    _check(value, "the result", 0)
    if len(json.dumps(value, ensure_ascii=False)) > maximum:
        raise TooLarge


def _check(value: object, path: str, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise NoJson(f"{path[:60]}… holds more than {_MAX_DEPTH} values within each other, perhaps itself")
    match value:
        case None | bool() | str():
            return
        case int() | float():
            _check_number(value, path)
        case list() | tuple():
            for index, item in enumerate(value):
                _check(item, f"{path}[{index}]", depth + 1)
        case dict():
            for key, item in value.items():
                _check(item, f"{path}.{_text(key, path)}", depth + 1)
        case _:
            raise NoJson(f"{path} is a {type(value).__name__}", _INSTEAD.get(type(value).__name__))


def _check_number(value: float, path: str) -> None:
    if isinstance(value, int) and abs(value) > _MAX_SAFE:
        raise NoJson(f"{path} is a whole number of more than 53 bits", "str(value)")
    if not math.isfinite(value):
        raise NoJson(f"{path} is {value}")


def _text(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise NoJson(f"{path} has the key {key!r}", "str(key)")
    return key
