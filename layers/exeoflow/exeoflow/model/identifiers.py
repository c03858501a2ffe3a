"""Ids: a prefix that says of what, then letters and digits only, so that they fit wherever AWS puts them."""

import hashlib
import re
from typing import Final

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: text order is number order
_TIME_DIGITS: Final = 10
_RANDOM_DIGITS: Final = 16
_DIGIT_BITS: Final = 5
_ID: Final = re.compile(r"[a-z]+_[0-9A-Za-z]{1,60}")


def sortable_id(prefix: str, milliseconds: int, randomness: int) -> str:
    """Make an id whose text order is the order of creation, in the form of a ULID (80 bits of randomness).

    >>> sortable_id("wf", 1_700_000_000_000, 1)
    'wf_01hf7yat000000000000000001'
    """
    return f"{prefix}_{_digits(milliseconds, _TIME_DIGITS)}{_digits(randomness, _RANDOM_DIGITS)}"


def derived_id(prefix: str, *parts: str) -> str:
    """Make the one id that belongs to `parts`: 130 bits of a hash that no two lists of parts share."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return f"{prefix}_{_digits(number, _TIME_DIGITS + _RANDOM_DIGITS)}"


def is_identifier(text: str) -> bool:
    """Tell whether `text` could be an id; anything else is unknown without a look at a table."""
    return _ID.fullmatch(text) is not None


def _digits(number: int, count: int) -> str:
    shifts = range((count - 1) * _DIGIT_BITS, -1, -_DIGIT_BITS)
    return "".join(_ALPHABET[number >> shift & 31] for shift in shifts)
