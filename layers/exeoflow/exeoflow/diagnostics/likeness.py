"""Which known word was probably meant by one that is not known."""

from collections.abc import Iterable
from itertools import islice

_ENOUGH = 0.7
"""`uri` and `url` score 0.77, `uper` and `uppercase` 0.72, `uper` and `power` 0.67."""

_SAME_BEGINNING = 0.8
_PER_LETTER = 0.05
_LETTERS = 4
"""People seldom get the first letters wrong, so each of these counts a little more than its share."""

_SHORTEST_BEGINNING = 3
_MAX_LENGTH = 100
_MAX_KNOWN = 200
"""A comparison takes some five microseconds, and an answer may show a thousand faults."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the most similar of the first 200 known words, the first one of equals; None if none is close.

    >>> closest("http", ["trigger", "http_request"])
    'http_request'
    """
    if not 1 < len(word) <= _MAX_LENGTH:
        return None
    best, best_score = None, _ENOUGH
    for candidate in islice(known, _MAX_KNOWN):
        score = _likeness(word.lower(), candidate.lower())
        if candidate != word and score > best_score:
            best, best_score = candidate, score
    return best


def _likeness(one: str, other: str) -> float:
    # Not at the top: most requests are about nothing that is unknown.
    from difflib import SequenceMatcher  # noqa: PLC0415

    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_BEGINNING and long.startswith(short):
        return _SAME_BEGINNING + len(short) / len(long) / 10
    bonus = _PER_LETTER * _common_beginning(short, long)
    # An upper bound that costs next to nothing: most words are not alike at all.
    if 2 * len(short) / (len(short) + len(long)) + bonus <= _ENOUGH:
        return 0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() + bonus


def _common_beginning(short: str, long: str) -> int:
    """How many of the first letters are the same."""
    for position, letter in enumerate(short[:_LETTERS]):
        if letter != long[position]:
            return position
    return min(len(short), _LETTERS)
