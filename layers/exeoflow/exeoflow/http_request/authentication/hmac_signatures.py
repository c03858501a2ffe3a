"""Requests that are signed with a secret (HMAC, RFC 2104), which itself is never sent."""

import hashlib
import secrets
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from functools import partial
from typing import Final

from exeoflow.http_request.authentication.scheme import Fixed, LearnsNothing
from exeoflow.http_request.authentication.secret_forms import forms_of
from exeoflow.http_request.messages.request import Request
from exeoflow.model import moment
from exeoflow.model.json import Json
from exeoflow.model.webhooks.signature import OWN_RULE, PRESETS, SignatureRule
from exeoflow.model.webhooks.signature_words import Algorithm, Encoding, KeyForm, Preset
from exeoflow.service.credentials.request_signing import PART, SIGNATURE
from exeoflow.service.webhooks.signatures import filled, sign

_NONCE: Final = "{nonce}"
_PLACES: Final = ("headers", "query")


def hmac_signed(values: Mapping[str, Json]) -> "HmacSigned":
    """Return the scheme of a credential: of its preset, or ours where it names no place, changed by it."""
    known = _known_rule(values)
    rule = replace(
        known,
        algorithm=Algorithm(str(values.get("algorithm", known.algorithm))),
        encoding=Encoding(str(values.get("encoding", known.encoding))),
        key=KeyForm(str(values.get("secret_encoding", known.key))),
        signed_text=str(values.get("signed_text", known.signed_text)),
    )
    headers, query = (_texts(values.get(place)) for place in _PLACES)
    headers = _headers_of(known) | {name.lower(): text for name, text in headers.items()}
    written = str(values.get("timestamp_format", "seconds"))
    return HmacSigned(rule, str(values["secret"]), headers, query, written)


def _known_rule(values: Mapping[str, Json]) -> SignatureRule:
    preset = values.get("preset")
    if preset is not None:
        return PRESETS[Preset(str(preset))][0]
    return SignatureRule() if any(values.get(place) for place in _PLACES) else OWN_RULE


def _headers_of(rule: SignatureRule) -> dict[str, str]:
    """Return the headers in which a sender puts signature and time, and what else of them it signs."""
    if not rule.header:
        return {}
    beside = "t={timestamp}," if rule.has_time_beside else ""
    headers = {rule.header: f"{beside}{rule.prefix}{SIGNATURE}"}
    if rule.timestamp_header is not None:
        headers[rule.timestamp_header] = "{timestamp}"
    # What tells one message from another, as Standard Webhooks have it.
    signed = (name for part, name in PART.findall(rule.signed_text) if part == "header")
    return headers | dict.fromkeys(signed, f"msg_{_NONCE}")


def _texts(value: Json) -> dict[str, str]:
    return {name: str(each) for name, each in value.items()} if isinstance(value, dict) else {}


@dataclass
class HmacSigned(LearnsNothing):
    """Signs each exchange anew, with the time at which it is sent.

    `headers` and `query` are texts with parts of the request in braces: those with the signature are written
    last, so that it covers the others.
    """

    rule: SignatureRule
    secret: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    query: Mapping[str, str] = field(repr=False)
    timestamp_format: str
    sent: set[str] = field(default_factory=set, repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """The secret, what stands beside the signature and never changes, as keys do, and what was signed."""
        written = (*self.headers.values(), *self.query.values())
        return forms_of(self.secret, *(text for text in written if not PART.search(text)), *self.sent)

    def authorized(self, request: Request) -> Request:
        """Write what stands beside the signature, sign what will be sent, and write the signature."""
        given = {"timestamp": _timestamp(self.timestamp_format), "nonce": secrets.token_hex(16)}
        request = self._written(request, given, are_signed=False)
        signature = sign(self.rule, self.secret, _filled(self.rule.signed_text, request, given))
        self.sent.add(signature)
        return self._written(request, given | {"signature": signature}, are_signed=True)

    def _written(self, request: Request, given: Mapping[str, str], *, are_signed: bool) -> Request:
        headers, query = (
            {
                name: _filled(text, request, given).decode(errors="replace")
                for name, text in place.items()
                if (SIGNATURE in text) is are_signed
            }
            for place in (self._headers_for(request), self.query)
        )
        return Fixed(headers=headers, query=query).authorized(request)

    def _headers_for(self, request: Request) -> dict[str, str]:
        """Whoever names a message himself keeps the name when it is sent again."""
        return {
            name: text
            for name, text in self.headers.items()
            if _NONCE not in text or SIGNATURE in text or name not in request.headers
        }


def _timestamp(written: str) -> str:
    now = time.time()
    match written:
        case "milliseconds":
            return str(int(now * 1_000))
        case "iso8601":
            return moment.write(moment.from_seconds(now))
        case "http":
            return formatdate(now, usegmt=True)
        case _:
            return str(int(now))


def _filled(text: str, request: Request, given: Mapping[str, str]) -> bytes:
    return filled(text, PART, partial(_part, request=request, given=given))


def _part(name: str, argument: str, request: Request, given: Mapping[str, str]) -> bytes:
    path, _, query = request.url.target.partition("?")
    match name:
        case "body":
            return request.body or b""
        case "digest":
            algorithm, _, encoding = argument.partition(":")
            digest = hashlib.new(algorithm, request.body or b"", usedforsecurity=False)
            return b64encode(digest.digest()) if encoding else digest.hexdigest().encode()
        case "header":
            return request.headers.get(argument.lower(), "").encode("latin-1", "replace")
    texts = {
        "method": request.method,
        "url": str(request.url),
        "host": request.url.authority,
        "path": path,
        "query": query,
        "target": request.url.target,
        **given,
    }
    return texts[name].encode()
