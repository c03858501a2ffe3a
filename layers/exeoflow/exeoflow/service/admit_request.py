"""Use case: let a request in, or refuse it. Every endpoint begins here."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from exeoflow.errors import Forbidden, RateLimited, Unauthorized
from exeoflow.model.api_key import Admission, Scope, digest_of
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.stores.key_store import KeyStore

# A look at a key is a write; who knocks with the same wrong one again and again costs one for so long.
_REFUSED_FOR: Final = timedelta(seconds=10)
_MOST_REFUSED: Final = 10_000


@dataclass(frozen=True)
class Doorkeeper:
    """Checks keys and counts requests. `refused` remembers keys that were wrong a moment ago."""

    keys: KeyStore
    clock: Clock
    refused: dict[str, datetime] = field(default_factory=dict)

    def identify(self, secret: str | None) -> Admission:
        """Find the key and count the request against its limit. Raises `Unauthorized`.

        Any text is looked up, well formed or not, so that the time of the answer tells nothing of a key; one
        that was wrong a moment ago is wrong still.
        """
        if secret is None:
            raise Unauthorized
        digest, now = digest_of(secret), self.clock.now()
        if now < self.refused.get(digest, now):
            raise Unauthorized
        admission = self.keys.admit(digest, now)
        if admission is None:
            self._remember(digest, now)
            raise Unauthorized
        return admission

    def _remember(self, digest: str, now: datetime) -> None:
        if len(self.refused) >= _MOST_REFUSED:
            self.refused.clear()
        self.refused[digest] = now + _REFUSED_FOR

    def check(self, admission: Admission, scope: Scope | None) -> None:
        """Raise `RateLimited` or `Forbidden` unless the key may do what `scope` names now; None: anything."""
        if not admission.is_within_limit:
            raise RateLimited(max(1, admission.allowance.reset - int(self.clock.now().timestamp())))
        if scope is not None and scope not in admission.key.scopes:
            raise Forbidden(scope)
