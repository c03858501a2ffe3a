"""Signatures of webhook calls, checked by the one rule that `exeoflow.model.webhooks.signature` describes."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import SignatureExpired, SignatureInvalid
from exeoflow.model import moment
from exeoflow.model.json import Json, value_at
from exeoflow.model.webhooks.signature import (
    Algorithm,
    Encoding,
    KeyForm,
    PublicKeyAlgorithm,
    SignatureRule,
)
from exeoflow.model.webhooks.webhook import TOKEN_PREFIX

# Of a time in milliseconds; one in seconds has ten.
_MAX_DIGITS: Final = 13
_FIRST_MILLISECONDS: Final = 10**11
_TIME: Final = re.compile(r"ts?=")
_PLACEHOLDER: Final = re.compile(r"\{([a-z]+)(?::([^{}]+))?\}")
_FORM: Final = "application/x-www-form-urlencoded"
_BODY_DIGEST: Final = "bodySHA256"
# How the texts of other rules begin: who has seen their signature must not send one as a body signed alone.
_TEXT_OF_ANOTHER_RULE: Final = re.compile(rb"v0:\d+:|(?:[\w-]+\.)?\d+\.")
# The ports that an address need not name, by its scheme.
_USUAL_PORTS: Final = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class SignedCall:
    """What of a call a signature may cover. `url` is the address as the caller wrote it.

    `content` reads the body as data; None where it is none.
    """

    headers: Mapping[str, str]
    body: bytes
    method: str = "POST"
    url: str = ""
    query: Mapping[str, Json] = field(default_factory=dict)
    content: Callable[[], Json] = lambda: None


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature that was found to be right; it is forgotten at `valid_until`.

    `value` tells it from others: itself, or of one by a private key the digest of what is signed. `is_timed`
    tells that it covers the time, so that another delivery has another signature.
    """

    value: str
    valid_until: datetime
    is_timed: bool = True


def checked_signature(
    call: SignedCall, rules: Sequence[SignatureRule], secret: str, now: datetime
) -> Signature | None:
    """Return the signature of a call, None if its sender just sends the secret.

    A rule with a public key needs no `secret`.

    Of several `rules` that counts whose signature the call has; a text that might be another's is then
    refused.
    Raises `SignatureInvalid` or `SignatureExpired`.
    """
    rule = next((rule for rule in rules if _written(rule, call) is not None), None)
    if rule is None:
        raise _invalid("webhook-signature-absent", headers=", ".join(f"`{rule.place}`" for rule in rules))
    if len(rules) > 1 and not rule.is_timed and _TEXT_OF_ANOTHER_RULE.match(call.body):
        raise SignatureInvalid
    time, values = _time_and_values(rule, call)
    texts = _signed_texts(rule, call, time)
    right = _signed_by_key(rule, values, texts) if rule.public_key else _signed(rule, secret, values, texts)
    if right is None:
        raise _invalid("webhook-signature-wrong", header=rule.place)
    if rule.algorithm is Algorithm.PLAIN:
        return None
    signed_at = now if time is None else _moment(time)
    tolerance = timedelta(seconds=rule.tolerance)
    if abs(now - signed_at) > tolerance:
        raise SignatureExpired(rule.tolerance)
    return Signature(right, signed_at + tolerance, rule.is_timed)


def _signed(rule: SignatureRule, secret: str, values: Sequence[str], texts: Sequence[bytes]) -> str | None:
    """Return the signature by the secret that is among the `values`, None if there is none."""
    expected = [signature for text in texts for signature in _signatures(rule, secret, text)]
    # Every one is compared with every one, so that the time taken tells nothing.
    matches = [
        hmac.compare_digest(right.encode(), value.encode("utf-8", "surrogatepass"))
        for right in expected
        for value in values
    ]
    return expected[matches.index(True) // len(values)] if any(matches) else None


def _signed_by_key(rule: SignatureRule, values: Sequence[str], texts: Sequence[bytes]) -> str | None:
    """Return what tells the text from every other that the sender has signed, None if it did not sign it.

    That is no signature: of one of ECDSA whoever sees it can make another that is as right.
    """
    # Not at the top: the library costs a cold start, and few senders have a private key.
    from exeoflow.service.webhooks.public_keys import is_signed, read_public_key  # noqa: PLC0415

    key, algorithm = read_public_key(rule.public_key), PublicKeyAlgorithm(rule.algorithm)
    is_hex = rule.encoding is Encoding.HEX
    signatures = [found for value in values if (found := _decoded(value, is_hex=is_hex)) is not None]
    for text in texts:
        if any(is_signed(key, algorithm, signature, text) for signature in signatures):
            return hashlib.sha256(text).hexdigest()
    return None


def _decoded(text: str, *, is_hex: bool) -> bytes | None:
    """Read bytes that are written in hexadecimal digits or base64; None of what is not."""
    try:
        return bytes.fromhex(text) if is_hex else base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def sign(rule: SignatureRule, secret: str, text: bytes) -> str:
    """Sign a text as the rule says, without the prefix."""
    return _signatures(rule, secret, text)[0]


def _written(rule: SignatureRule, call: SignedCall) -> str | None:
    """Return what stands where the rule has its signature."""
    return call.headers.get(rule.header) if rule.header else _field(call, rule.field)


def _field(call: SignedCall, path: str) -> str | None:
    """Return a text or a whole number of the body."""
    found = value_at(call.content(), path.split("."))
    is_text = isinstance(found, str | int) and not isinstance(found, bool)
    return str(found) if is_text else None


def _time_and_values(rule: SignatureRule, call: SignedCall) -> tuple[str | None, list[str]]:
    """Return the time that the signature covers, if any, and the signatures that the header holds."""
    parts = _parts(rule, _written(rule, call) or "")
    values = [
        _usual(rule, value)
        for part in parts
        if part.startswith(rule.prefix) and (value := part.removeprefix(rule.prefix))
    ]
    if not values or (len(values) > 1 and not rule.takes_several):
        raise _invalid("webhook-signature-wrong", header=rule.place)
    return (_time(rule, call, parts) if rule.is_timed else None), values


def _invalid(fault: str, **values: str) -> SignatureInvalid:
    return SignatureInvalid(Diagnostic(fault, "", values=values))


def _usual(rule: SignatureRule, value: str) -> str:
    """Return a signature in the one way of its encoding that is compared: digits may be of either case."""
    if rule.algorithm is Algorithm.PLAIN:
        return value
    if rule.encoding is Encoding.HEX:
        return value.lower()
    bare = value.replace("-", "+").replace("_", "/").rstrip("=")
    return bare + "=" * (-len(bare) % 4)


def _parts(rule: SignatureRule, header: str) -> list[str]:
    if not (rule.takes_several or rule.has_time_beside):
        return [header.strip()]
    separators = r"\s+" if "," in rule.prefix else r"[,;\s]+"
    return re.split(separators, header.strip())


def _time(rule: SignatureRule, call: SignedCall, parts: Sequence[str]) -> str:
    if rule.timestamp_field is not None:
        place, times = rule.timestamp_field, [_field(call, rule.timestamp_field) or ""]
    elif rule.timestamp_header is not None:
        place, times = rule.timestamp_header, [call.headers.get(rule.timestamp_header, "")]
    else:
        place, times = rule.place, [part[found.end() :] for part in parts if (found := _TIME.match(part))]
    try:
        (time,) = times
        _moment(time)
    except (ValueError, OverflowError):
        raise _invalid("webhook-signature-time", header=place) from None
    return time


def _moment(time: str) -> datetime:
    """Read Unix seconds, milliseconds, or ISO 8601. Raises `ValueError`, `OverflowError`."""
    if not (time.isascii() and time.isdigit()):
        return moment.read(time)
    if len(time) > _MAX_DIGITS:
        raise ValueError(time)
    seconds = int(time)
    return moment.from_seconds(seconds / 1000 if seconds >= _FIRST_MILLISECONDS else seconds)


def _signed_texts(rule: SignatureRule, call: SignedCall, time: str | None) -> list[bytes]:
    """Return the text that is signed; several where the caller's address may be written in several ways."""
    if "{form}" in rule.signed_text:
        _check_body_digest(call)
    urls = _addresses(call.url) if "{url}" in rule.signed_text else ("",)
    parts = [partial(_part, call=call, time=time or "", url=url) for url in urls]
    return [filled(rule.signed_text, _PLACEHOLDER, part) for part in parts]


def filled(template: str, placeholder: re.Pattern[str], part: Callable[[str, str], bytes]) -> bytes:
    """Return a text with a `part` in the place of each placeholder, by its name and what it is asked for."""
    content, end = b"", 0
    for found in placeholder.finditer(template):
        content += template[end : found.start()].encode() + part(found[1], found[2] or "")
        end = found.end()
    return content + template[end:].encode()


def _part(name: str, argument: str, call: SignedCall, time: str, url: str) -> bytes:
    match name:
        case "body":
            return call.body
        case "form":
            return _form_text(call)
        case "header":
            return call.headers.get(argument.lower(), "").encode("utf-8", "surrogatepass")
        case "field":
            return (_field(call, argument) or "").encode("utf-8", "surrogatepass")
        case _:
            texts = {"timestamp": time, "url": url, "method": call.method, "path": urlsplit(call.url).path}
            return texts[name].encode("utf-8", "surrogatepass")


def _form_text(call: SignedCall) -> bytes:
    """Return names and values of a form, sorted, each pair once; nothing of another body."""
    if not _is_form(call):
        return b""
    try:
        pairs = parse_qsl(call.body.decode(), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise SignatureInvalid from error
    return "".join(f"{name}{value}" for name, value in sorted(set(pairs))).encode()


def _check_body_digest(call: SignedCall) -> None:
    """Hold a body that is no form against its digest in the address, which is what was signed."""
    if _is_form(call) or not call.body:
        return
    digest = hashlib.sha256(call.body).hexdigest()
    if not hmac.compare_digest(digest, str(call.query.get(_BODY_DIGEST, "")).lower()):
        raise SignatureInvalid


def _is_form(call: SignedCall) -> bool:
    return call.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM


def _addresses(url: str) -> tuple[str, ...]:
    """Return an address in the ways that a caller may have written it.

    A proxy before the stack speaks another scheme and on another port, and some senders leave any port out.
    """
    host, slash, rest = url.partition("://")[2].partition("/")
    bare = re.sub(r":\d+$", "", host)
    found = [
        f"{scheme}://{written}{slash}{rest}"
        for scheme, port in _USUAL_PORTS.items()
        for written in (host, bare, f"{bare}{port}")
    ]
    return tuple(dict.fromkeys(found))


def _signatures(rule: SignatureRule, secret: str, text: bytes) -> list[str]:
    """Return the signature, by each key that the secret may stand for."""
    if rule.algorithm is Algorithm.PLAIN:
        return [secret]
    digests = [hmac.new(key, text, rule.algorithm.value).digest() for key in _keys(rule, secret)]
    if rule.encoding is Encoding.HEX:
        return [digest.hex() for digest in digests]
    return [base64.b64encode(digest).decode() for digest in digests]


def _keys(rule: SignatureRule, secret: str) -> list[bytes]:
    """Return the key; a secret that should be encoded and is not is taken as it is, and so is it beside."""
    if rule.key is KeyForm.TEXT:
        return [secret.encode()]
    decoded = _decoded(secret.removeprefix(f"{TOKEN_PREFIX}_"), is_hex=rule.key is KeyForm.HEX)
    return [secret.encode()] if decoded is None else [decoded, secret.encode()]
