"""What `http_request` does not put up with: slow, large and winding answers."""

import gzip
import socket
import threading
import zlib

import pytest

from exeoflow.http_request.errors import (
    RedirectNotAllowed,
    RequestTimedOut,
    ResponseTooLarge,
    TooManyRedirects,
)
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import MAX_REDIRECTS, HttpClient
from exeoflow.http_request.messages.answer import MAX_ANSWER_BYTES
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import parse_url
from exeoflow.model.state_room import VARIABLE
from tests.integration.http_request.conftest import Send
from tests.integration.http_request.loopback import LOOPBACK, Call, LoopbackServer

TEXT = {"content_type": "text/plain"}


def send_for_a_moment(server: LoopbackServer, path: str = "/") -> None:
    """Send with a limit that no node can have, so that a test need not wait."""
    client = HttpClient(AllowedHosts.parse(LOOPBACK))
    url = parse_url(f"http://{LOOPBACK}:{server.port}{path}")
    client.send(Request("GET", url, {}, timeout=0.2))


def test_silent_server_is_left(server: LoopbackServer) -> None:
    def stay_silent(_call: Call) -> None:
        server.stopped.wait(5)

    server.routes["/"] = stay_silent

    with pytest.raises(RequestTimedOut, match=r"^GET 127.0.0.1: no complete answer within 0.2 s$"):
        send_for_a_moment(server)


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nx: ",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    ],
)
def test_dripping_server_is_left_however_steadily_it_drips(server: LoopbackServer, start: bytes) -> None:
    gone = threading.Event()

    def drip(call: Call) -> None:
        call.write(start)
        while call.write(b"1") and not server.stopped.wait(0.01):
            pass
        gone.set()

    server.routes["/"] = drip

    with pytest.raises(RequestTimedOut):
        send_for_a_moment(server)
    assert gone.wait(5), "the connection is closed"


def test_redirects_share_one_limit(server: LoopbackServer) -> None:
    def lead_on(call: Call) -> None:
        server.stopped.wait(0.05)
        call.answer(302, location="/")

    server.routes["/"] = lead_on

    with pytest.raises(RequestTimedOut):
        send_for_a_moment(server)


def test_slow_resolver_is_left() -> None:
    answered = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        answered.wait(5)
        return [LOOPBACK]

    client = HttpClient(AllowedHosts.parse(LOOPBACK), resolve=resolve)

    with pytest.raises(RequestTimedOut):
        client.send(Request("GET", parse_url("http://api.example/"), {}, timeout=0.1))
    answered.set()


def test_connection_made_too_late_is_shut_down(server: LoopbackServer) -> None:
    resolved = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        resolved.wait(5)
        return [LOOPBACK]

    client = HttpClient(AllowedHosts.parse(LOOPBACK), resolve=resolve)
    with pytest.raises(RequestTimedOut):
        client.send(Request("GET", parse_url(f"http://a.example:{server.port}/"), {}, timeout=0.1))
    resolved.set()
    for thread in threading.enumerate():
        if thread.name == "http_request":
            thread.join(5)

    assert server.received == []


def test_largest_answer_is_still_carried(server: LoopbackServer, send: Send) -> None:
    server.routes["/"] = lambda call: call.answer(200, b"x" * (MAX_ANSWER_BYTES - 1000), **TEXT)

    assert len(send()["body"]) == MAX_ANSWER_BYTES - 1000


def test_one_machine_carries_more(
    server: LoopbackServer, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "67108864")
    server.routes["/"] = lambda call: call.answer(200, b"x" * 1_000_000, **TEXT)

    assert len(send()["body"]) == 1_000_000


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"x" * MAX_ANSWER_BYTES, "text/plain"),
        (b"\x00" * (MAX_ANSWER_BYTES - 1000), "application/octet-stream"),
        (b"\x00" * (MAX_ANSWER_BYTES // 5), "text/plain"),
        (b"[" + b"1," * 100_000 + b"1]", "application/json"),
    ],
)
def test_answer_that_no_state_can_carry_is_refused(
    server: LoopbackServer, send: Send, content: bytes, content_type: str
) -> None:
    server.routes["/"] = lambda call: call.answer(200, content, content_type=content_type)

    with pytest.raises(
        ResponseTooLarge,
        match=r"^GET api.example: the answer is larger than 252 KiB: `response: file` keeps it",
    ):
        send()


def test_announced_size_is_enough_to_refuse(server: LoopbackServer, send: Send) -> None:
    sent = []

    def announce(call: Call) -> None:
        call.answer(200, content_length="999999999999")
        sent.append(server.stopped.wait(5))

    server.routes["/"] = announce

    with pytest.raises(ResponseTooLarge):
        send()


def test_endless_answer_is_cut(server: LoopbackServer, send: Send) -> None:
    written = 0

    def pour(call: Call) -> None:
        nonlocal written
        call.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while call.write(b"x" * 65536):
            written += 65536

    server.routes["/"] = pour

    with pytest.raises(ResponseTooLarge):
        send()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_bomb_is_not_unpacked(server: LoopbackServer, send: Send, encoding: str) -> None:
    bomb = b"\x00" * 200_000_000
    packed = zlib.compress(bomb, 1) if encoding == "deflate" else gzip.compress(bomb, 1)
    if encoding == "gzip, gzip":
        packed = gzip.compress(packed)
    server.routes["/"] = lambda call: call.answer(200, packed, content_encoding=encoding)

    with pytest.raises(ResponseTooLarge):
        send()


def test_compressed_answer_is_read(server: LoopbackServer, send: Send) -> None:
    server.routes["/"] = lambda call: call.answer(
        200, gzip.compress(b"hello"), content_encoding="gzip", **TEXT
    )

    assert send()["body"] == "hello"


def test_redirects_are_followed(server: LoopbackServer, send: Send) -> None:
    server.routes["/a"] = lambda call: call.answer(302, location="/b?x=1")
    server.routes["/b"] = lambda call: call.answer(200, call.received.path.encode(), **TEXT)

    assert send("/a")["body"] == "/b?x=1"


def test_redirect_can_be_the_answer(server: LoopbackServer, send: Send) -> None:
    server.routes["/a"] = lambda call: call.answer(302, location="/b")
    server.routes["/c"] = lambda call: call.answer(304)

    assert send("/a", follow_redirects=False)["headers"]["location"] == "/b"
    assert send("/c")["status"] == 304


def test_redirects_in_a_circle_end(server: LoopbackServer, send: Send) -> None:
    server.routes["/"] = lambda call: call.answer(307, location="/")

    with pytest.raises(TooManyRedirects, match="more than 10 redirects"):
        send()
    assert len(server.received) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("status", "method", "expected"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (302, "PUT", "PUT"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
    ],
)
def test_status_of_a_redirect_decides_the_next_method(
    server: LoopbackServer, send: Send, status: int, method: str, expected: str
) -> None:
    server.routes["/a"] = lambda call: call.answer(status, location="/b")
    server.routes["/b"] = lambda call: call.answer(200)

    send("/a", method=method, body={"a": 1})

    _, followed = server.received
    assert followed.method == expected
    assert followed.body == (b"" if expected == "GET" else b'{"a":1}')
    assert ("content-type" in followed.headers) == (expected != "GET")


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://api.example/", "gopher://api.example/", "http://[", "http://a:b@c/"],
)
def test_redirect_to_what_is_no_http_url_is_refused(
    server: LoopbackServer, send: Send, location: str
) -> None:
    server.routes["/"] = lambda call: call.answer(302, location=location)

    with pytest.raises(RedirectNotAllowed):
        send()


def test_other_server_gets_no_secrets(server: LoopbackServer, send: Send) -> None:
    there = f"http://other.example:{server.port}/b"
    server.routes["/a"] = lambda call: call.answer(307, location=there)
    server.routes["/b"] = lambda call: call.answer(200)
    secrets = {"Authorization": "Bearer s3cret", "Cookie": "s3cret", "X-Api-Key": "s3cret"}

    send("/a", method="POST", headers={**secrets, "Accept": "text/html"}, body="x")

    here, other = server.received
    assert "s3cret" in here.headers["authorization"]
    assert "s3cret" not in str(other.headers)
    assert (other.headers["accept"], other.headers["content-type"]) == (
        "text/html",
        "text/plain; charset=utf-8",
    )


def test_same_server_keeps_getting_the_secrets(server: LoopbackServer, send: Send) -> None:
    server.routes["/a"] = lambda call: call.answer(307, location=f"//api.example:{server.port}/b")
    server.routes["/b"] = lambda call: call.answer(200)

    send("/a", headers={"Authorization": "Bearer s3cret"})

    assert server.received[1].headers["authorization"] == "Bearer s3cret"


def test_address_that_swallows_packets_leaves_time_for_the_next(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes["/"] = lambda call: call.answer(200)
    connect = socket.create_connection
    waited = []

    def refuse_the_first(address: tuple[str, int], timeout: float) -> socket.socket:
        waited.append(timeout)
        if address[0] == "192.0.2.1":
            raise TimeoutError
        return connect(address, timeout)

    monkeypatch.setattr(socket, "create_connection", refuse_the_first)
    client = HttpClient(
        AllowedHosts.parse("api.example"), resolve=lambda _host, _port: ["192.0.2.1", LOOPBACK]
    )

    answer = client.send(Request("GET", parse_url(f"http://api.example:{server.port}/"), {}, timeout=10))

    assert answer["status"] == 200
    assert waited[0] < 6 < waited[1]
