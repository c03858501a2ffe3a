"""From the bytes of an answer to the output of the node: `{"status", "headers", "body"}`.

The body is JSON where the server says so, text where it is text, and else base64, which is marked by
`"body_encoding": "base64"`.
"""

import base64
import json
from email.message import Message
from typing import Any, NoReturn

from urllib3.response import BaseHTTPResponse

from exeoflow.http_request.errors import ResponseTooLarge

# A state's output holds 256 KiB at most; the rest is for what Step Functions puts around the answer.
MAX_ANSWER_BYTES = 256 * 1024 - 4096
_CHUNK_BYTES = 16 * 1024
_EXCERPT_BYTES = 300
_TEXTUAL = ("json", "xml", "javascript", "yaml", "csv", "x-www-form-urlencoded", "graphql", "x-ndjson")


def read_answer(response: BaseHTTPResponse, subject: str) -> dict[str, Any]:
    """Return the node's output; raises ResponseTooLarge as soon as no state could carry it."""
    content_type = _ContentType(response.headers.get("content-type", ""))
    output = {
        "status": response.status,
        "headers": {name.lower(): response.headers[name] for name in response.headers},
        **_content(_read_body(response, subject), content_type),
    }
    if len(json.dumps(output, ensure_ascii=False).encode()) > MAX_ANSWER_BYTES:
        raise _too_large(subject)
    return output


def excerpt(response: BaseHTTPResponse) -> str:
    """Return the beginning of a textual body in one line: it often says why a request was refused."""
    content_type = _ContentType(response.headers.get("content-type", ""))
    if not (content_type.is_json or content_type.is_text):
        return ""
    text = _text(_read_start(response, _EXCERPT_BYTES), content_type.charset)
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _read_body(response: BaseHTTPResponse, subject: str) -> bytes:
    announced = response.length_remaining
    if announced is not None and announced > MAX_ANSWER_BYTES:
        raise _too_large(subject)
    body = _read_start(response, MAX_ANSWER_BYTES + 1)
    if len(body) > MAX_ANSWER_BYTES:
        raise _too_large(subject)
    return body


def _read_start(response: BaseHTTPResponse, size: int) -> bytes:
    body = bytearray()
    # urllib3 decompresses a chunk at a time, so a bomb costs no more than an honest body.
    for chunk in response.stream(_CHUNK_BYTES):
        body += chunk
        if len(body) >= size:
            break
    return bytes(body[:size])


class _ContentType:
    def __init__(self, header: str) -> None:
        message = Message()
        message["content-type"] = header
        self.media = message.get_content_type() if header else ""
        self.charset = message.get_content_charset()

    @property
    def is_json(self) -> bool:
        return self.media.endswith(("/json", "+json"))

    @property
    def is_text(self) -> bool:
        return self.charset is not None or self.media.startswith("text/") or self.media.endswith(_TEXTUAL)


def _content(body: bytes, content_type: _ContentType) -> dict[str, Any]:
    if not body:
        return {"body": None}
    if content_type.is_json:
        try:
            return {"body": _parse_json(body)}
        except (ValueError, RecursionError):
            # What only claims to be JSON is still worth having.
            return {"body": _text(body, None)}
    if content_type.is_text:
        return {"body": _text(body, content_type.charset)}
    if not content_type.media:
        try:
            return {"body": body.decode()}
        except UnicodeDecodeError:
            pass
    return {"body": base64.b64encode(body).decode(), "body_encoding": "base64"}


def _parse_json(body: bytes) -> object:
    parsed = json.loads(body, parse_constant=_refuse_constant)
    # Infinity, which 1e999 is, and a lone half of a surrogate pair parse, but cannot be sent on.
    json.dumps(parsed, ensure_ascii=False, allow_nan=False).encode()
    return parsed


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _text(body: bytes, charset: str | None) -> str:
    try:
        text = body.decode(charset or "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        text = body.decode(errors="replace")
    # Some encodings, such as unicode_escape, yield what no JSON text can hold.
    return text.encode(errors="replace").decode()


def _too_large(subject: str) -> ResponseTooLarge:
    return ResponseTooLarge(f"{subject}: the answer is larger than {MAX_ANSWER_BYTES // 1024} KiB")
