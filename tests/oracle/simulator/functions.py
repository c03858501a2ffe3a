"""The functions that Step Functions adds to JSONata; the random ones follow from what they are given."""

import hashlib
import json
import random
import uuid
from collections.abc import Callable, Mapping
from typing import Final

from tests.oracle.json_value import Json, canonical_text
from tests.oracle.jsonata_engine import EvaluationError, from_engine, to_engine

_ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_MOST_ITEMS: Final = 1000


def partition(array: Json, size: int) -> Json:
    """Split an array into arrays of `size` items."""
    if size < 1:
        raise EvaluationError("$partition takes a positive size")
    items = list(array)
    return [items[start : start + size] for start in range(0, len(items), size)]


def number_range(first: int, last: int, step: int) -> Json:
    """Return the numbers from first to last, both included, at most a thousand."""
    if step == 0:
        raise EvaluationError("$range takes a step other than 0")
    numbers = list(range(first, last + (1 if step > 0 else -1), step))
    if len(numbers) > _MOST_ITEMS:
        raise EvaluationError("$range yields at most 1000 items")
    return numbers


def hashed(data: Json, algorithm: str) -> str:
    """Return the hexadecimal hash of a text, or of any other value's JSON."""
    text = data if isinstance(data, str) else canonical_text(from_engine(data))
    return hashlib.new(_ALGORITHMS[algorithm], text.encode()).hexdigest()


def random_number(seed: int | None = None) -> float:
    """Return a number from 0 up to 1."""
    return random.Random(seed or 0).random()  # noqa: S311 - no secret


def random_uuid() -> str:
    """Return a UUID, always the same here: nothing may depend on it."""
    return str(uuid.UUID(int=4))


def parsed(text: str) -> Json:
    """Return the value of a JSON text."""
    return to_engine(json.loads(text))


ASL_FUNCTIONS: Final[Mapping[str, Callable[..., Json]]] = {
    "partition": partition,
    "range": number_range,
    "hash": hashed,
    "random": random_number,
    "uuid": random_uuid,
    "parse": parsed,
}
