"""`exeoflow.lock`: for each server, which file is which workflow, and how both were when they were alike."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from exeoflow.command.words import words
from exeoflow.remote.trouble import Trouble

FILE: Final = "exeoflow.lock"


@dataclass(frozen=True, slots=True)
class Synchronized:
    """A workflow when it was the same in its file and on the server."""

    id: str
    updated_at: str
    """When the server had changed it last."""
    digest: str
    """Of its content (`digest_of`)."""


class Lock:
    """The part of the file that is about one server."""

    def __init__(self, folder: Path, url: str) -> None:
        self._path = folder / FILE
        self._url = url
        self._all = self._read()
        self.known: dict[str, Synchronized] = {
            file: Synchronized(**each) for file, each in self._all.get(url, {}).items()
        }

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            for files in found.values():
                for each in files.values():
                    Synchronized(**each)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise Trouble(words("lock_unreadable", path=self._path, reason=error)) from error
        return dict(found)

    def note(self, file: str, workflow: Synchronized) -> None:
        """Remember that a file and its workflow are the same now; at once, so that no stop loses it."""
        self.known[file] = workflow
        self._write()

    def forget(self, file: str) -> None:
        """A file and its workflow are no more."""
        del self.known[file]
        self._write()

    def _write(self) -> None:
        kept = {file: asdict(each) for file, each in sorted(self.known.items())}
        self._all[self._url] = kept
        beside = self._path.with_name(f".{FILE}.{os.getpid()}.new")  # its own: two may push at once
        beside.write_text(json.dumps(self._all, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        beside.replace(self._path)
