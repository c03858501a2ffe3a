"""The key that seals credentials: a file of its own, so that a copy of the database alone tells nothing."""

import os
import secrets
from pathlib import Path
from typing import Final

from local.state.database import Database
from local.state.errors import FolderError

FILE: Final = "vault.key"
KEY_BYTES: Final = 32
_OWNER_ONLY: Final = 0o600


def new_key() -> bytes:
    """Make a key for AES-256."""
    return secrets.token_bytes(KEY_BYTES)


def kept_key(folder: Path, database: Database) -> bytes:
    """Return the key in the folder, made if missing. Raises FolderError where it is missing or broken.

    It is missing where secrets are stored without it: a new one would open none of them.
    """
    path = folder / FILE
    if not path.exists():
        [(are_sealed,)] = database.rows("SELECT EXISTS (SELECT 1 FROM secrets)")
        if are_sealed:
            raise FolderError(f"{path} is missing: the key of the credentials in {folder}. Put it back.")
        _write(path)
    path.chmod(_OWNER_ONLY)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise FolderError(
            f"{path} is damaged: it must hold {KEY_BYTES} bytes. Put back the one that was there."
        )
    return key


def _write(path: Path) -> None:
    """Write a new key to a file that nobody else can read, whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(new_key())
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
