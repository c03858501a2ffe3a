"""A vault that remembers what it read: versions never change, and the Parameter Store reads 40 a second."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from exeoflow.service.ports.vault import Place, Vault

_REMEMBERED: Final = 256


@dataclass(frozen=True)
class RememberingVault:
    """Reads each version once per process, the latest few of them."""

    vault: Vault
    _read: "OrderedDict[Place, str]" = field(default_factory=OrderedDict, repr=False)

    @property
    def max_bytes(self) -> int:
        """How long a secret may be."""
        return self.vault.max_bytes

    def put(self, place: Place, secret: str) -> None:
        """Keep a secret."""
        self.vault.put(place, secret)

    def get(self, place: Place) -> str | None:
        """Return what was read before, or read it."""
        secret = self._read.get(place)
        if secret is None:
            secret = self.vault.get(place)
        if secret is not None:
            self._read[place] = secret
            self._read.move_to_end(place)
            if len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
        return secret

    def remove(self, place: Place) -> None:
        """Forget the secret, here too."""
        self._read.pop(place, None)
        self.vault.remove(place)

    def remove_all(self, workspace: str, credential_id: str) -> None:
        """Forget all versions, here too."""
        for place in list(self._read):
            if (place.workspace, place.credential_id) == (workspace, credential_id):
                del self._read[place]
        self.vault.remove_all(workspace, credential_id)
