"""A list in parts that are small enough for a state, each a JSON text."""

from collections.abc import Iterable, Iterator

from exeoflow.model import json
from exeoflow.model.json import Json

_AROUND = 2
"""The brackets; each item brings a comma, or none."""


def parts_of(items: Iterable[Json], most_items: int, most_bytes: int) -> Iterator[bytes]:
    """Yield lists of so many items and bytes at most; an item that is larger alone is a part of its own.

    >>> list(parts_of([1, 22, 333], most_items=2, most_bytes=100))
    [b'[1,22]', b'[333]']
    """
    part: list[bytes] = []
    size = _AROUND
    for item in items:
        written = json.write(item).encode(errors="replace")
        if part and (len(part) == most_items or size + len(written) > most_bytes):
            yield _list_of(part)
            part, size = [], _AROUND
        part.append(written)
        size += len(written) + 1
    if part:
        yield _list_of(part)


def _list_of(part: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(part) + b"]"
