"""Requests that may be sent twice: the client's `Idempotency-Key` and what was asked for under it."""

import hashlib
from dataclasses import dataclass

from exeoflow.errors import IdempotencyKeyReused
from exeoflow.model import json


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """A hash of the client's key, and one of everything else that matters in its request."""

    key: str
    request_hash: str

    @classmethod
    def of(cls, key: str, content: object) -> "IdempotentRequest":
        """Hash `content`, which is JSON."""
        return cls(_hash(key.encode()), _hash(json.canonical(content)))

    def after(self, given_up: str) -> "IdempotentRequest":
        """Return the request as it is made again after its execution `given_up` never began."""
        return IdempotentRequest(_hash(f"{self.key} {given_up}".encode()), self.request_hash)

    def check_same_as(self, earlier_hash: str | None) -> None:
        """Raise `IdempotencyKeyReused` if the key was used for something else before."""
        if earlier_hash != self.request_hash:
            raise IdempotencyKeyReused


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
