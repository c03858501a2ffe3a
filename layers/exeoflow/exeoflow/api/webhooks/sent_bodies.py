"""What a caller of a webhook sent, unpacked: as text, and as the bytes of a file."""

import base64
from dataclasses import dataclass
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import BodyUnreadable, InvalidRequest
from exeoflow.model.file_reference import Keep
from exeoflow.model.json import JsonObject

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class SentBody:
    """The bytes of a body, unpacked, what `Content-Type` says of them, and what keeps them as a file.

    `is_exact`: numbers of JSON that expressions would round are texts.
    """

    data: bytes
    media: str
    charset: str | None
    boundary: str
    keep: Keep | None
    is_exact: bool = False

    @property
    def text(self) -> str:
        """The text. Raises `BodyUnreadable` where it is none of its character set."""
        return text_in(self.data, self.charset)


def is_marked(data: bytes) -> bool:
    """Return whether a text begins with the mark of its encoding."""
    return any(data.startswith(mark) for mark, _ in _MARKS)


def text_in(data: bytes, charset: str | None) -> str:
    """Return a text: as its mark says, else in its character set. Raises `BodyUnreadable`."""
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], marked)
    return _decoded(data, charset or "utf-8")


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except (LookupError, ValueError):
        raise unreadable("body-not-in-charset", value=charset) from None


def checked(text: str) -> str:
    """Return a text that can be stored. Raises `InvalidRequest`."""
    # Some character sets yield half a character, which nothing behind this point could store.
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRequest(Diagnostic("field-not-unicode", "", values={"field": "body"})) from None
    return text


def binary_body(sent: SentBody) -> JsonObject:
    """Return bytes with their type: as a kept file, or in base64."""
    content_type, size = sent.media or "application/octet-stream", len(sent.data)
    if sent.keep is not None:
        return {"content_type": content_type, "size": size, "file": sent.keep(sent.data, content_type)}
    data = base64.b64encode(sent.data).decode()
    return {"content_type": content_type, "encoding": "base64", "data": data, "size": size}


def unreadable(rule: str, **values: str) -> BodyUnreadable:
    """Return the failure of a body that a rule says more of."""
    return BodyUnreadable(Diagnostic(rule, "", values=values))
