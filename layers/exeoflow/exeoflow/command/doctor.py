"""The command `doctor`: whether all is there that the others need."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Final

from exeoflow.command.connection import chosen_server
from exeoflow.command.language import users_language
from exeoflow.command.terminal import say
from exeoflow.command.words import words
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
        say(words("doctor_good" if each.is_good else "doctor_bad", what=each.what, text=each.text))
    return 0 if all(each.is_good for each in findings) else FAILED


def _findings(profile: str | None) -> Iterator[Finding]:
    yield Finding("Python", sys.version.split()[0])
    yield Finding("exeoflow", _version())
    checkout = find_spec("local") is not None
    yield Finding(words("doctor_stack"), words("doctor_stack_here" if checkout else "doctor_stack_missing"))
    try:
        server = chosen_server(profile)
    except Trouble as trouble:
        yield Finding(words("doctor_server"), str(trouble), is_good=False)
        return
    yield from _of_server(server)


def _version() -> str:
    try:
        return version("exeoflow")
    except PackageNotFoundError:
        return words("doctor_sources")


def _of_server(server: Server) -> Iterator[Finding]:
    connection = Connection(server, users_language())
    began = time.perf_counter()
    try:
        key = connection.get("/v1/keys/current")
    except Refused as refusal:
        yield Finding(words("doctor_key"), str(refusal), is_good=False)
        return
    except Trouble as trouble:
        yield Finding(words("doctor_server"), str(trouble), is_good=False)
        return
    took = round((time.perf_counter() - began) * 1000)
    answers = words("doctor_answers", url=server.url, ms=took)
    yield Finding(words("doctor_server"), answers, is_good=took < _SLOW_MS)
    scopes = ", ".join(key["scopes"])
    is_key = words("doctor_key_is", name=key["name"], limit=key["limit"], scopes=scopes)
    yield Finding(words("doctor_key"), is_key)
    yield _counted(connection, words("doctor_workflows"), "/v1/workflows")
    yield _counted(connection, words("doctor_runs"), "/v1/executions")
    yield _clock(connection)


def _counted(connection: Connection, what: str, path: str) -> Finding:
    try:
        return Finding(what, str(connection.get(path, {"limit": 1})["pagination"]["total"]))
    except Refused as refusal:
        return Finding(what, str(refusal), is_good=False)


def _clock(connection: Connection) -> Finding:
    said = connection.date()
    if said is None:
        return Finding(words("doctor_clock"), words("doctor_no_time"))
    drift = abs((datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds())
    apart = words("doctor_drift", seconds=drift)
    return Finding(words("doctor_clock"), apart, is_good=drift < _MOST_DRIFT_SECONDS)
