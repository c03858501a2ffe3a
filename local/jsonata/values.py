"""JSON values as jsonata-python takes and yields them.

For that library None is JSONata's undefined; JSON's null is a value of its own.
"""

from math import isfinite
from typing import Any, Final

from jsonata.utils import Utils

_INTEGERS_BELOW: Final = 1e21  # JSON.stringify writes larger ones with an exponent


def to_jsonata(value: Any) -> Any:
    """Return a copy of a JSON value that an expression may read."""
    match value:
        case None:
            return Utils.NULL_VALUE
        case dict():
            return {key: to_jsonata(member) for key, member in value.items()}
        case list():
            return [to_jsonata(member) for member in value]
    return value


def to_json(result: Any) -> Any:
    """Return the JSON value of a defined result; raise ValueError for functions and numbers out of range."""
    match result:
        case None | bool() | str() | int():
            return result
        case float():
            return _to_number(result)
        case dict():
            return {key: to_json(member) for key, member in result.items()}
        case list():
            return [to_json(member) for member in result]
    if result is Utils.NULL_VALUE:
        return None
    raise ValueError("The JSONata expression returned a function, which is no JSON value.")


def _to_number(number: float) -> float:
    if not isfinite(number):
        raise ValueError("The JSONata expression returned a number out of range.")
    return int(number) if number.is_integer() and abs(number) < _INTEGERS_BELOW else number
