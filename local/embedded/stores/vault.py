"""Secrets in SQLite, sealed with a key that lies in a file of its own."""

import secrets
from dataclasses import dataclass, field
from typing import Final

from exeoflow.errors import StackFault
from exeoflow.service.ports.vault import Place
from local.embedded.stores.rows import writing
from local.state.database import Database

# As long as Secrets Manager takes: the larger of the two that AWS offers.
MAX_BYTES: Final = 65_536
_NONCE_BYTES: Final = 12


@dataclass(frozen=True)
class SqliteVault:
    """Keeps a row per secret, sealed by AES-256-GCM (NIST SP 800-38D).

    A secret is bound to its place: no row can be put in the place of another.
    """

    database: Database
    key: bytes = field(repr=False)
    max_bytes: int = MAX_BYTES

    def put(self, place: Place, secret: str) -> None:
        """Insert the sealed secret unless it is there."""
        with writing(self.database) as connection:
            connection.execute(
                "INSERT OR IGNORE INTO secrets VALUES (?, ?, ?, ?)",
                (*_key(place), self._sealed(place, secret)),
            )

    def get(self, place: Place) -> str | None:
        """Read the row and open it. Raises `StackFault` with another key than it was sealed with."""
        rows = self.database.rows(
            "SELECT sealed FROM secrets WHERE workspace = ? AND credential_id = ? AND version = ?",
            *_key(place),
        )
        return self._opened(place, rows[0][0]) if rows else None

    def remove(self, place: Place) -> None:
        """Delete the row."""
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM secrets WHERE workspace = ? AND credential_id = ? AND version = ?", _key(place)
            )

    def remove_all(self, workspace: str, credential_id: str) -> None:
        """Delete all rows of a credential."""
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM secrets WHERE workspace = ? AND credential_id = ?", (workspace, credential_id)
            )

    def _sealed(self, place: Place, secret: str) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  few runs need it

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, secret.encode(), _bound_to(place))

    def _opened(self, place: Place, sealed: bytes) -> str:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  as above
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(self.key).decrypt(nonce, rest, _bound_to(place)).decode()
        except InvalidTag as error:
            raise StackFault("VaultKeyChanged") from error


def _key(place: Place) -> tuple[str, str, str]:
    return place.workspace, place.credential_id, place.version


def _bound_to(place: Place) -> bytes:
    return "/".join(_key(place)).encode()
