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
_LONGEST_RANGE: Final = 1_000
# What a function returns for null: None is nothing to the engine, and what is no number it takes for null.
_NULL: Final = float("nan")
# The constants of java.util.Random.
_MULTIPLIER: Final = 0x5DEECE66D
_48_BITS: Final = (1 << 48) - 1


def partition(array: list[Any] | None = None, size: int | None = None) -> list[list[Any]] | None:
    """Return the elements of `array` in lists of `size`, the last one with what is left."""
    if array is None:
        return None
    if not isinstance(size, int) or size < 1:
        raise ValueError("$partition needs a size of at least 1")
    elements = array if isinstance(array, list) else [array]
    return [elements[start : start + size] for start in range(0, len(elements), size)]


def number_range(
    first: int | None = None, last: int | None = None, step: int | None = None
) -> list[int] | None:
    """Return the numbers from `first` to `last`, both included, `step` apart."""
    if first is None or last is None:
        return None
    if not step:
        raise ValueError("$range needs a step other than 0")
    count = int((last - first) // step) + 1
    if count > _LONGEST_RANGE:
        raise ValueError(f"$range yields at most {_LONGEST_RANGE} numbers")
    return [first + position * step for position in range(count)]


def hash_text(text: str | None = None, algorithm: str | None = None) -> str | None:
    """Return the hash of `text` in hexadecimal digits."""
    if text is None:
        return None
    if not isinstance(text, str) or algorithm not in _ALGORITHMS:
        raise ValueError(f"$hash takes a string and one of {', '.join(_ALGORITHMS)}")
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
    value = json.read(text)
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
        program.register_function(name, function)
    return program
