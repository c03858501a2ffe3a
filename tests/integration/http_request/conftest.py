"""Servers and clients on the loopback address; no name is looked up outside."""

import socket
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from exeoflow.http_request.addresses import AllowedHosts
from exeoflow.http_request.client import HttpClient
from exeoflow.http_request.request import parse_request
from tests.integration.http_request.loopback import LoopbackServer, serving

LOOPBACK = "127.0.0.1"


class Names:
    """A resolver by table, which counts; an unknown name does not exist."""

    def __init__(self, table: Mapping[str, list[list[str]]]) -> None:
        self._table = {name: list(answers) for name, answers in table.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        """Return the next of the name's answers; the last one stays."""
        self.asked.append(host)
        answers = self._table.get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return answers.pop(0) if len(answers) > 1 else answers[0]


Send = Callable[..., dict[str, Any]]


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with serving() as running:
        yield running


@pytest.fixture
def send(server: LoopbackServer) -> Send:
    """Send a request to the server, which is called `api.example`; the answer is the node's output."""
    client = HttpClient(
        AllowedHosts.parse("api.example,other.example"),
        resolve=Names({"api.example": [[LOOPBACK]], "other.example": [[LOOPBACK]]}),
    )

    def send(path: str = "/", *, host: str = "api.example", **fields: object) -> dict[str, Any]:
        return client.send(parse_request({"url": f"http://{host}:{server.port}{path}", **fields}))

    return send
