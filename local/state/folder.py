"""The folder that holds the state, and the lock that lets one process at a time use it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from local.state.database import Database, ForeignStateError


class FolderError(Exception):
    """The folder cannot be used; the message is one line that says why and what to do."""


@contextmanager
def open_folder(folder: Path) -> Iterator[Database]:
    """Lend the database in `folder`, made if missing, while no other process may use it; raise FolderError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a+")
    except OSError as error:
        message = f"The folder {folder} cannot be used: {error.strerror}. Choose another one with --data."
        raise FolderError(message) from error
    with lock:
        _lock(lock, folder)
        try:
            database = Database(str(folder / "state.sqlite"))
        except ForeignStateError as error:
            message = f"The state in {folder} cannot be read ({error}). Move the folder away, or choose another one with --data."
            raise FolderError(message) from error
        try:
            yield database
        finally:
            database.close()


def _lock(lock: IO[str], folder: Path) -> None:
    """Hold the lock until the file is closed; the operating system frees it however the process ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        owner = lock.read().strip() or "unknown"
        message = f"Another local server (process {owner}) uses {folder}. Stop it, or choose another folder with --data."
        raise FolderError(message) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
