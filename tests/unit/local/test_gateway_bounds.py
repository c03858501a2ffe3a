"""Who waits, or never ends a request, keeps nobody else from being answered."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any, cast

import pytest

from local.gateway.application import MOST_WAITS, Gateway
from local.gateway.asgi import Message
from local.gateway.protocol import EnvelopeProtocol
from local.gateway.routing import Match, Router
from local.server import HOST, bind, port_of, served_beside
from local.template import Route

LARGE = 8_000_000


@dataclass
class Waiting:
    """A function, and a router to it, that answers a call with `wait` only when it is let."""

    is_let: threading.Event

    def find(self, method: str, path: str) -> Match:
        del method, path
        return Match(Route("$default", "$default"), cast("Any", self), {})

    def invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        if "wait" in event["rawQueryString"] or event["rawPath"].startswith("/webhook/"):
            self.is_let.wait(30)
        return {"statusCode": 200, "body": "x" * (LARGE if "large" in event["rawQueryString"] else 0)}


@pytest.fixture
def function() -> Waiting:
    return Waiting(threading.Event())


@pytest.fixture
def gateway(function: Waiting) -> Iterator[Gateway]:
    gateway = Gateway(cast("Router", function), "123456789012", lambda _: None, threads=2)
    yield gateway
    function.is_let.set()
    gateway.close()


async def called(gateway: Gateway, path: str, query: str = "") -> Message:
    """Return the head of the answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost")],
        "http_version": "1.1",
    }
    await gateway(scope, receive, send)
    return sent[0]


def test_calls_that_wait_are_bounded_and_stop_nobody(gateway: Gateway, function: Waiting) -> None:
    async def story() -> None:
        path = "/v1/executions/exec_1"
        waiting = [asyncio.create_task(called(gateway, path, "wait=20")) for _ in range(MOST_WAITS)]
        waiting += [asyncio.create_task(called(gateway, "/webhook/order")) for _ in range(3)]
        await asyncio.sleep(0)

        refused = await called(gateway, path, "after=2&wait=20")
        others = [await called(gateway, path) for _ in range(3)]

        assert (refused["status"], dict(refused["headers"])[b"retry-after"]) == (503, b"1")
        assert {each["status"] for each in others} == {200}
        function.is_let.set()
        assert {each["status"] for each in await asyncio.gather(*waiting)} == {200}
        assert (await called(gateway, path, "wait=20"))["status"] == 200

    asyncio.run(story())


@pytest.fixture
def port(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(EnvelopeProtocol, "arrival_seconds", 0.2)
    listener = bind(0, "--port")
    with ExitStack() as served:
        served.enter_context(served_beside(gateway, listener))
        yield port_of(listener)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"GET /v1 HTTP/1.1\r\nhost: x\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{",
    ],
)
def test_a_request_that_never_ends_is_given_up(port: int, part: bytes) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(part)

        assert connection.recv(1) == b""


def test_a_connection_between_two_requests_is_kept(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        for _ in range(2):
            connection.sendall(b"GET /v1 HTTP/1.1\r\nhost: x\r\n\r\n")
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")
            threading.Event().wait(0.4)


def test_a_client_that_reads_no_further_is_given_up(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = threading.Event()
    lost = EnvelopeProtocol.connection_lost

    def noted(protocol: EnvelopeProtocol, exc: Exception | None) -> None:
        lost(protocol, exc)
        given_up.set()

    monkeypatch.setattr(EnvelopeProtocol, "connection_lost", noted)
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(b"GET /v1?large HTTP/1.1\r\nhost: x\r\n\r\n")

        # The client hears of it only when it reads what is on its way.
        assert given_up.wait(10)
        assert taken(connection) < LARGE


def test_a_client_that_reads_slowly_gets_all(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(b"GET /v1?large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")

        assert taken(connection, pause=0.05) > LARGE


def taken(connection: socket.socket, pause: float = 0) -> int:
    """Return how many bytes come before the connection ends, in whichever way."""
    count = 0
    with suppress(ConnectionResetError):
        while part := connection.recv(1_000_000):
            count += len(part)
            threading.Event().wait(pause)
    return count


@pytest.mark.parametrize("lines", [b"\r\n", b"\r\n\r\n"])
@pytest.mark.parametrize("pause", [0, 1, 2])
def test_empty_lines_before_a_request_are_passed_over(port: int, lines: bytes, pause: int) -> None:
    body = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"
    with socket.create_connection((HOST, port)) as connection:
        connection.sendall(lines + body + lines[:pause])
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
        connection.sendall(lines[pause:] + b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
