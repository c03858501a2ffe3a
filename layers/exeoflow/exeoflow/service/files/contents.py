"""Bytes that come as files or as texts in base64, and go as one or the other."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.model.json import JsonObject
from exeoflow.service.files.errors import FileInvalid, RequestInvalid
from exeoflow.service.files.execution_files import ExecutionFiles, check_file_size

_RESPONSES: Final = ("file", "base64")


def content_of(own: ExecutionFiles, value: object) -> bytes:
    """The bytes of a file, of a text in base64, or of `content` that is one, as requests have files.

    Raises `FileFailed`.
    """
    if isinstance(value, Mapping) and value.get("encoding") == "base64":
        value = value.get("content")
    if not isinstance(value, str):
        return own.named(value)[1]
    check_file_size(len(value) * 3 // 4)
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise FileInvalid("the text is no base64") from None


def answered(
    own: ExecutionFiles, payload: Mapping[str, Any], content: bytes, content_type: str
) -> JsonObject:
    """Keep bytes as a file, or hand them on in base64, as the payload asks. Raises `FileFailed`."""
    response = payload.get("response") or "file"
    if response not in _RESPONSES:
        raise RequestInvalid(f"response must be one of {', '.join(_RESPONSES)}")
    if response == "file":
        return own.keep(content, content_type)
    return {
        "content": base64.b64encode(content).decode(),
        "encoding": "base64",
        "content_type": content_type,
        "size": len(content),
    }
