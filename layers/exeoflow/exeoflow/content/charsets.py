"""From bytes to text: by a byte order mark, by what was said of them, by what they say themselves, by UTF-8.

Sources: https://encoding.spec.whatwg.org/#bom-sniff, https://www.w3.org/TR/xml/#sec-guessing,
https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# HTML looks no further either.
_HEAD_BYTES = 1024
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_HTML = re.compile(rb"""<meta[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)


def decoded(body: bytes, charset: str | None = None, *, declares: bool = False) -> str:
    """Return the text of a body; what is no character of its set becomes U+FFFD.

    `charset` is what the sender says; where it says nothing, `declares` looks for the declaration of XML or
    HTML in the body. A set that nobody knows is taken for UTF-8. Text that no JSON can hold never comes out.
    """
    for mark, marked in _MARKS:
        if body.startswith(mark):
            return _text(body[len(mark) :], marked)
    return _text(body, charset or (_declared(body) if declares else None) or "utf-8")


def _declared(body: bytes) -> str | None:
    head = body[:_HEAD_BYTES]
    found = _XML.search(head) or _HTML.search(head)
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    # A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _text(body: bytes, charset: str) -> str:
    try:
        text = body.decode(charset, errors="replace")
    except (LookupError, ValueError):
        text = body.decode(errors="replace")
    # Some encodings, such as unicode_escape, yield what no JSON text can hold.
    return text.encode(errors="replace").decode()
