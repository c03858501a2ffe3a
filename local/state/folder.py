"""The folder that holds the state, and the lock that lets one process at a time use it."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from io import FileIO
from pathlib import Path
from typing import Final

from local.state import running, vault_key
from local.state.database import Database, DiskError, ForeignStateError
from local.state.errors import FolderError

DATABASE: Final = "state.sqlite"
_LOCK: Final = "lock"
# What may be there before the state is.
_OTHERS: Final = frozenset({_LOCK, running.FILE, vault_key.FILE, ".gitignore"})


@contextmanager
def open_folder(folder: Path, log: Callable[[str], None] = lambda _: None) -> Iterator[Database]:
    """Lend the database in `folder`, made if missing; no other process may use it. Raises FolderError.

    `log` is told of a disk that fails later.
    """
    with ExitStack() as stack:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # secrets of webhooks are in it
            _refuse_foreign(folder)
            # Without a buffer, for what a full disk did not take is not to be written again at the end.
            lock = stack.enter_context((folder / _LOCK).open("ab+", buffering=0))
            _lock(lock, folder)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FolderError(
                f"{folder} cannot be used: {reason}. Choose another folder with --data."
            ) from error
        yield stack.enter_context(closing(_opened(folder, log)))


def _opened(folder: Path, log: Callable[[str], None]) -> Database:
    try:
        return Database(str(folder / DATABASE), log)
    except DiskError as error:
        raise FolderError(
            f"The state in {folder} cannot be opened ({error}). Make room on its disk, or let it be written."
        ) from error
    except ForeignStateError as error:
        raise FolderError(
            f"The state in {folder} cannot be read ({error}). Move it away, or choose one with --data."
        ) from error


def refuse_other_stack(database: Database, folder: Path, *, is_on_moto: bool) -> None:
    """Raise FolderError where the other stack has kept the product's data: each knows only its own."""
    [(on_moto, embedded)] = database.rows(
        "SELECT EXISTS (SELECT 1 FROM items), EXISTS (SELECT 1 FROM api_keys UNION SELECT 1 FROM workflows)"
    )
    if is_on_moto and embedded and not on_moto:
        raise FolderError(
            f"The state in {folder} is that of the embedded stack. Leave out --moto, or choose another folder"
            " with --data."
        )
    if not is_on_moto and on_moto and not embedded:
        raise FolderError(
            f"The state in {folder} was kept on moto. Add --moto, or choose another folder with --data."
        )


def _refuse_foreign(folder: Path) -> None:
    names = {entry.name for entry in folder.iterdir()}
    if names - _OTHERS and DATABASE not in names:
        raise FolderError(
            f"{folder} holds other files, but no state. Choose another folder with --data, or an empty one."
        )


def _lock(lock: FileIO, folder: Path) -> None:
    """Hold the lock until the file is closed; the operating system frees it however the process ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        owner = lock.read().decode().strip() or "unknown"
        raise FolderError(
            f"Another local server (process {owner}) uses {folder}. Stop it, or choose a folder with --data."
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()).encode())
