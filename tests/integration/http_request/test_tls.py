"""TLS: the certificate must be for the name although the connection goes to an address."""

import ssl
from collections.abc import Iterator

import pytest
import trustme

from exeoflow.http_request.errors import ConnectionFailed, RedirectNotAllowed
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import parse_url
from tests.integration.http_request.loopback import LOOPBACK, LoopbackServer, Names, certified, serving


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[LoopbackServer]:
    with serving(certified(authority)) as running:
        running.routes["/"] = lambda call: call.answer(204)
        yield running


def get(server: LoopbackServer, host: str, trusted: trustme.CA | None) -> dict[str, object]:
    tls = ssl.create_default_context()
    if trusted is not None:
        trusted.configure_trust(tls)
    names = Names({"api.example": [[LOOPBACK]], "other.example": [[LOOPBACK]]})
    client = HttpClient(AllowedHosts.parse("127.0.0.1"), resolve=names, tls=tls if trusted else None)
    return client.send(Request("GET", parse_url(f"https://{host}:{server.port}/"), {}, timeout=10))


def test_certificate_for_the_name_is_accepted(server: LoopbackServer, authority: trustme.CA) -> None:
    assert get(server, "api.example", authority)["status"] == 204
    assert server.received[0].headers["host"] == f"api.example:{server.port}"


def test_certificate_for_another_name_is_refused(server: LoopbackServer, authority: trustme.CA) -> None:
    with pytest.raises(ConnectionFailed, match="certificate is not valid: Hostname mismatch"):
        get(server, "other.example", authority)
    assert server.received == []


def test_certificate_of_a_stranger_is_refused(server: LoopbackServer) -> None:
    with pytest.raises(ConnectionFailed, match="certificate is not valid"):
        get(server, "api.example", None)


def test_server_without_tls_is_a_failed_connection(authority: trustme.CA) -> None:
    with serving() as plain, pytest.raises(ConnectionFailed, match="no TLS connection"):
        get(plain, "api.example", authority)


def test_redirect_from_https_to_http_is_refused(server: LoopbackServer, authority: trustme.CA) -> None:
    server.routes["/"] = lambda call: call.answer(302, location=f"http://api.example:{server.port}/")

    with pytest.raises(RedirectNotAllowed, match="from https to http"):
        get(server, "api.example", authority)
