"""The bodies of calls as data: unpacked, decoded and read as their senders or the webhook's author say.

Nothing is believed: what is packed is unpacked within bounds, what is no text of its character set or not of
its type is refused. Formats that few senders use are loaded when they come.
"""

import base64
import codecs
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from exeoflow.api.body import json_value
from exeoflow.api.webhooks.calls import FORM, MOST_BYTES, add_field, form_content
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import BodyUnreadable, InputTooLarge, InvalidRequest, MalformedBody
from exeoflow.model.file_reference import Keep
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import BodyType, WebhookSettings
from exeoflow.service.webhooks.input import CallBody

if TYPE_CHECKING:
    from multipart import MultipartSegment

MAX_PARTS: Final = 200
_PART_HEADER_BYTES: Final = 4096
# 31: whatever gzip has at its head; -15 and 15: deflate without and with its own head.
_WINDOWS: Final[Mapping[str, tuple[int, ...]]] = {
    "gzip": (31,),
    "x-gzip": (31,),
    "deflate": (15, -15),
}
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_TYPES: Final[Mapping[str, BodyType | None]] = {
    FORM: BodyType.FORM,
    "multipart/form-data": BodyType.MULTIPART,
    # What senders call text may be JSON all the same.
    "text/plain": None,
}
_ENDINGS: Final = (
    (("/json", "+json"), BodyType.JSON),
    (("/xml", "+xml"), BodyType.XML),
    (("/csv",), BodyType.CSV),
)
_PARAMETER: Final = re.compile(r'([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|([^;"\s]+))')
_EXTENDED_NAME: Final = re.compile(r";\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)
_OPENING: Final = ("{", "[")


@dataclass(frozen=True, slots=True)
class _Sent:
    """The bytes of a body, unpacked, what `Content-Type` says of them, and what keeps them as a file."""

    data: bytes
    media: str
    charset: str | None
    boundary: str
    keep: Keep | None

    @property
    def text(self) -> str:
        """The text. Raises `BodyUnreadable` where it is none of its character set."""
        return _text(self.data, self.charset)


def read_body(
    headers: Mapping[str, str], raw: bytes, settings: WebhookSettings, keep: Keep | None = None
) -> CallBody:
    """Return what the workflow gets of a body; `keep` takes its files.

    Raises `InvalidRequest`, `InputTooLarge`.
    """
    shown = _raw(raw) if settings.raw else {}
    if not raw:
        return CallBody(None, raw=shown)
    unpacked = _unpacked(raw, headers.get("content-encoding", ""))
    sent = _sent(headers, unpacked, keep if settings.keep_files else None)
    kind = settings.body_type or _type_of(sent)
    if kind is None:
        return _guessed(sent, shown)
    return CallBody(_READERS[kind](sent), may_be_wrapped=kind is BodyType.JSON, raw=shown)


def _raw(raw: bytes) -> JsonObject:
    """Return the bytes as they came, for a workflow that looks at them itself."""
    try:
        return {"raw": raw.decode(), "raw_encoding": "utf-8"}
    except UnicodeDecodeError:
        return {"raw": base64.b64encode(raw).decode(), "raw_encoding": "base64"}


def _unpacked(raw: bytes, encodings: str) -> bytes:
    """Undo what the sender did to the body, the last first, and never yield more than a body may hold."""
    for encoding in reversed([each.strip().lower() for each in encodings.split(",")]):
        if encoding not in ("", "identity"):
            raw = _inflated(raw, encoding)
    return raw


def _inflated(raw: bytes, encoding: str) -> bytes:
    for window in _WINDOWS.get(encoding, ()):
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(raw, MOST_BYTES + 1)
        except zlib.error:
            continue
        if len(data) > MOST_BYTES:
            raise InputTooLarge(MOST_BYTES)
        if unpacker.eof and not unpacker.unused_data:
            return data
    raise _unreadable("body-not-packed-so", value=encoding)


def _sent(headers: Mapping[str, str], data: bytes, keep: Keep | None) -> _Sent:
    media, _, rest = headers.get("content-type", "").partition(";")
    # Not by `email.message`, which costs a tenth of a cold start.
    said = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(rest)}
    charset = said.get("charset", "").strip().lower() or None
    return _Sent(data, media.strip().lower(), charset, said.get("boundary", ""), keep)


def _type_of(sent: _Sent) -> BodyType | None:
    """Return what `Content-Type` says; None where it says nothing, or nothing that is known."""
    media = sent.media
    if media in _TYPES:
        return _TYPES[media]
    # What people look at is text, also where it is XML; a picture is none at all.
    if media == "application/xhtml+xml":
        return BodyType.TEXT
    if not media.startswith(("text/", "application/")):
        return None
    found = (kind for endings, kind in _ENDINGS if media.endswith(endings))
    return next(found, BodyType.TEXT if media.startswith("text/") else None)


def _guessed(sent: _Sent, raw: JsonObject) -> CallBody:
    """Return an object or a list of JSON, a text that says so, what says nothing of itself; else bytes."""
    try:
        text = sent.text
    except BodyUnreadable:
        if sent.media == "text/plain":
            raise
        return CallBody(_binary(sent), may_be_wrapped=False, raw=raw)
    if not sent.media or text.lstrip()[:1] in _OPENING:
        try:
            return CallBody(json_value(text.encode()), raw=raw)
        except MalformedBody:
            # What begins like JSON and says nothing of itself is JSON with a fault, whose place is told.
            if not sent.media and text.lstrip()[:1] in _OPENING:
                raise
    is_text = sent.media in ("", "text/plain")
    return CallBody(_checked(text) if is_text else _binary(sent), may_be_wrapped=False, raw=raw)


def _text(data: bytes, charset: str | None) -> str:
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], marked)
    return _decoded(data, charset or "utf-8")


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except (LookupError, ValueError):
        raise _unreadable("body-not-in-charset", value=charset) from None


def _checked(text: str) -> str:
    # Some character sets yield half a character, which nothing behind this point could store.
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRequest(Diagnostic("field-not-unicode", "", values={"field": "body"})) from None
    return text


def _json(sent: _Sent) -> Json:
    is_marked = any(sent.data.startswith(mark) for mark, _ in _MARKS)
    if sent.charset in (None, "utf-8") and not is_marked:
        return json_value(sent.data)
    return json_value(_checked(sent.text).encode())


def _as_text(sent: _Sent) -> Json:
    return _checked(sent.text)


def _xml(sent: _Sent) -> Json:
    # Not at the top: these formats are rare, and their readers cost a cold start.
    from exeoflow.content import ContentInvalid, decoded, read_xml  # noqa: PLC0415

    text = decoded(sent.data, declares=True) if sent.charset is None else _checked(sent.text)
    try:
        return read_xml(text)
    except ContentInvalid as error:
        raise _unreadable("body-not-as-said", format="XML", reason=str(error)) from error


def _csv(sent: _Sent) -> Json:
    from exeoflow.content import ContentInvalid, read_csv  # noqa: PLC0415

    try:
        return read_csv(_checked(sent.text))
    except ContentInvalid as error:
        raise _unreadable("body-not-as-said", format="CSV", reason=str(error)) from error


def _binary(sent: _Sent) -> JsonObject:
    content_type, size = sent.media or "application/octet-stream", len(sent.data)
    if sent.keep is not None:
        return {"content_type": content_type, "size": size, "file": sent.keep(sent.data, content_type)}
    data = base64.b64encode(sent.data).decode()
    return {"content_type": content_type, "encoding": "base64", "data": data, "size": size}


def _form(sent: _Sent) -> Json:
    charset = sent.charset or "utf-8"
    try:
        # Also where nothing is encoded, so that nobody's character set is looked for.
        codecs.lookup(charset)
        return {_checked(name): _field(value) for name, value in form_content(sent.data, charset).items()}
    except (LookupError, ValueError) as error:
        raise _unreadable("body-not-as-said", format="form", reason=type(error).__name__) from error


def _field(value: Json) -> Json:
    return [_checked(str(each)) for each in value] if isinstance(value, list) else _checked(str(value))


def _multipart(sent: _Sent) -> Json:
    """Read fields as texts and files as objects; a name that comes several times holds a list."""
    from multipart import MultipartError, MultipartSegment, PushMultipartParser  # noqa: PLC0415

    if not sent.boundary:
        raise _unreadable("body-not-as-said", format="multipart", reason="it has no boundary")
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
                    add_field(content, _checked(segment.name or ""), _part(segment, data, sent.keep))
    except (MultipartError, UnicodeError) as error:
        raise _unreadable("body-not-as-said", format="multipart", reason=str(error)[:100]) from error
    return content


def _part(segment: "MultipartSegment", data: bytes, keep: Keep | None) -> Json:
    name = _file_name(segment)
    if name is None:
        return _checked(_text(data, segment.charset))
    file = _Sent(data, segment.content_type or "", None, "", keep)
    return {"filename": _checked(name), **_binary(file)}


def _file_name(segment: "MultipartSegment") -> str | None:
    """Return the name of a file; many senders write one with umlauts as RFC 5987 has it, and only so."""
    found = _EXTENDED_NAME.search(segment.header("Content-Disposition") or "")
    if found is None:
        name: str | None = segment.filename
        return name
    return unquote(found[2], encoding="latin-1" if found[1].lower() == "iso-8859-1" else "utf-8")


def _unreadable(rule: str, **values: str) -> BodyUnreadable:
    return BodyUnreadable(Diagnostic(rule, "", values=values))


_READERS: Final[Mapping[BodyType, Callable[[_Sent], Json]]] = {
    BodyType.JSON: _json,
    BodyType.FORM: _form,
    BodyType.TEXT: _as_text,
    BodyType.XML: _xml,
    BodyType.CSV: _csv,
    BodyType.MULTIPART: _multipart,
    BodyType.BINARY: _binary,
}
