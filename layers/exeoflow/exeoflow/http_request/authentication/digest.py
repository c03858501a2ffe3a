"""Digest access authentication: a password of which only hashes are sent.

Source: RFC 7616 (and RFC 2069 for servers that know no `qop`). No library offers this without its own client.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from exeoflow.http_request.authentication.scheme import AUTHORIZATION
from exeoflow.http_request.authentication.secret_forms import forms_of
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.values import header_value

UNAUTHORIZED: Final = 401

_DIGEST = re.compile(r"(?:^|,)\s*digest\s+", re.IGNORECASE)
_PARAMETER = re.compile(r'\s*([A-Za-z*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)')
_ESCAPE = re.compile(r"\\(.)")
# MD5 is what most servers ask for; the request's TLS protects it.
_HASHES: Final = {"md5": "md5", "sha-256": "sha256", "sha-512-256": "sha512_256"}


@dataclass(frozen=True)
class Challenge:
    """What a server asks for; `algorithm` is as it said it, None if it said nothing."""

    realm: str
    nonce: str
    opaque: str | None = None
    algorithm: str | None = None
    qop: str | None = None
    is_stale: bool = False

    @property
    def digest(self) -> Callable[[bytes], str]:
        """Return the hash that it wants, in hexadecimal."""
        name = _HASHES[_hash_of(self.algorithm)]
        return lambda data: hashlib.new(name, data, usedforsecurity=False).hexdigest()

    @property
    def is_of_session(self) -> bool:
        """Return whether the first hash goes over the nonces, too."""
        return (self.algorithm or "").lower().endswith("-sess")


def challenge_of(header: str) -> Challenge | None:
    """Read `WWW-Authenticate`: the first challenge that can be met, None if there is none."""
    return next(_challenges(header), None)


def _challenges(header: str) -> Iterator[Challenge]:
    starts = [found.end() for found in _DIGEST.finditer(header)]
    for start in starts:
        fields = _fields(header, start)
        offered = [each.strip().lower() for each in fields.get("qop", "").split(",") if each.strip()]
        qop = next((each for each in ("auth", "auth-int") if each in offered), None)
        if "nonce" in fields and _hash_of(fields.get("algorithm")) in _HASHES and (qop or not offered):
            yield Challenge(
                fields.get("realm", ""),
                fields["nonce"],
                fields.get("opaque"),
                fields.get("algorithm"),
                qop,
                fields.get("stale", "").lower() == "true",
            )


def _hash_of(algorithm: str | None) -> str:
    return (algorithm or "md5").lower().removesuffix("-sess")


def _fields(header: str, start: int) -> dict[str, str]:
    """The parameters from here on; those of the next challenge begin with a word without a sign."""
    fields: dict[str, str] = {}
    while (found := _PARAMETER.match(header, start)) is not None:
        name, quoted, token = found.groups()
        fields.setdefault(name.lower(), token if quoted is None else _ESCAPE.sub(r"\1", quoted))
        start = found.end()
    return fields


def answer_to(  # noqa: PLR0913 - what the standard's hashes go over
    challenge: Challenge, username: str, password: str, request: Request, *, cnonce: str, count: int
) -> str:
    """Return the value of `Authorization` for the `count`-th request with the challenge's nonce."""
    digest = challenge.digest
    secret = digest(f"{username}:{challenge.realm}:{password}".encode())
    if challenge.is_of_session:
        secret = digest(f"{secret}:{challenge.nonce}:{cnonce}".encode())
    asked = f"{request.method}:{request.url.target}"
    if challenge.qop == "auth-int":
        asked += f":{digest(request.body or b'')}"
    parts = [secret, challenge.nonce]
    if challenge.qop is not None:
        parts += [f"{count:08x}", cnonce, challenge.qop]
    response = digest(":".join([*parts, digest(asked.encode())]).encode())
    said = {
        "username": _quoted(username),
        "realm": _quoted(challenge.realm),
        "nonce": _quoted(challenge.nonce),
        "uri": _quoted(request.url.target),
        "response": _quoted(response),
        "opaque": None if challenge.opaque is None else _quoted(challenge.opaque),
        "algorithm": challenge.algorithm,
        **({"qop": challenge.qop, "nc": f"{count:08x}", "cnonce": _quoted(cnonce)} if challenge.qop else {}),
    }
    return "Digest " + ", ".join(f"{name}={value}" for name, value in said.items() if value is not None)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    # A name beyond ASCII is sent in UTF-8; a header's characters are bytes.
    return f'"{escaped.encode().decode("latin-1")}"'


@dataclass
class Digest:
    """Answers the challenge of the first refusal, and sends what it learned with every further request."""

    username: str
    password: str = field(repr=False)
    challenge: Challenge | None = None
    count: int = 0

    @property
    def secrets(self) -> frozenset[str]:
        """Return the password."""
        return forms_of(self.password)

    def authorized(self, request: Request) -> Request:
        """Answer the challenge that is known; without one the request is sent to learn of it."""
        if self.challenge is None:
            return request
        self.count += 1
        answer = answer_to(
            self.challenge,
            self.username,
            self.password,
            request,
            cnonce=secrets.token_hex(8),
            count=self.count,
        )
        return replace(
            request, headers={**request.headers, AUTHORIZATION: header_value(AUTHORIZATION, answer)}
        )

    def learns_from(self, request: Request, status: int, headers: Mapping[str, str]) -> bool:
        """Take another challenge; one that was answered and is not stale says that the password is wrong."""
        if status != UNAUTHORIZED:
            return False
        found = challenge_of(headers.get("www-authenticate", ""))
        was_answered = self.challenge is not None and AUTHORIZATION in request.headers
        if found is None or (was_answered and not found.is_stale):
            return False
        self.challenge, self.count = found, 0
        return True
