"""What a node gives as its body, as the bytes that are sent and the content type that goes with them."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from exeoflow.content.errors import ContentInvalid
from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.messages.kept_files import KeptFile, ReadFile
from exeoflow.http_request.messages.values import header_value, scalar
from exeoflow.model.file_reference import reference_of, with_contents

BODY_TYPES = ("json", "form", "text", "xml", "multipart", "binary")
ENCODINGS = ("base64",)
# In the others a reference is an object like any.
_WITH_FILES = ("binary", "multipart")

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_BYTES = "application/octet-stream"
# What a file's content stands under: its own words, or those of an answer of `http_request`.
_CONTENT = (("content", "encoding"), ("body", "body_encoding"))
_FILE_FIELDS = frozenset({"filename", "content_type", *(name for pair in _CONTENT for name in pair)})
_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Body:
    """Bytes and their content type; `is_final` says that no header of the author's may name another."""

    content: bytes | None = None
    content_type: str | None = None
    is_final: bool = False


def encoded_body(
    value: object,
    body_type: object,
    encoding: object,
    content_type: str | None,
    read: ReadFile,
) -> Body:
    """Return the body to be sent; `content_type` is the header that the author wrote, if any.

    Without a type, a text is sent as it is, what `read` finds in a file as its bytes, and anything else in
    the form that the header says, as JSON if it says none. Raises RequestInvalid.
    """
    if body_type is not None and body_type not in BODY_TYPES:
        raise RequestInvalid(f"body_type must be one of {', '.join(BODY_TYPES)}")
    if encoding is not None and encoding not in ENCODINGS:
        raise RequestInvalid("body_encoding must be base64")
    if value is None:
        return Body()
    kind = body_type or _kind_of(value, encoding, content_type)
    if kind in _WITH_FILES:
        value = with_contents(value, read)
    if encoding is not None and kind not in {"binary", "text"}:
        raise RequestInvalid(f"body_encoding does not go with a body of the type {kind}")
    if encoding is not None:
        return _binary(value)
    return _ENCODERS[kind](value)


def _kind_of(value: object, encoding: object, content_type: str | None) -> str:
    if encoding is not None or reference_of(value) is not None:
        return "binary"
    if isinstance(value, str):
        return "text"
    media = (content_type or "").partition(";")[0].strip().lower()
    if media == _FORM:
        return "form"
    if media == _MULTIPART:
        return "multipart"
    return "xml" if media.endswith(("/xml", "+xml")) else "json"


def _json(value: object) -> Body:
    if not isinstance(value, str):
        return Body(json.dumps(value, separators=(",", ":")).encode(), "application/json")
    # A text that is JSON by itself: the way for numbers that expressions would round.
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        raise RequestInvalid("body is a text that is no JSON, although body_type is json") from None
    return Body(value.encode(errors="replace"), "application/json")


def _text(value: object) -> Body:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Body(text.encode(errors="replace"), "text/plain; charset=utf-8")


def _xml(value: object) -> Body:
    if isinstance(value, str):
        return Body(value.encode(errors="replace"), "application/xml; charset=utf-8")
    from exeoflow.content.xml_tree import write_xml  # noqa: PLC0415 - few nodes send XML

    if not isinstance(value, Mapping):
        raise RequestInvalid("a body of the type xml is a text, or an object with one root")
    try:
        return Body(write_xml(value).encode(errors="replace"), "application/xml; charset=utf-8")
    except ContentInvalid as fault:
        raise RequestInvalid(f"body: {fault}") from None


def _form(value: object) -> Body:
    if isinstance(value, str):
        return Body(value.encode(errors="replace"), _FORM)
    pairs = list(_pairs_of(value, "form"))
    return Body(urlencode(pairs, errors="replace").encode(), _FORM)


def _pairs_of(value: object, kind: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        raise RequestInvalid(f"a body of the type {kind} is an object of names and values")
    for name, item in value.items():
        yield from form_pairs(name, item)


def form_pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the fields that a value becomes: a list repeats its name, objects go on in brackets."""
    match value:
        case None:
            return
        case Mapping():
            for key, item in value.items():
                yield from form_pairs(f"{name}[{key}]", item)
        case list():
            for index, item in enumerate(value):
                yield from form_pairs(f"{name}[{index}]" if isinstance(item, Mapping | list) else name, item)
        case _:
            yield name, scalar(value, f"the field {name}")


def _multipart(value: object) -> Body:
    if not isinstance(value, Mapping):
        raise RequestInvalid("a body of the type multipart is an object of names and values")
    fields = []
    for name, item in value.items():
        for part in item if isinstance(item, list) else [item]:
            if part is None:
                continue
            data, filename, content_type = _part(name, part)
            field = RequestField(name, data, filename=filename)
            field.make_multipart(content_type=content_type)
            fields.append(field)
    content, header = encode_multipart_formdata(fields)
    # Only this header knows the boundary.
    return Body(content, header, is_final=True)


def _part(name: str, part: object) -> tuple[bytes, str | None, str | None]:
    """Return the content of one part, its file's name, and its type."""
    if isinstance(part, KeptFile):
        return part.content, name, header_value("content-type", part.content_type)
    if not isinstance(part, Mapping):
        return scalar(part, f"the field {name}").encode(errors="replace"), None, None
    if isinstance(kept := part.get("file"), KeptFile):
        # As a webhook or an answer brings it.
        part = {name: value for name, value in part.items() if name not in {"file", "size"}}
        part["content"] = kept
    if not any(content in part for content, _ in _CONTENT):
        return json.dumps(part, ensure_ascii=False).encode(errors="replace"), None, "application/json"
    return _file(name, part)


def _file(name: str, part: Mapping[str, Any]) -> tuple[bytes, str, str]:
    content, encoding = next(pair for pair in _CONTENT if pair[0] in part)
    # An answer of `http_request` may be handed on whole: it has a status and headers beside its body.
    headers, value = part.get("headers"), part[content]
    answered = headers.get("content-type") if isinstance(headers, Mapping) else None
    if isinstance(value, KeptFile):
        answered = value.content_type
    unknown = set(part) - _FILE_FIELDS - {"status", "headers"}
    if unknown:
        raise RequestInvalid(f"a file has no such field as {min(unknown)[:100]}")
    filename = part.get("filename", name)
    content_type = part.get("content_type", answered or _BYTES)
    if not (isinstance(filename, str) and isinstance(content_type, str)):
        raise RequestInvalid(f"filename and content_type of the file {name} must be texts")
    if part.get(encoding) not in {None, *ENCODINGS}:
        raise RequestInvalid(f"{encoding} of the file {name} must be base64")
    is_encoded = part.get(encoding) is not None
    data = _decoded(value) if is_encoded else _written(value)
    return data, filename, header_value("content-type", content_type)


def _written(value: object) -> bytes:
    if isinstance(value, KeptFile):
        return value.content
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode(errors="replace")


def _binary(value: object) -> Body:
    if isinstance(value, KeptFile):
        return Body(value.content, header_value("content-type", value.content_type))
    if isinstance(value, Mapping) and any(content in value for content, _ in _CONTENT):
        data, _, content_type = _file("body", value)
        return Body(data, content_type)
    return Body(_decoded(value), _BYTES)


def _decoded(value: object) -> bytes:
    if not isinstance(value, str):
        raise RequestInvalid("bytes are given as a text in base64")
    try:
        return base64.b64decode(_WHITE_SPACE.sub("", value), validate=True)
    except (binascii.Error, ValueError):
        raise RequestInvalid("a text that should be base64 is none") from None


_ENCODERS: Mapping[str, Callable[[object], Body]] = MappingProxyType(
    {"json": _json, "form": _form, "text": _text, "xml": _xml, "multipart": _multipart, "binary": _binary}
)
