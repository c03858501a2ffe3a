"""Notifications go to checked addresses only, and nothing of the answer but its status matters."""

import time
from collections.abc import Iterator

import pytest

from exeoflow.http_request import receivers as module
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.receivers import HttpReceivers
from exeoflow.service.ports.receivers import Reception
from local.aws.replacement import replaced
from tests.integration.http_request.loopback import LOOPBACK, Call, LoopbackServer, Names

HEADERS = {"content-type": "application/json", "webhook-id": "msg_1"}


@pytest.fixture
def receivers() -> HttpReceivers:
    return receivers_of("api.example")


def receivers_of(hosts: str) -> HttpReceivers:
    allowed = AllowedHosts.parse(hosts)
    names = Names({"api.example": [[LOOPBACK]], "inner.example": [[LOOPBACK]]})
    return HttpReceivers(HttpClient(allowed, resolve=names), allowed)


@pytest.fixture
def _short_time() -> Iterator[None]:
    with replaced(module, "TIMEOUT", 0.3):
        yield


def test_a_message_arrives_as_it_is(receivers: HttpReceivers, server: LoopbackServer) -> None:
    server.routes["/ends"] = lambda call: call.answer(204)

    reception = receivers.post(f"http://api.example:{server.port}/ends", HEADERS, b'{"a":1}')

    [received] = server.received
    assert reception == Reception(status=204)
    assert (received.method, received.body) == ("POST", b'{"a":1}')
    assert HEADERS.items() <= received.headers.items()
    assert received.headers["user-agent"] == "exeoflow"


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_the_status_is_told_whatever_it_is_and_no_redirect_is_followed(
    receivers: HttpReceivers, server: LoopbackServer, status: int
) -> None:
    server.routes["/ends"] = lambda call: call.answer(status, location="/elsewhere")

    assert receivers.post(f"http://api.example:{server.port}/ends", HEADERS, b"{}").status == status
    assert len(server.received) == 1


def test_a_body_that_never_ends_is_not_waited_for(receivers: HttpReceivers, server: LoopbackServer) -> None:
    def endless(call: Call) -> None:
        call.answer(200, content_length="1000000000")
        while call.write(b"x" * 1024) and not server.stopped.is_set():
            time.sleep(0.01)

    server.routes["/ends"] = endless

    assert receivers.post(f"http://api.example:{server.port}/ends", HEADERS, b"{}").status == 200


@pytest.mark.usefixtures("_short_time")
def test_a_receiver_that_does_not_answer_is_not_waited_for(
    receivers: HttpReceivers, server: LoopbackServer
) -> None:
    def silent(_: Call) -> None:
        server.stopped.wait(10)

    server.routes["/ends"] = silent

    reception = receivers.post(f"http://api.example:{server.port}/ends", HEADERS, b"{}")

    assert reception.status is None
    assert reception.reason.startswith("Http.Timeout: ")


def test_a_host_that_has_become_private_is_not_called(server: LoopbackServer) -> None:
    receivers = receivers_of("api.example")

    reception = receivers.post(f"https://inner.example:{server.port}/secret", HEADERS, b"{}")

    assert reception.status is None
    assert "Http.AddressNotAllowed" in reception.reason
    assert "secret" not in reception.reason
    assert server.received == []


def test_a_host_that_is_no_longer_allowed_is_not_called_without_tls(server: LoopbackServer) -> None:
    reception = receivers_of("").post(f"http://api.example:{server.port}/ends", HEADERS, b"{}")

    assert not reception.is_taken
    assert server.received == []


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://example.com/ends?key=1", None),
        ("HTTPS://example.com", None),
        ("http://api.example/ends", None),
        ("http://API.example/ends", None),
        ("http://10.1.2.3/ends", None),
        ("http://192.168.0.1/ends", "address-not-https"),
        ("http://example.com/ends", "address-not-https"),
        ("ftp://example.com/ends", "address-invalid"),
        ("example.com/ends", "address-invalid"),
        ("https://ada:secret@example.com/", "address-invalid"),
        ("https://", "address-invalid"),
        ("https://example.com:99999/", "address-invalid"),
        (" ", "address-invalid"),
    ],
)
def test_an_address_has_tls_or_is_allowed_by_name(url: str, rule: str | None) -> None:
    assert receivers_of("api.example,10.0.0.0/8").fault_of(url) == rule
