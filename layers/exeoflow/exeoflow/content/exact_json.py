"""JSON whose numbers stay what they are.

Expressions count with binary64 and write 15 digits at most, so that an identifier of 19 digits would become
another one without a word. A number that would change is read as the text that it was written with.
"""

import json
import math
from decimal import Decimal
from typing import Final, NoReturn

from exeoflow.content.errors import ContentInvalid, NestedTooDeep
from exeoflow.model.json import MAX_DEPTH, Json, nests_deeper

MAX_DIGITS = 15
"""So many digits of a whole number survive every expression (JSONata's `$string` writes no more)."""


def read_exact_json(text: str) -> Json:
    """Read JSON; raises `ContentInvalid`.

    Whole numbers of more than 15 digits, and fractions that binary64 cannot tell from their neighbours, are
    texts.

    >>> read_exact_json('[1, 12345678901234567890, 0.1, 1e999]')
    [1, '12345678901234567890', 0.1, '1e999']
    """
    try:
        value: Json = _DECODER.decode(text)
        # A lone half of a surrogate pair can be spelled, but not be sent on.
        _ENCODER.encode(value).encode()
    except json.JSONDecodeError as error:
        raise ContentInvalid(f"it is no JSON (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise ContentInvalid("it is no JSON") from None
    # Each level opens with a bracket: most texts, and each line of a file, need no look at their values.
    if text.count("[") + text.count("{") > MAX_DEPTH and nests_deeper(value):
        raise _too_deep()
    return value


def _too_deep() -> NestedTooDeep:
    return NestedTooDeep(f"it is JSON that nests deeper than {MAX_DEPTH} levels")


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def exact_whole(text: str) -> int | str:
    """Read a whole number, as a text where expressions would round it."""
    return int(text) if len(text.lstrip("-")) <= MAX_DIGITS else text


def exact_fraction(text: str) -> float | str:
    """Read any other number likewise."""
    number = float(text)
    is_exact = math.isfinite(number) and (len(text) <= MAX_DIGITS or Decimal(text) == Decimal(repr(number)))
    return number if is_exact else text


# `json.loads` and `json.dumps` would make them anew for each value, and a file has one in each line.
_DECODER: Final = json.JSONDecoder(parse_constant=_refused, parse_int=exact_whole, parse_float=exact_fraction)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
