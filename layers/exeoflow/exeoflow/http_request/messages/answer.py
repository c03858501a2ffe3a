"""From the bytes of an answer to the output of the node: `{"status", "headers", "body"}`.

The body is data where the server says that it is JSON, XML or CSV, text where it is text, and else base64,
which is marked by `"body_encoding": "base64"`.
"""

import base64
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from urllib3.exceptions import ProtocolError
from urllib3.response import BaseHTTPResponse

from exeoflow.content.charsets import decoded
from exeoflow.content.errors import ContentInvalid
from exeoflow.content.formats import format_of, reader_of
from exeoflow.content.media_types import media_type_of
from exeoflow.http_request.errors import ResponseInvalid, ResponseTooLarge
from exeoflow.http_request.messages.packing import NotPackedSo, unpacked
from exeoflow.http_request.messages.request import FILE
from exeoflow.model.file_reference import MAX_FILE_BYTES, Keep
from exeoflow.model.json import MAX_NUMBER, nests_deeper
from exeoflow.model.state_room import MOST_STATE_BYTES, answer_room

# A state's output holds 256 KiB at most; the rest is for what Step Functions puts around the answer.
MAX_ANSWER_BYTES = 256 * 1024 - 4096
# Where a state carries more, what a server sends stays bounded all the same.
_MOST_ANYWHERE = 16 * 1024 * 1024
MASK = "***"

_CHUNK_BYTES = 16 * 1024
_REFUSAL_BYTES = 16 * 1024
_EXCERPT_CHARACTERS = 300
_MANY_DIGITS = re.compile(rf"\d{{{len(str(MAX_NUMBER))}}}")
# A secret of fewer characters stands in too many texts by chance.
_LEAST_SECRET = 4
_DATA = ("json", "xml", "csv")
_SET_COOKIE = "set-cookie"


@dataclass(frozen=True)
class Answer:
    """What a server answered, whole or its beginning; `headers` by names in lower case.

    `cookies` has each `Set-Cookie` by itself: a comma may stand in one (RFC 9110, 5.3).
    """

    status: int
    headers: dict[str, str]
    content: bytes
    reason: str = ""
    is_whole: bool = True
    cookies: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """Return the type that the server says, in lower case; empty if it says none."""
        return media_type_of(self.content_type).name

    @property
    def charset(self) -> str | None:
        """Return the character set that the server says."""
        return media_type_of(self.content_type).charset

    @property
    def content_type(self) -> str:
        """Return what the server says of its body; empty if it says nothing."""
        return self.headers.get("content-type", "")


def read_answer(response: BaseHTTPResponse, subject: str, form: str | None) -> Answer:
    """Return the whole answer; raises ResponseTooLarge as soon as no state, or no file, could hold it."""
    is_kept = form == FILE
    announced, most = response.length_remaining, MAX_FILE_BYTES if is_kept else _most_bytes()
    if announced is None or announced <= most:
        answer = read_start(response, most)
        if answer.is_whole:
            return answer
    raise _too_large(subject, most) if is_kept else _too_large_for_state(subject)


def read_refusal(response: BaseHTTPResponse) -> Answer:
    """Return the beginning of an answer that only says what went wrong, however its body is packed."""
    try:
        return read_start(response, _REFUSAL_BYTES)
    except NotPackedSo:
        return _answer(response, b"")


def read_start(response: BaseHTTPResponse, size: int) -> Answer:
    """Return an answer with so many bytes of its body at most; raises `NotPackedSo`."""
    body = bytearray()
    try:
        chunks = response.stream(_CHUNK_BYTES, decode_content=False)
        for chunk in unpacked(chunks, response.headers.get("content-encoding", "")):
            body += chunk
            if len(body) > size:
                break
    except ValueError as error:
        # urllib3 takes a chunk of less than no bytes for one, and reads that.
        raise ProtocolError("the body is no series of chunks") from error
    return _answer(response, bytes(body[:size]), is_whole=len(body) <= size)


def _answer(response: BaseHTTPResponse, body: bytes, *, is_whole: bool = True) -> Answer:
    headers = {name.lower(): header_text(response.headers[name]) for name in response.headers}
    cookies = tuple(map(header_text, response.headers.getlist(_SET_COOKIE)))
    return Answer(response.status, headers, body, response.reason or "", is_whole, cookies)


def header_text(value: str) -> str:
    """Return the text of a header's bytes, which many servers send in UTF-8, such as names of files.

    >>> header_text("JÃ¼rgen.pdf"), header_text("Jürgen.pdf")
    ('Jürgen.pdf', 'Jürgen.pdf')
    """
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


def output_of(answer: Answer, form: str | None, subject: str) -> dict[str, Any]:
    """Return the node's output; `form` is what the node says of the body, None how it was read of old.

    Raises ResponseInvalid.
    """
    if form is None:
        return {"status": answer.status, "headers": answer.headers, **_old_body(answer)}
    return {"status": answer.status, "headers": _headers(answer), **_body(answer, form, subject)}


def _headers(answer: Answer) -> dict[str, str | list[str]]:
    """Several cookies are a list, for nobody could part them again."""
    several = {_SET_COOKIE: list(answer.cookies)} if len(answer.cookies) > 1 else {}
    return {**answer.headers, **several}


def kept_output(answer: Answer, keep: Keep, secrets: Collection[str]) -> dict[str, Any]:
    """Return the node's output for an answer that is kept as it came, but for secrets that it repeats."""
    content = answer.content
    for secret in _hidden(secrets, _LEAST_SECRET):
        content = content.replace(secret.encode(errors="replace"), MASK.encode())
    file = keep(content, answer.content_type or "application/octet-stream")
    return {"status": answer.status, "headers": masked(_headers(answer), secrets), "file": file}


def check_size(output: object, subject: str) -> None:
    """Raise ResponseTooLarge for an output that no state could carry."""
    if len(json.dumps(output, ensure_ascii=False).encode()) > _most_bytes():
        raise _too_large_for_state(subject)


def details_of(answer: Answer, secrets: Collection[str]) -> Mapping[str, Any]:
    """Return what a refusal said, as data where it is data; what was cut off or is no data is text."""
    form = "auto" if answer.is_whole or format_of(answer.media_type) not in _DATA else "text"
    details: Mapping[str, Any] = masked(output_of(answer, form, ""), secrets)
    return details


def excerpt_of(answer: Answer, secrets: Collection[str]) -> str:
    """Return the beginning of a textual body in one line: it often says why a request was refused."""
    if format_of(answer.media_type) is None and answer.charset is None:
        return ""
    # Masked as a whole: a secret that is cut in two would be recognized by nobody.
    text = masked(_text(answer), secrets, least=1)[:_EXCERPT_CHARACTERS]
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def masked(value: Any, secrets: Collection[str], *, least: int = _LEAST_SECRET) -> Any:  # noqa: ANN401 - JSON
    """Return a value whose texts repeat no secret: servers like to tell what they were sent."""
    hidden = _hidden(secrets, least)
    return _masked(value, hidden) if hidden else value


def _hidden(secrets: Collection[str], least: int) -> list[str]:
    """The secrets that are not shown, the longest first: one may be part of another."""
    return sorted((each for each in secrets if len(each) >= least), key=len, reverse=True)


def _masked(value: Any, hidden: list[str]) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            for secret in hidden:
                value = value.replace(secret, MASK)
            return value
        case dict():
            return {_masked(name, hidden): _masked(item, hidden) for name, item in value.items()}
        case list():
            return [_masked(item, hidden) for item in value]
        case _:
            return value


def _body(answer: Answer, form: str, subject: str) -> dict[str, Any]:
    if form == "binary":
        return _base64(answer.content)
    if not answer.content:
        return {"body": None}
    if form == "auto":
        return _told_body(answer)
    if form == "text":
        return {"body": _text(answer)}
    try:
        return {"body": reader_of(form)(_text(answer))}
    except ContentInvalid as fault:
        raise ResponseInvalid(f"{subject}: the answer cannot be read as {form}: {fault}") from None


def _told_body(answer: Answer) -> dict[str, Any]:
    """The body by what the server says of it; where that is a lie, the text is still worth having."""
    form = format_of(answer.media_type)
    if form in _DATA:
        try:
            return {"body": reader_of(form)(_text(answer))}
        except ContentInvalid:
            return {"body": _text(answer)}
    return _text_or_bytes(answer, is_text=form == "text" or answer.charset is not None)


def _old_body(answer: Answer) -> dict[str, Any]:
    """The body as before XML and CSV were read and numbers kept: machines of then expect it so."""
    if not answer.content:
        return {"body": None}
    form = format_of(answer.media_type)
    if form == "json":
        try:
            return {"body": _parse_json(answer.content)}
        except (ValueError, RecursionError):
            return {"body": _text(replace(answer, headers={}))}
    return _text_or_bytes(answer, is_text=form is not None or answer.charset is not None)


def _text_or_bytes(answer: Answer, *, is_text: bool) -> dict[str, Any]:
    if is_text:
        return {"body": _text(answer)}
    if not answer.media_type:
        try:
            return {"body": answer.content.decode()}
        except UnicodeDecodeError:
            pass
    return _base64(answer.content)


def _text(answer: Answer) -> str:
    declares = answer.media_type == "text/html" or answer.media_type.endswith("xml")
    return decoded(answer.content, answer.charset, declares=declares)


def _base64(content: bytes) -> dict[str, Any]:
    return {"body": base64.b64encode(content).decode(), "body_encoding": "base64"}


def _parse_json(body: bytes) -> object:
    parsed = json.loads(body, parse_constant=_refuse_constant)
    # Infinity, which 1e999 is, and a lone half of a surrogate pair parse, but cannot be sent on.
    written = json.dumps(parsed, ensure_ascii=False, allow_nan=False)
    written.encode()
    if _MANY_DIGITS.search(written):  # in few: each number of a body would be read by a call
        json.loads(written, parse_int=_refuse_too_large)
    if nests_deeper(parsed):
        raise ValueError("it nests too deep to be handed on")
    return parsed


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _refuse_too_large(digits: str) -> None:
    if abs(int(digits)) > MAX_NUMBER:
        raise ValueError("a number is larger than expressions can hold")


def _too_large_for_state(subject: str) -> ResponseTooLarge:
    return _too_large(subject, _most_bytes(), ": `response: file` keeps it in a file")


def _too_large(subject: str, most: int, way_out: str = "") -> ResponseTooLarge:
    return ResponseTooLarge(f"{subject}: the answer is larger than {most // 1024} KiB{way_out}")


def _most_bytes() -> int:
    """How large an output may be, here: in AWS `MAX_ANSWER_BYTES`."""
    return min(answer_room(MOST_STATE_BYTES - MAX_ANSWER_BYTES), _MOST_ANYWHERE)
