"""The command `doctor`: whether all is there that the others need."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any, Final

from exeoflow.command.connection import chosen_server
from exeoflow.command.language import users_language
from exeoflow.command.terminal import say
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.trouble import FAILED, Refused, Trouble

_MOST_DRIFT_SECONDS: Final = 120
_SLOW_MS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something looked at: good, bad, or only to be known."""

    what: str
    text: str
    is_good: bool = True


def doctor(profile: str | None) -> int:
    """Look at everything, and print what was found."""
    findings = list(_findings(profile))
    for each in findings:
        say(f"{'ok ' if each.is_good else 'BAD'}  {each.what}: {each.text}")
    return 0 if all(each.is_good for each in findings) else FAILED


def _findings(profile: str | None) -> Iterator[Finding]:
    yield Finding("Python", sys.version.split()[0])
    yield Finding("exeoflow", _version())
    checkout = find_spec("local") is not None
    yield Finding(
        "local stack", "in this checkout" if checkout else "not here: `test` and `dev` need a checkout"
    )
    try:
        server = chosen_server(profile)
    except Trouble as trouble:
        yield Finding("server", str(trouble), is_good=False)
        return
    yield from _of_server(server)


def _version() -> str:
    try:
        return version("exeoflow")
    except PackageNotFoundError:
        return "not installed, run from its sources"


def _of_server(server: Server) -> Iterator[Finding]:
    connection = Connection(server, users_language())
    began = time.perf_counter()
    try:
        key = connection.get("/v1/keys/current")
    except Refused as refusal:
        yield Finding("key", str(refusal), is_good=False)
        return
    except Trouble as trouble:
        yield Finding("server", str(trouble), is_good=False)
        return
    took = round((time.perf_counter() - began) * 1000)
    yield Finding("server", f"{server.url} answers in {took} ms", is_good=took < _SLOW_MS)
    yield Finding("key", f"{key['name']}, {key['limit']} requests a minute, {', '.join(key['scopes'])}")
    yield from _looked(connection, "workflows", "/v1/workflows", lambda data: data["pagination"]["total"])
    yield from _looked(connection, "runs", "/v1/executions", lambda data: data["pagination"]["total"])
    yield _clock(connection)


def _looked(connection: Connection, what: str, path: str, told: Callable[[Any], object]) -> Iterator[Finding]:
    try:
        yield Finding(what, str(told(connection.get(path, {"limit": 1}))))
    except Refused as refusal:
        yield Finding(what, str(refusal), is_good=False)


def _clock(connection: Connection) -> Finding:
    said = connection.date()
    if said is None:
        return Finding("clock", "the server says no time")
    drift = abs((datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds())
    return Finding("clock", f"{drift:.0f} s apart from the server's", is_good=drift < _MOST_DRIFT_SECONDS)
