"""What the server that uses a folder says of itself there, so that commands find it on whatever port."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

FILE: Final = "server.json"


@dataclass(frozen=True, slots=True)
class RunningServer:
    """The process, and the ports of its API and of its AWS endpoint."""

    pid: int
    port: int
    aws_port: int
    is_on_moto: bool


@contextmanager
def announced(folder: Path, server: RunningServer) -> Iterator[None]:
    """Say who runs for as long as the context lasts; after a kill it stays, until the next server says it."""
    path = folder / FILE
    path.write_text(json.dumps(asdict(server)), encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def server_of(folder: Path) -> RunningServer | None:
    """Return what was said last; None where nobody has."""
    try:
        return RunningServer(**json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
