"""What asks too much waits as long as it is told, and no longer than it is worth."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
import urllib3
from exeoflow_client import Client, ExeoflowError

from exeoflow.command.connection import connect
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.trouble import Refused

REFUSED = {"success": False, "error": {"code": "RATE_LIMITED", "message": "Too many requests."}}
DONE = {"success": True, "data": {"workflows": []}}

Answers = Callable[..., list[float]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Set what a server answers, one after the other; the pauses between come into the list returned."""

    def set_to(*statuses: tuple[int, str | None]) -> list[float]:
        pauses: list[float] = []
        left = iter(statuses)

        def request(*_: Any, **__: Any) -> urllib3.HTTPResponse:
            status, retry_after = next(left)
            headers = {} if retry_after is None else {"retry-after": retry_after}
            body = json.dumps(DONE if status == 200 else REFUSED).encode()
            return urllib3.HTTPResponse(body, headers, status)

        monkeypatch.setattr(urllib3.PoolManager, "request", request)
        monkeypatch.setattr(time, "sleep", pauses.append)
        return pauses

    return set_to


def by_command() -> Any:
    return Connection(Server("http://localhost", "key"), "en").get("/v1/workflows")


def by_client() -> Any:
    return Client("http://localhost", "key").list_workflows()


CALLS = pytest.mark.parametrize("call", [by_command, by_client])


@CALLS
def test_a_call_goes_on_when_the_server_lets_it(call: Callable[[], Any], answers: Answers) -> None:
    pauses = answers((429, "7"), (429, None), (429, "Tue, 01 Dec 2026 10:00:00 GMT"), (200, None))

    assert call() == DONE["data"]
    assert pauses == [7, 1, 1]


@CALLS
def test_what_would_be_refused_again_after_a_minute_is_told_at_once(
    call: Callable[[], Any], answers: Answers
) -> None:
    pauses = answers((429, "61"))

    with pytest.raises((Refused, ExeoflowError), match="RATE_LIMITED"):
        call()
    assert pauses == []


@pytest.mark.parametrize(("call", "attempts"), [(by_command, 6), (by_client, 4)])
def test_patience_has_an_end(call: Callable[[], Any], attempts: int, answers: Answers) -> None:
    pauses = answers(*[(429, "60")] * attempts)

    with pytest.raises((Refused, ExeoflowError), match="RATE_LIMITED"):
        call()
    assert pauses == [60] * (attempts - 1)


def test_who_waits_at_a_terminal_reads_why(
    answers: Answers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXEOFLOW_URL", "http://localhost")
    monkeypatch.setenv("EXEOFLOW_KEY", "key")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    answers((429, "7"), (200, None))

    connect().get("/v1/workflows")

    assert capsys.readouterr().err == "Zu viele Anfragen: weiter in 7 s.\n"
