"""How credentials of the kind `hmac` sign requests: texts in which parts of the request stand in braces."""

import re
from typing import Final, Literal

PART: Final = re.compile(r"\{([a-z][a-z0-9_]*)(?::([^{}]*))?\}")
"""A part of the request, and what it is asked for; other braces stand for themselves."""
SIGNATURE: Final = "{signature}"
_PARTS: Final = ("body", "timestamp", "nonce", "method", "url", "host", "path", "query", "target")
_DIGESTS: Final = r"(?:md5|sha1|sha256|sha384|sha512)(?::base64)?"
_KNOWN: Final = re.compile(rf"\{{(?:{'|'.join(_PARTS)}|header:[A-Za-z0-9-]+|digest:{_DIGESTS})\}}")
PARTS_IN_WORDS: Final = ", ".join([*(f"{{{each}}}" for each in _PARTS), "{header:NAME}", "{digest:sha256}"])

TimestampFormat = Literal["seconds", "milliseconds", "iso8601", "http"]
"""How the time is written that a signature covers."""


def has_unknown_part(text: str) -> bool:
    """Whether a text names a part in braces that no request has.

    >>> has_unknown_part("{timestamp}.{bdy}"), has_unknown_part('{"a": "{digest:sha256:base64}"}')
    (True, False)
    """
    return any(_KNOWN.fullmatch(part[0]) is None for part in PART.finditer(text))
