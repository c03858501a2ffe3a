"""How a secret may stand in what a server answers: as it was sent, or as URLs, JSON and HTML escape it."""

import json
import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote, quote_plus

# RFC 3986, 3.3. What is a path of its own stays one: the address of an incoming webhook is secret as a whole.
_OF_PATHS = "/:@!$&'()*+,;=~"
# What writers of JSON escape beside what they must: nothing, Go, Gson, .NET.
_ESCAPED_IN_JSON = ("", "<>&", "<>&='", "<>&'\"+`")
# A double and a single quote as HTML has them: of Python, of PHP, of Go, of whoever leaves them.
_QUOTES_IN_HTML = (
    ("&quot;", "&#x27;"),
    ("&quot;", "&#039;"),
    ("&quot;", "&#39;"),
    ("&#34;", "&#39;"),
    ('"', "'"),
)
_CODE_UNIT = re.compile(r"\\u[0-9a-f]{4}")


def forms_of(*secrets: str) -> frozenset[str]:
    """Return secrets in all forms in which a server could repeat them."""
    return frozenset(
        form
        for secret in secrets
        for form in (
            secret,
            *in_urls(secret),
            *_in_json(secret),
            *_in_json_in_json(secret),
            *_in_html(secret),
        )
        if form
    )


def in_path(secret: str) -> str:
    """Return a secret as a part of a URL's path."""
    return quote(secret, safe=_OF_PATHS)


def in_urls(secret: str) -> tuple[str, ...]:
    """Return a secret as paths and queries hold it."""
    return (quote(secret), quote(secret, safe=""), in_path(secret), quote_plus(secret))


def _in_json(secret: str) -> list[str]:
    written = [json.dumps(secret, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False)]
    forms = [_escaped(each, characters) for each in written for characters in _ESCAPED_IN_JSON]
    # PHP escapes the slash as well.
    forms += [each.replace("/", r"\/") for each in forms]
    return forms + [_CODE_UNIT.sub(lambda unit: rf"\u{unit[0][2:].upper()}", each) for each in forms]


def _in_json_in_json(secret: str) -> Iterator[str]:
    """Write a secret as servers do that repeat a body, which was JSON, as a text of theirs."""
    for inner in {*_in_json(secret)} - {secret}:
        for is_ascii in (True, False):
            outer = json.dumps(inner, ensure_ascii=is_ascii)[1:-1]
            yield from (outer, outer.replace("/", r"\/"))


def _escaped(written: str, characters: str) -> str:
    if '"' in characters:
        written = written.replace(r"\"", '"')
    return "".join(rf"\u{ord(each):04x}" if each in characters else each for each in written)


def _in_html(secret: str) -> list[str]:
    without_quotes = escape(secret, quote=False)
    return [without_quotes.replace('"', double).replace("'", single) for double, single in _QUOTES_IN_HTML]
