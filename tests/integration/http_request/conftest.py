"""Servers and clients on the loopback address; no name is looked up outside."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import trustme

from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.messages.request import parse_request
from tests.integration.http_request.credentialed import World, shown
from tests.integration.http_request.loopback import LOOPBACK, LoopbackServer, Names, serving

Send = Callable[..., dict[str, Any]]


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def world(server: LoopbackServer) -> World:
    """Keep credentials, before a server that shows what it was sent."""
    server.routes["/"] = shown
    return World(server.port)


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
