"""Requests that may be sent twice: the client's `Idempotency-Key` and what was asked for under it.

A use case draws its ids, secrets and time from an `Attempt`: each repetition of the same request draws the
same, so that what it creates is there already, and its answer is the first one. To serve the key is so two
lines in a use case, `attempt_of` at its beginning and `finished` at its end.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from exeoflow.errors import IdempotencyKeyReused
from exeoflow.model import json
from exeoflow.model.identifiers import sortable_id
from exeoflow.service.ports import Ports
from exeoflow.service.ports.clock import IdSource
from exeoflow.service.ports.stores.receipts import RequestReceipt


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """A hash of the client's key, and one of everything else that matters in its request.

    `pepper` is made of the key too, and stored nowhere: without it no secret can be drawn from a receipt.
    """

    key: str
    request_hash: str
    pepper: str = ""

    @classmethod
    def of(cls, key: str, content: object) -> "IdempotentRequest":
        """Hash `content`, which is JSON."""
        return cls(_hash(key.encode()), _hash(json.canonical(content)), _hash(b"pepper\n" + key.encode()))

    def after(self, given_up: str) -> "IdempotentRequest":
        """Return the request as it is made again after its execution `given_up` never began."""
        return IdempotentRequest(_hash(f"{self.key} {given_up}".encode()), self.request_hash, self.pepper)

    def part(self, about: str) -> "IdempotentRequest":
        """Return the request as it is made for one of the many that it is about."""
        return IdempotentRequest(_hash(f"{self.key} of {about}".encode()), self.request_hash, self.pepper)

    def check_same_as(self, earlier_hash: str | None) -> None:
        """Raise `IdempotencyKeyReused` if the key was used for something else before."""
        if earlier_hash != self.request_hash:
            raise IdempotencyKeyReused


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a request: where its ids come from, and since when it is attempted.

    `is_done` tells that an attempt before this one did all of it, `is_repeated` that there was one.
    """

    ids: IdSource
    begun_at: datetime
    is_repeated: bool = False
    is_done: bool = False
    receipt: RequestReceipt | None = None


def attempt_of(ports: Ports, workspace: str, operation: str, request: IdempotentRequest | None) -> Attempt:
    """Begin a request, or begin it again. Raises `IdempotencyKeyReused`."""
    now = ports.clock.now()
    if request is None:
        return Attempt(ports.ids, now)
    chance = ports.ids.new_token("chance")
    receipt = ports.receipts.begin(
        RequestReceipt(workspace, operation, request.key, request.request_hash, chance, now)
    )
    request.check_same_as(receipt.request_hash)
    ids = _DrawnIds(f"{receipt.chance}\n{request.pepper}".encode(), receipt.begun_at)
    return Attempt(ids, receipt.begun_at, receipt.chance != chance, receipt.is_done, receipt)


def finished(ports: Ports, attempt: Attempt) -> None:
    """Note that all of the request is done: a repetition changes nothing any more."""
    if attempt.receipt is not None and not attempt.is_done:
        ports.receipts.end(attempt.receipt)


def once(
    ports: Ports,
    workspace: str,
    operation: str,
    request: IdempotentRequest | None,
    act: Callable[[str], object],
) -> Callable[[str], object]:
    """Act on each once: what an attempt before this one at the same `request` did is done."""

    def acted(each: str) -> None:
        attempt = attempt_of(ports, workspace, operation, request and request.part(each))
        if not attempt.is_done:
            act(each)
            finished(ports, attempt)

    return acted


@dataclass(slots=True)
class _DrawnIds:
    """Ids and secrets that the same seed makes again, in the same order."""

    seed: bytes
    begun_at: datetime
    drawn: int = 0

    def new_id(self, prefix: str) -> str:
        milliseconds = int(self.begun_at.timestamp() * 1000)
        return sortable_id(prefix, milliseconds, int(self._draw(prefix)[:20], 16))

    def new_token(self, prefix: str) -> str:
        return f"{prefix}_{self._draw(prefix)}"

    def _draw(self, prefix: str) -> str:
        self.drawn += 1
        return hmac.new(self.seed, f"{self.drawn} {prefix}".encode(), hashlib.sha256).hexdigest()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
