r"""JSON lines: a JSON value in each line, as logs and exports are sent.

Source: https://jsonlines.org, https://github.com/ndjson/ndjson-spec.
"""

import re
from collections.abc import Iterator
from typing import Final

from exeoflow.content.errors import ContentInvalid
from exeoflow.content.exact_json import read_exact_json
from exeoflow.model.json import Json

LINES_OF_JSON: Final = frozenset(
    {
        *("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"),
        *("application/jsonlines", "application/x-ldjson", "application/stream+json"),
    }
)
"""The media types that stand for it; none of them is registered."""


# Not `splitlines`, which parts at more than line breaks: U+2028 may stand in a text of JSON.
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


def read_json_lines(text: str) -> Json:
    r"""Return the values of all lines that are not empty; raises `ContentInvalid`, which names the line.

    >>> read_json_lines('{"a": 1}\r\n\n[2]')
    [{'a': 1}, [2]]
    """
    return list(json_lines(text))


def json_lines(text: str) -> Iterator[Json]:
    """Yield the values one after the other: millions of them take far more room than their text."""
    for number, found in enumerate(_LINE.finditer(text), start=1):
        if (line := found[0]).strip():
            yield _value(line, number)


def _value(line: str, number: int) -> Json:
    try:
        return read_exact_json(line)
    except ContentInvalid as fault:
        raise ContentInvalid(f"line {number}: {fault}", number) from None
