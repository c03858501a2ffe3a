"""Forms that are sent part by part, with files among their fields (RFC 7578)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from exeoflow.api.webhooks.calls import add_field
from exeoflow.api.webhooks.sent_bodies import SentBody, binary_body, checked, text_in, unreadable
from exeoflow.model.file_reference import Keep
from exeoflow.model.json import Json, JsonObject

if TYPE_CHECKING:
    from multipart import MultipartSegment

MAX_PARTS: Final = 200
MAX_PART_HEADERS: Final = 8
_PART_HEADER_BYTES: Final = 4096
_EXTENDED_NAME: Final = re.compile(r";\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)
# Fields that say in which character set others are: of all (RFC 7578, 4.6), of each by name (SendGrid).
_OF_ALL: Final = "_charset_"
_OF_EACH: Final = "charsets"


def multipart_body(sent: SentBody) -> Json:
    """Read fields as texts and files as objects; a name that comes several times holds a list."""
    # Not at the top: most who send something else than JSON send no parts.
    from multipart import MultipartError, ParserLimitReached  # noqa: PLC0415

    if not sent.boundary:
        raise unreadable("body-without-boundary")
    try:
        parts = tuple(_parts(sent))
    except ParserLimitReached as error:
        limits = {"limit": str(MAX_PARTS), "headers": str(MAX_PART_HEADERS)}
        raise unreadable("body-parts-too-many", **limits) from error
    except (MultipartError, UnicodeError) as error:
        is_closed = f"--{sent.boundary}--".encode() in sent.data
        raise unreadable(
            "body-cut-off" if not is_closed else "body-not-as-said", format="multipart"
        ) from error
    charsets = _charsets(parts)
    content: JsonObject = {}
    for segment, data in parts:
        name = segment.name or ""
        charset = segment.charset or charsets.get(name) or charsets.get("")
        add_field(content, checked(name), _part(segment, data, charset, sent.keep))
    return content


def _parts(sent: SentBody) -> Iterator[tuple["MultipartSegment", bytes]]:
    from multipart import MultipartSegment, PushMultipartParser  # noqa: PLC0415 - as above

    data, segment = b"", None
    with PushMultipartParser(
        sent.boundary,
        max_segment_count=MAX_PARTS,
        max_header_count=MAX_PART_HEADERS,
        max_header_size=_PART_HEADER_BYTES,
    ) as parser:
        for event in parser.parse(sent.data):
            if isinstance(event, MultipartSegment):
                data, segment = b"", event
            elif event:
                data += event
            elif segment is not None:
                yield segment, data


def _charsets(parts: tuple[tuple["MultipartSegment", bytes], ...]) -> Mapping[str, str]:
    """Return the character sets that fields name for others by name, and below no name for all of them."""
    said = {segment.name: data for segment, data in parts if segment.name in (_OF_ALL, _OF_EACH)}
    try:
        of_each = json.loads(said.get(_OF_EACH, b"{}"))
    except (ValueError, RecursionError):
        of_each = {}
    found = of_each if isinstance(of_each, dict) else {}
    found[""] = said.get(_OF_ALL, b"").decode("latin-1").strip()
    return {name: charset for name, charset in found.items() if _is_charset(charset)}


def _is_charset(name: object) -> bool:
    # What is none, or none of texts, is a field of another meaning, which says nothing of others.
    try:
        return isinstance(name, str) and bool(b"a".decode(name, "replace"))
    except (LookupError, ValueError):
        return False


def _part(segment: "MultipartSegment", data: bytes, charset: str | None, keep: Keep | None) -> Json:
    name = _file_name(segment)
    if name is None:
        return checked(text_in(data, charset))
    file = SentBody(data, segment.content_type or "", None, "", keep)
    return {"filename": checked(name), **binary_body(file)}


def _file_name(segment: "MultipartSegment") -> str | None:
    """Return the name of a file; many senders write one with umlauts as RFC 5987 has it, and only so."""
    found = _EXTENDED_NAME.search(segment.header("Content-Disposition") or "")
    if found is None:
        name: str | None = segment.filename
        return name
    return unquote(found[2], encoding="latin-1" if found[1].lower() == "iso-8859-1" else "utf-8")
