"""No name, redirect or second lookup leads `http_request` to a private address."""

import socket

import pytest

from exeoflow.http_request.errors import AddressNotAllowed, ConnectionFailed
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import parse_url
from tests.integration.http_request.loopback import LOOPBACK, LoopbackServer, Names

PUBLIC = "93.184.216.34"


def get(client: HttpClient, url: str) -> dict[str, object]:
    return client.send(Request("GET", parse_url(url), {}, timeout=10))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)
def test_loopback_is_refused_however_it_is_written(server: LoopbackServer, host: str) -> None:
    client = HttpClient(AllowedHosts())

    with pytest.raises(AddressNotAllowed, match=r"has an address that is not public$"):
        get(client, f"http://{host}:{server.port}/")
    assert server.received == []


@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "fd00:ec2::254", "64:ff9b::a9fe:a9fe"])
def test_name_of_a_private_address_is_refused_without_telling_the_address(address: str) -> None:
    client = HttpClient(AllowedHosts(), resolve=Names({"inner.example": [[address]]}))

    with pytest.raises(AddressNotAllowed) as refusal:
        get(client, "http://inner.example/")
    assert address not in str(refusal.value)


def test_public_address_does_not_excuse_a_private_one() -> None:
    client = HttpClient(AllowedHosts(), resolve=Names({"mixed.example": [[PUBLIC, LOOPBACK]]}))

    with pytest.raises(AddressNotAllowed):
        get(client, "http://mixed.example/")


def test_checked_address_is_the_one_that_is_called(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address after the check (DNS rebinding) gains nothing."""
    called = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        called.append(address)
        raise TimeoutError(timeout)

    monkeypatch.setattr(socket, "create_connection", connect)
    names = Names({"rebinding.example": [[PUBLIC], [LOOPBACK]]})
    client = HttpClient(AllowedHosts(), resolve=names)

    with pytest.raises(ConnectionFailed, match="timed out"):
        get(client, f"http://rebinding.example:{server.port}/")

    assert called == [(PUBLIC, server.port)]
    assert names.asked == ["rebinding.example"]


def test_every_redirect_is_checked_again(server: LoopbackServer) -> None:
    server.routes["/"] = lambda call: call.answer(302, location=f"http://inner.example:{server.port}/inner")
    server.routes["/inner"] = lambda call: call.answer(200)
    names = Names({"outer.example": [[LOOPBACK]], "inner.example": [[LOOPBACK]]})
    client = HttpClient(AllowedHosts.parse("outer.example"), resolve=names)

    with pytest.raises(AddressNotAllowed, match=r"inner\.example"):
        get(client, f"http://outer.example:{server.port}/")
    assert len(server.received) == 1


def test_name_that_turns_private_at_a_redirect_is_refused(server: LoopbackServer) -> None:
    server.routes["/"] = lambda call: call.answer(302, location="/again")
    names = Names({"turning.example": [[LOOPBACK], ["10.0.0.1"]]})
    client = HttpClient(AllowedHosts.parse(LOOPBACK), resolve=names)

    with pytest.raises(AddressNotAllowed):
        get(client, f"http://turning.example:{server.port}/")


def test_network_can_be_allowed(server: LoopbackServer) -> None:
    server.routes["/"] = lambda call: call.answer(204)
    client = HttpClient(AllowedHosts.parse("127.0.0.0/8"))

    assert get(client, f"http://127.0.0.1:{server.port}/")["status"] == 204
