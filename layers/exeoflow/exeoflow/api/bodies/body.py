"""Read the JSON of a request's body, strictly: what two readers could understand differently is refused."""

import base64
import binascii
import json
import math
import re
import sys
from collections.abc import Iterator
from typing import Any, Final, NoReturn, cast

from exeoflow.api.request import Request
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest, MalformedBody, PayloadTooLarge
from exeoflow.model.json import MAX_DEPTH, MAX_NUMBER, Json, JsonObject

MAX_BODY_BYTES: Final = 2 * 1024 * 1024
_EXACT_INTEGERS: Final = 2**53
_TOO_MANY_DIGITS: Final = re.compile(rf"-?\d{{{sys.get_int_max_str_digits() + 1},}}")
_SURROGATES: Final = ("\ud800", "\udfff")


def json_object(request: Request) -> JsonObject:
    """Return the body, a JSON object. Raises `MalformedBody`, `InvalidRequest`, `PayloadTooLarge`."""
    value = json_value(raw_body(request))
    if not isinstance(value, dict):
        raise InvalidRequest(Diagnostic("field-not-object", "", values={"field": "body"}))
    return value


def optional_json_object(request: Request) -> JsonObject:
    """Return the body, or an empty object if there is none."""
    return json_object(request) if request.body else {}


def raw_body(request: Request, limit: int = MAX_BODY_BYTES) -> bytes:
    """Return the bytes of the body as they were sent. Raises `MalformedBody`, `PayloadTooLarge`."""
    # A string can only be longer in UTF-8, never shorter.
    if len(request.body or "") > limit * (2 if request.is_base64 else 1):
        raise PayloadTooLarge(limit)
    data = _bytes(request)
    if len(data) > limit:
        raise PayloadTooLarge(limit)
    return data


def json_value(data: bytes, *, is_exact: bool = False) -> Json:
    """Return any JSON; `is_exact`: with numbers that expressions would round as texts.

    Raises `MalformedBody`, and `InvalidRequest` for what could not be stored.
    """
    try:
        # A mark of the byte order may be passed over (RFC 8259, 8.1); some shells write one into each file.
        value = _parsed(data.decode("utf-8-sig"), is_exact=is_exact)
    except UnicodeDecodeError as error:
        raise MalformedBody(Diagnostic("json-not-unicode", "")) from error
    _check_values(value)
    return value


def _bytes(request: Request) -> bytes:
    body = request.body or ""
    try:
        return base64.b64decode(body, validate=True) if request.is_base64 else body.encode()
    except (binascii.Error, ValueError) as error:
        raise MalformedBody from error


def _parsed(text: str, *, is_exact: bool) -> Json:
    numbers: dict[str, Any] = {"parse_float": _number}
    if is_exact:
        # Not at the top: few bodies are read so.
        from exeoflow.content.exact_json import exact_fraction, exact_whole  # noqa: PLC0415

        numbers = {"parse_float": exact_fraction, "parse_int": exact_whole}
    try:
        return cast(
            "Json",
            json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant, **numbers),
        )
    except RecursionError as error:
        raise _too_deep() from error
    except json.JSONDecodeError as error:
        values = {"line": str(error.lineno), "column": str(error.colno)}
        raise MalformedBody(Diagnostic("json-malformed", "", values=values, offset=error.pos)) from error
    except ValueError as error:
        # A number of more digits than Python reads.
        token = "".join(_TOO_MANY_DIGITS.findall(text)[:1])
        raise MalformedBody(Diagnostic("json-no-number", "", values={"token": token})) from error


def _unique(pairs: list[tuple[str, Json]]) -> JsonObject:
    content = dict(pairs)
    if len(content) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise MalformedBody(Diagnostic("json-name-twice", "", values={"name": twice}))
    return content


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedBody(Diagnostic("json-no-number", "", values={"token": name}))


def _number(text: str) -> float:
    """Read a number with a point or an exponent; JSON has one kind of number, so 5.0 is the integer 5."""
    number = float(text)
    if math.isinf(number):
        raise MalformedBody(Diagnostic("json-no-number", "", values={"token": text}))
    return int(number) if number.is_integer() and abs(number) <= _EXACT_INTEGERS else number


def _check_values(value: Json) -> None:
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        if not level:
            return
        level = [inner for outer in level for inner in _inside(outer)]
    if level:
        raise _too_deep()


def _inside(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_text(name)
            yield inner
    elif isinstance(value, list):
        yield from value
    elif isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int) and abs(value) > MAX_NUMBER:
        # As `1e999` is, though written out.
        raise MalformedBody(Diagnostic("json-no-number", "", values={"token": str(value)}))


def _check_text(text: str) -> None:
    # JSON can spell half a character (\ud800), which nothing behind this point could store.
    if not text.isascii() and any(_SURROGATES[0] <= character <= _SURROGATES[1] for character in text):
        raise InvalidRequest(Diagnostic("field-not-unicode", "", values={"field": "body"}))


def _too_deep() -> InvalidRequest:
    return InvalidRequest(Diagnostic("field-too-deep", "", values={"field": "body", "limit": str(MAX_DEPTH)}))
