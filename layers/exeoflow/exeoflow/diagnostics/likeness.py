"""Which known word was probably meant by one that is not known."""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from difflib import SequenceMatcher

_ENOUGH = 0.7
"""`uri` and `url` score 0.77, `uper` and `uppercase` 0.72, `uper` and `power` 0.67."""

_SAME_BEGINNING = 0.8
_PER_LETTER = 0.05
_LETTERS = 4
"""People seldom get the first letters wrong, so each of these counts a little more than its share."""

_SHORTEST_BEGINNING = 3
_MAX_LENGTH = 100
_MAX_KNOWN = 100
"""A comparison takes some ten microseconds, and an answer may show a thousand faults."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the most similar of the first 100 known words, the first one of equals; None if none is close.

    >>> closest("http", ["trigger", "http_request"])
    'http_request'
    """
    if not 1 < len(word) <= _MAX_LENGTH:
        return None
    # Not at the top: most requests are about nothing that is unknown.
    from difflib import SequenceMatcher  # noqa: PLC0415

    matcher = SequenceMatcher(None, b=word.lower(), autojunk=False)
    best, best_score = None, _ENOUGH
    for candidate in islice(known, _MAX_KNOWN):
        score = _likeness(matcher, word.lower(), candidate.lower(), best_score)
        if candidate != word and score > best_score:
            best, best_score = candidate, score
    return best


def _likeness(matcher: "SequenceMatcher[str]", one: str, other: str, enough: float) -> float:
    """How much two words are alike; 0 if not more than `enough`."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_BEGINNING and long.startswith(short):
        return _SAME_BEGINNING + len(short) / len(long) / 10
    bonus = _PER_LETTER * _common_beginning(short, long)
    matcher.set_seq1(other)
    # Upper bounds, the cheaper one first: most words are not alike at all.
    if matcher.real_quick_ratio() + bonus <= enough or matcher.quick_ratio() + bonus <= enough:
        return 0
    return matcher.ratio() + bonus


def _common_beginning(short: str, long: str) -> int:
    """How many of the first letters are the same."""
    for position, letter in enumerate(short[:_LETTERS]):
        if letter != long[position]:
            return position
    return min(len(short), _LETTERS)
