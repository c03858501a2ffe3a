"""Port: where API keys are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from exeoflow.model.api_key import Admission, ApiKey


class KeyStore(Protocol):
    """Keeps keys and counts their requests."""

    def admit(self, digest: str, now: datetime) -> Admission | None:
        """Count one request of the key, if within its limit; None if it is unknown, revoked or expired."""
        ...

    def add(self, key: ApiKey) -> None:
        """Store a new key; raises `Conflict` if its secret is taken."""
        ...

    def of_workspace(self, workspace: str) -> Sequence[ApiKey]:
        """Return the keys of a workspace, oldest first, revoked ones too."""
        ...

    def revoke(self, workspace: str, key_id: str, now: datetime) -> bool:
        """Make a key invalid for ever; False if the workspace has none of this id."""
        ...
