"""Signatures of webhook calls: an HMAC over time and body, in the form that Stripe made common.

    X-Exeoflow-Signature: t=1705744800,v1=<hex of HMAC-SHA256(token, "1705744800." + body)>

`Stripe-Signature` has the same form and is taken as well. Several `v1` are allowed, for a sender that is
changing its secret signs with both. https://docs.stripe.com/webhooks#verify-manually
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from exeoflow.errors import SignatureExpired, SignatureInvalid
from exeoflow.model import moment

SIGNATURE_HEADERS: Final = ("x-exeoflow-signature", "stripe-signature")
TOLERANCE: Final = timedelta(minutes=5)
_MAX_DIGITS: Final = 11


@dataclass(frozen=True, slots=True)
class Signature:
    """When a call was signed, and the signature that was found to be right."""

    signed_at: datetime
    value: str

    @property
    def valid_until(self) -> datetime:
        """From then on it is refused for its age."""
        return self.signed_at + TOLERANCE


def checked_signature(headers: Mapping[str, str], body: bytes, token: str, now: datetime) -> Signature:
    """Return the signature of a call. Raises `SignatureInvalid` or `SignatureExpired`."""
    time, values = _fields(headers)
    expected = sign(token, time, body)
    # Every one is compared, so that the time taken tells nothing.
    matches = [hmac.compare_digest(expected.encode(), value.encode()) for value in values]
    if not any(matches):
        raise SignatureInvalid
    signed_at = moment.from_seconds(int(time))
    if abs(now - signed_at) > TOLERANCE:
        raise SignatureExpired(int(TOLERANCE.total_seconds()))
    return Signature(signed_at, expected)


def sign(token: str, time: str, body: bytes) -> str:
    """Sign a body at a time (Unix seconds, as text)."""
    return hmac.new(token.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def _fields(headers: Mapping[str, str]) -> tuple[str, list[str]]:
    header = next((headers[name] for name in SIGNATURE_HEADERS if name in headers), "")
    times, values = [], []
    for field in header.split(","):
        name, _, value = field.strip().partition("=")
        if name == "t":
            times.append(value)
        elif name == "v1":
            values.append(value)
    if len(times) != 1 or not (times[0].isascii() and times[0].isdigit() and len(times[0]) <= _MAX_DIGITS):
        raise SignatureInvalid
    return times[0], values
