"""Keyed hashes: who knows the key can tell that nobody else wrote the text (RFC 2104)."""

import base64
import hmac
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.content.secret_bytes import secret_bytes
from exeoflow.transformation.errors import RequestInvalid

ALGORITHMS: Final = ("sha1", "sha256", "sha384", "sha512", "md5")


def signature_of(request: Mapping[str, Any], signed: object) -> str:
    """Return the signature of a text or bytes by `key`, in digits or base64; raises RequestInvalid."""
    algorithm = request.get("algorithm", "sha256")
    if algorithm not in ALGORITHMS:
        raise RequestInvalid(f"algorithm must be one of {', '.join(ALGORITHMS)}")
    if not isinstance(signed, str | bytes):
        raise RequestInvalid("text must be a text: write an object as JSON first, as whoever checks it does")
    content = signed.encode(errors="replace") if isinstance(signed, str) else signed
    digest = hmac.digest(_key(request), content, algorithm)
    match request.get("encoding", "hex"):
        case "hex":
            return digest.hex()
        case "base64":
            return base64.b64encode(digest).decode()
        case "base64url":
            return base64.urlsafe_b64encode(digest).decode().rstrip("=")
    raise RequestInvalid("encoding must be one of hex, base64, base64url")


def _key(request: Mapping[str, Any]) -> bytes:
    key, encoding = request.get("key"), request.get("key_encoding", "text")
    if not isinstance(key, str) or not key:
        raise RequestInvalid("key must be a text")
    try:
        return secret_bytes(key, encoding)
    except ValueError:
        raise RequestInvalid(f"the key is not in {encoding}") from None
