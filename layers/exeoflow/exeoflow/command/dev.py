"""The command `dev`: a server on this machine, and a folder that is pushed onto it at each save."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from exeoflow.command.connection import LOCAL_KEY
from exeoflow.command.documents.workflow_files import workflow_paths
from exeoflow.command.language import users_language
from exeoflow.command.synchronize.plan import make_plan
from exeoflow.command.synchronize.push import Wishes, push_plan
from exeoflow.command.terminal import say
from exeoflow.command.words import words
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.trouble import Trouble

_LOOK_EVERY_SECONDS: Final = 0.3
_START_SECONDS: Final = 60


def dev(folder: Path, port: int) -> int:
    """Serve, and push each change, until Ctrl-C."""
    if not folder.is_dir():
        raise Trouble(words("dev_no_folder", folder=folder))
    if find_spec("local") is None:
        raise Trouble(words("dev_needs_checkout"))
    server = Server(f"http://127.0.0.1:{port}", os.environ.get("EXEOFLOW_KEY", LOCAL_KEY))
    for each in (signal.SIGINT, signal.SIGTERM):  # a shell starts what it does not wait for without the first
        signal.signal(each, signal.default_int_handler)
    with _serving(server, port):
        say(words("dev_console", address=f"{server.url}/#key={server.key}"))
        seen: Mapping[Path, float] = {}
        try:
            while True:
                seen = _push_changes(folder, server, seen)
                time.sleep(_LOOK_EVERY_SECONDS)
        except KeyboardInterrupt:
            return 0


def _push_changes(folder: Path, server: Server, seen: Mapping[Path, float]) -> Mapping[Path, float]:
    now = dict(_times(folder))
    if now == seen:
        return seen
    try:
        push_plan(
            make_plan(folder, Connection(server, users_language()), everything=False), Wishes(comment="dev")
        )
    except Trouble as trouble:
        say(str(trouble))
    return now


def _times(folder: Path) -> Iterator[tuple[Path, float]]:
    for path in workflow_paths([folder]):
        try:
            yield path, path.stat().st_mtime
        except FileNotFoundError:
            continue


@contextmanager
def _serving(server: Server, port: int) -> Iterator[None]:
    """Start a server unless one answers there already."""
    if _answers(server):
        yield
        return
    process = subprocess.Popen([sys.executable, "-m", "local", "--port", str(port)])  # noqa: S603  our own
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(server):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Trouble(words("dev_no_server"))
            time.sleep(_LOOK_EVERY_SECONDS)
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(server: Server) -> bool:
    try:
        Connection(server, users_language()).get("/v1/keys/current")
    except Trouble:
        return False
    return True
