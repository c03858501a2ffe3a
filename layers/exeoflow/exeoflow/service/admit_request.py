"""Use case: let a request in, or refuse it. Every endpoint begins here."""

from dataclasses import dataclass

from exeoflow.errors import Forbidden, RateLimited, Unauthorized
from exeoflow.model.api_key import Admission, Scope, digest_of
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.key_store import KeyStore


@dataclass(frozen=True)
class Doorkeeper:
    """Checks keys and counts requests."""

    keys: KeyStore
    clock: Clock

    def identify(self, secret: str | None) -> Admission:
        """Find the key and count the request against its limit. Raises `Unauthorized`.

        Any text is looked up, well formed or not, so that the time of the answer tells nothing of a key.
        """
        if secret is None:
            raise Unauthorized
        admission = self.keys.admit(digest_of(secret), self.clock.now())
        if admission is None:
            raise Unauthorized
        return admission

    def check(self, admission: Admission, scope: Scope | None) -> None:
        """Raise `RateLimited` or `Forbidden` unless the key may do what `scope` names now; None: anything."""
        if not admission.is_within_limit:
            raise RateLimited(max(1, admission.allowance.reset - int(self.clock.now().timestamp())))
        if scope is not None and scope not in admission.key.scopes:
            raise Forbidden(scope)
