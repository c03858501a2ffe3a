"""Port: where secrets are kept, encrypted. A secret never changes: another one has another version."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """Where a secret lies: by workspace, credential and version, each of letters, digits, `_` and `-`."""

    workspace: str
    credential_id: str
    version: str


class Vault(Protocol):
    """Keeps secrets, which are texts."""

    @property
    def max_bytes(self) -> int:
        """How long a secret may be, in UTF-8."""
        ...

    def put(self, place: Place, secret: str) -> None:
        """Keep a secret; keeping the same once more changes nothing."""
        ...

    def get(self, place: Place) -> str | None:
        """Return the secret; None if there is none (any more)."""
        ...

    def remove(self, place: Place) -> None:
        """Forget the secret; nothing if it is gone."""
        ...

    def remove_all(self, workspace: str, credential_id: str) -> None:
        """Forget every version of a credential's secrets."""
        ...
