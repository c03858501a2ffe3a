"""Port: what is remembered of requests that carried an `Idempotency-Key`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RequestReceipt:
    """A request that was begun, under the hash of the client's key, for at least a day.

    `chance` is what its ids and secrets are drawn from, so that a repetition draws the same.
    """

    workspace: str
    operation: str
    key: str
    request_hash: str
    chance: str
    begun_at: datetime
    is_done: bool = False


class Receipts(Protocol):
    """Keeps receipts, one for each workspace, operation and key."""

    def begin(self, receipt: RequestReceipt) -> RequestReceipt:
        """Store the receipt unless there is one; return what is stored."""
        ...

    def end(self, receipt: RequestReceipt) -> None:
        """Note that all of the request is done."""
        ...
