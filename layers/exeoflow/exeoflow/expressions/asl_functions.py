"""The functions that Step Functions adds to JSONata.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html, "Additional JSONata
functions". An argument that is nothing (undefined) makes the answer nothing, as JSONata's own functions do.
"""

import hashlib
import random
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from jlens import Expression

from exeoflow.model import json
from exeoflow.model.json import Json

_ALGORITHMS: Final = {
    "MD5": hashlib.md5,
    "SHA-1": hashlib.sha1,
    "SHA-256": hashlib.sha256,
    "SHA-384": hashlib.sha384,
    "SHA-512": hashlib.sha512,
}
LONGEST_RANGE: Final = 1_000
# What a function returns for null: None is nothing to the engine, and what is no number it takes for null.
_NULL: Final = float("nan")
# The constants of java.util.Random.
_MULTIPLIER: Final = 0x5DEECE66D
_48_BITS: Final = (1 << 48) - 1


class RefusedArgument(ValueError):
    """An argument of a function is none that it takes; `code`, `token` and `value` are as the engine's."""

    def __init__(self, code: str, words: str, token: str, value: Json = None) -> None:
        super().__init__(words)
        self.code, self.token, self.value = code, token, value


def partition(array: list[Any] | None = None, size: int | None = None) -> list[list[Any]] | None:
    """Return the elements of `array` in lists of `size`, the last one with what is left."""
    if array is None:
        return None
    if not isinstance(size, int) or size < 1:
        raise RefusedArgument(
            "partition-size", "$partition needs an integer of at least 1 as size", "partition", size
        )
    elements = array if isinstance(array, list) else [array]
    return [elements[start : start + size] for start in range(0, len(elements), size)]


def number_range(
    first: int | None = None, last: int | None = None, step: int | None = None
) -> list[int] | None:
    """Return the numbers from `first` to `last`, both included, `step` apart."""
    if first is None or last is None:
        return None
    if not step:
        raise RefusedArgument("range-step", "$range needs a step other than 0", "range")
    count = int((last - first) // step) + 1
    if count > LONGEST_RANGE:
        raise RefusedArgument(
            "range-length", f"$range yields at most {LONGEST_RANGE} numbers", "range", count
        )
    return [first + position * step for position in range(count)]


def hash_text(text: str | None = None, algorithm: str | None = None) -> str | None:
    """Return the hash of `text` in hexadecimal digits."""
    if text is None:
        return None
    if not isinstance(text, str) or algorithm not in _ALGORITHMS:
        words = f"$hash takes a string and one of {', '.join(_ALGORITHMS)}"
        raise RefusedArgument("hash-algorithm", words, "hash", algorithm)
    return _ALGORITHMS[algorithm](text.encode()).hexdigest()


def random_number(seed: float | None = None) -> float:
    """Return a number from 0 to 1, the same one for the same seed.

    Step Functions answers `$random(42)` like `java.util.Random(42).nextDouble()` (measured on AWS: floci
    issue 2662), whose recipe is part of Java's documentation.
    """
    if seed is None:
        return random.random()  # noqa: S311  the authors' dice, not a secret
    state = (int(seed) ^ _MULTIPLIER) & _48_BITS
    state = _next(state)
    high = state >> (48 - 26)
    low = _next(state) >> (48 - 27)
    return float((high << 27) + low) / float(1 << 53)


def _next(state: int) -> int:
    return (state * _MULTIPLIER + 0xB) & _48_BITS


def random_uuid() -> str:
    """Return a version 4 UUID."""
    return str(uuid.uuid4())


def parse_json(text: str | None = None) -> Json:
    """Return the value that the JSON text `text` stands for."""
    if text is None:
        return None
    try:
        value = json.read_finite(text)
    except (ValueError, RecursionError) as fault:
        raise RefusedArgument("parse-json", "$parse takes a text that is JSON", "parse", text) from fault
    return _NULL if value is None else value


ASL_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "partition": partition,
    "range": number_range,
    "hash": hash_text,
    "random": random_number,
    "uuid": random_uuid,
    "parse": parse_json,
}


def program_of(source: str) -> Expression:
    """Return the program of an expression that knows them. Raises `JlensError` if it is none."""
    program = Expression(source)
    for name, function in ASL_FUNCTIONS.items():
        program.register_function(name, _telling(name, function))
    return program


def _telling(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which says of arguments that it cannot work with what the engine says of its own."""

    def called(*arguments: Any) -> Any:  # noqa: ANN401 - JSON
        try:
            return function(*arguments)
        except RefusedArgument:
            raise
        except (ArithmeticError, LookupError, TypeError, ValueError) as fault:
            words = f'An argument of function "{name}" does not match function signature'
            raise RefusedArgument("T0410", words, name) from fault

    return called
