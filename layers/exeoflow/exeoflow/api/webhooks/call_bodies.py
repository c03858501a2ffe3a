"""The bodies of calls as data: unpacked, decoded and read as their senders or the webhook's author say.

Nothing is believed: what is packed is unpacked within bounds, what is no text of its character set or not of
its type is refused. Formats that few senders use are loaded when they come.
"""

import base64
import codecs
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from exeoflow.api.bodies.body import json_value
from exeoflow.api.webhooks.calls import FORM, MOST_BYTES, form_content
from exeoflow.api.webhooks.multipart_bodies import multipart_body
from exeoflow.api.webhooks.sent_bodies import SentBody, binary_body, checked, is_marked, unreadable
from exeoflow.content.json_lines import LINES_OF_JSON
from exeoflow.errors import BodyUnreadable, InputTooLarge, InvalidRequest, MalformedBody
from exeoflow.model.file_reference import Keep
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import BodyType, WebhookSettings
from exeoflow.service.webhooks.input import CallBody

# 31: whatever gzip has at its head; -15 and 15: deflate without and with its own head.
_WINDOWS: Final[Mapping[str, tuple[int, ...]]] = {
    "gzip": (31,),
    "x-gzip": (31,),
    "deflate": (15, -15),
}
_TYPES: Final[Mapping[str, BodyType | None]] = {
    FORM: BodyType.FORM,
    "multipart/form-data": BodyType.MULTIPART,
    # What senders call text may be JSON all the same.
    "text/plain": None,
    **dict.fromkeys(LINES_OF_JSON, BodyType.JSONL),
}
_ENDINGS: Final = (
    (("/json", "+json"), BodyType.JSON),
    (("/xml", "+xml"), BodyType.XML),
    (("/csv",), BodyType.CSV),
)
_PARAMETER: Final = re.compile(r'([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|([^;"\s]+))')
_OPENING: Final = ("{", "[")


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
    sent = replace(sent, is_exact=settings.exact_numbers)
    kind = settings.body_type or _type_of(sent)
    if kind is None:
        return _guessed(sent, shown)
    is_called_form = settings.body_type is None and kind is BodyType.FORM
    read_as_json = _json_after_all(sent, shown) if is_called_form else None
    return read_as_json or CallBody(_READERS[kind](sent), may_be_wrapped=kind is BodyType.JSON, raw=shown)


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
    raise unreadable("body-not-packed-so", value=encoding)


def _sent(headers: Mapping[str, str], data: bytes, keep: Keep | None) -> SentBody:
    media, _, rest = headers.get("content-type", "").partition(";")
    # Not by `email.message`, which costs a tenth of a cold start.
    said = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(rest)}
    charset = said.get("charset", "").strip().lower() or None
    return SentBody(data, media.strip().lower(), charset, said.get("boundary", ""), keep)


def _type_of(sent: SentBody) -> BodyType | None:
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


def _guessed(sent: SentBody, raw: JsonObject) -> CallBody:
    """Return an object or a list of JSON, a text that says so, what says nothing of itself; else bytes."""
    try:
        text = sent.text
    except BodyUnreadable:
        if sent.media == "text/plain":
            raise
        return CallBody(binary_body(sent), may_be_wrapped=False, raw=raw)
    if not sent.media or text.lstrip()[:1] in _OPENING:
        try:
            return CallBody(json_value(text.encode(), is_exact=sent.is_exact), raw=raw)
        except MalformedBody:
            # What begins like JSON and says nothing of itself is JSON with a fault, whose place is told.
            if not sent.media and text.lstrip()[:1] in _OPENING:
                raise
    is_text = sent.media in ("", "text/plain")
    return CallBody(checked(text) if is_text else binary_body(sent), may_be_wrapped=False, raw=raw)


def _json_after_all(sent: SentBody, raw: JsonObject) -> CallBody | None:
    """Return an object or a list of JSON that is called a form, as whoever writes requests by hand does."""
    if sent.data.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return CallBody(_json(sent), raw=raw)
    except (BodyUnreadable, InvalidRequest, MalformedBody):
        return None


def _json(sent: SentBody) -> Json:
    if sent.charset in (None, "utf-8") and not is_marked(sent.data):
        return json_value(sent.data, is_exact=sent.is_exact)
    return json_value(checked(sent.text).encode(), is_exact=sent.is_exact)


def _json_lines(sent: SentBody) -> Json:
    lines = checked(sent.text).split("\n")
    return [
        _json_line(line, number, is_exact=sent.is_exact)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _json_line(line: str, number: int, *, is_exact: bool) -> Json:
    try:
        return json_value(line.encode(), is_exact=is_exact)
    except MalformedBody as error:
        raise unreadable("body-not-as-said-in-line", format="JSON", line=str(number)) from error


def _as_text(sent: SentBody) -> Json:
    return checked(sent.text)


def _xml(sent: SentBody) -> Json:
    # Not at the top: these formats are rare, and their readers cost a cold start.
    from exeoflow.content import (  # noqa: PLC0415
        ContentInvalid,
        EntitiesDeclared,
        NestedTooDeep,
        decoded,
        read_xml,
    )

    text = decoded(sent.data, declares=True) if sent.charset is None else checked(sent.text)
    try:
        return read_xml(text)
    except EntitiesDeclared as error:
        raise unreadable("body-declares-entities") from error
    except NestedTooDeep as error:
        raise unreadable("body-nests-too-deep") from error
    except ContentInvalid as error:
        raise unreadable("body-not-as-said-in-line", format="XML", line=str(error.line)) from error


def _csv(sent: SentBody) -> Json:
    from exeoflow.content import ContentInvalid, RowsTooLarge, read_csv  # noqa: PLC0415 - as above
    from exeoflow.content.csv_rows import MAX_COLUMNS  # noqa: PLC0415

    try:
        return read_csv(checked(sent.text))
    except RowsTooLarge as error:
        raise unreadable("body-rows-too-large", limit=str(MAX_COLUMNS)) from error
    except ContentInvalid as error:
        raise unreadable("body-not-as-said-in-line", format="CSV", line=str(error.line)) from error


def _form(sent: SentBody) -> Json:
    charset = sent.charset or "utf-8"
    try:
        # Also where nothing is encoded, so that nobody's character set is looked for.
        codecs.lookup(charset)
        return {checked(name): _field(value) for name, value in form_content(sent.data, charset).items()}
    except (LookupError, ValueError) as error:
        raise unreadable("body-not-in-charset", value=charset) from error


def _field(value: Json) -> Json:
    return [checked(str(each)) for each in value] if isinstance(value, list) else checked(str(value))


_READERS: Final[Mapping[BodyType, Callable[[SentBody], Json]]] = {
    BodyType.JSON: _json,
    BodyType.JSONL: _json_lines,
    BodyType.FORM: _form,
    BodyType.TEXT: _as_text,
    BodyType.XML: _xml,
    BodyType.CSV: _csv,
    BodyType.MULTIPART: multipart_body,
    BodyType.BINARY: binary_body,
}
