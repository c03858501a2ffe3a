"""Mails with attachments: what goes with them is given, or lies in files."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.content.file_names import type_of_name
from exeoflow.model import json
from exeoflow.model.file_reference import reference_of
from exeoflow.model.json import Json
from exeoflow.service.files.errors import RequestInvalid, TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles
from exeoflow.service.ports.objects import Attachment, Mails

MAX_MAIL_BYTES: Final = 40_000_000
"""What a mail may have, its attachments in base64: https://docs.aws.amazon.com/ses/latest/dg/quotas.html."""
MAX_ATTACHMENTS: Final = 100
_LINE, _WRITTEN_LINE = 57, 78
"""So many bytes become a line of base64 with its end."""


def send_mail(own: ExecutionFiles, payload: Mapping[str, Any], mails: Mails) -> Json:
    """Send a mail with its attachments, and return its id. Raises `FileFailed`, and what SES answers."""
    given = payload.get("attachments")
    listed = [] if given is None else given if isinstance(given, list) else [given]
    if len(listed) > MAX_ATTACHMENTS:
        raise RequestInvalid(f"a mail has {MAX_ATTACHMENTS} attachments at most")
    attachments: list[Attachment] = []
    room = MAX_MAIL_BYTES - len(json.write(payload["mail"]).encode(errors="replace"))
    for number, each in enumerate(listed):
        attachment = _attachment(own, each, f"attachments[{number}]")
        room -= -(-len(attachment.content) // _LINE) * _WRITTEN_LINE
        if room < 0:
            raise TooLarge(
                f"the mail would have more than {MAX_MAIL_BYTES:,} bytes with its attachments in base64: "
                "send the address of what is larger"
            )
        attachments.append(attachment)
    return {"message_id": mails.send(payload["mail"], attachments)}


def _attachment(own: ExecutionFiles, given: object, place: str) -> Attachment:
    if not isinstance(given, Mapping):
        raise RequestInvalid(f"{place} must be an object with filename and content")
    filename = _text(given, "filename", place)
    if filename is None:
        raise RequestInvalid(f"{place} needs a filename")
    content, kept_type = _content(own, given, place)
    content_type = _text(given, "content_type", place) or kept_type or type_of_name(filename)
    return Attachment(filename, content, content_type, _text(given, "content_id", place))


def _content(own: ExecutionFiles, given: Mapping[str, Any], place: str) -> tuple[bytes, str | None]:
    """The bytes, and of a file its type."""
    value = given.get("content")
    if reference_of(value) is not None:
        reference, content = own.named(value)
        return content, reference.content_type
    if given.get("encoding") not in {None, "base64"}:
        raise RequestInvalid(f"encoding of {place} must be base64")
    if given.get("encoding") is not None:
        return _decoded(value, place), None
    text = value if isinstance(value, str) else json.write(value)
    return text.encode(errors="replace"), None


def _decoded(value: object, place: str) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        raise RequestInvalid(f"content of {place} is no base64") from None


def _text(given: Mapping[str, Any], name: str, place: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise RequestInvalid(f"{name} of {place} must be a text")
    return value or None
