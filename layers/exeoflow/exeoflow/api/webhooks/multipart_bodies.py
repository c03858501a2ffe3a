"""Forms that are sent part by part, with files among their fields (RFC 7578)."""

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from exeoflow.api.webhooks.calls import add_field
from exeoflow.api.webhooks.sent_bodies import SentBody, binary_body, checked, text_in, unreadable
from exeoflow.model.file_reference import Keep
from exeoflow.model.json import Json, JsonObject

if TYPE_CHECKING:
    from multipart import MultipartSegment

MAX_PARTS: Final = 200
_PART_HEADER_BYTES: Final = 4096
_EXTENDED_NAME: Final = re.compile(r";\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)


def multipart_body(sent: SentBody) -> Json:
    """Read fields as texts and files as objects; a name that comes several times holds a list."""
    from multipart import MultipartError, MultipartSegment, PushMultipartParser  # noqa: PLC0415

    if not sent.boundary:
        raise unreadable("body-not-as-said", format="multipart", reason="it has no boundary")
    content: JsonObject = {}
    data, segment = b"", None
    try:
        with PushMultipartParser(
            sent.boundary, max_segment_count=MAX_PARTS, max_header_size=_PART_HEADER_BYTES
        ) as parser:
            for event in parser.parse(sent.data):
                if isinstance(event, MultipartSegment):
                    data, segment = b"", event
                elif event:
                    data += event
                elif segment is not None:
                    add_field(content, checked(segment.name or ""), _part(segment, data, sent.keep))
    except (MultipartError, UnicodeError) as error:
        raise unreadable("body-not-as-said", format="multipart", reason=str(error)[:100]) from error
    return content


def _part(segment: "MultipartSegment", data: bytes, keep: Keep | None) -> Json:
    name = _file_name(segment)
    if name is None:
        return checked(text_in(data, segment.charset))
    file = SentBody(data, segment.content_type or "", None, "", keep)
    return {"filename": checked(name), **binary_body(file)}


def _file_name(segment: "MultipartSegment") -> str | None:
    """Return the name of a file; many senders write one with umlauts as RFC 5987 has it, and only so."""
    found = _EXTENDED_NAME.search(segment.header("Content-Disposition") or "")
    if found is None:
        name: str | None = segment.filename
        return name
    return unquote(found[2], encoding="latin-1" if found[1].lower() == "iso-8859-1" else "utf-8")
