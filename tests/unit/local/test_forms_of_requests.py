"""The forms that HTTP/1.1 gives a request, from clients that are used rarely (RFC 9112)."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Final, cast

import pytest

from local.gateway.application import Gateway
from local.gateway.routing import Match, Router
from local.server import HOST, bind, port_of, served_beside
from local.template import Route

_GET: Final = b"GET /v1?n=1 HTTP/1.1\r\nhost: x\r\n\r\n"
_POST: Final = b"POST /v1 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"


class Echo:
    """A function, and a router to it, that answers with what arrived; slowly where the query says so."""

    def find(self, method: str, path: str) -> Match:
        del method
        return Match(Route("$default", path), cast("Any", self), {})

    def invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        if "slow" in event["rawQueryString"]:
            time.sleep(0.2)
        told = {
            "method": event["requestContext"]["http"]["method"],
            "path": event["rawPath"],
            "query": event["rawQueryString"],
            "body": event.get("body"),
        }
        return {"statusCode": 200, "body": json.dumps(told)}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    gateway = Gateway(cast("Router", Echo()), "123456789012", lambda _: None, threads=8)
    listener = bind(0, "--port")
    with ExitStack() as served:
        served.enter_context(served_beside(gateway, listener))
        yield port_of(listener)
    gateway.close()


def exchanged(port: int, *parts: bytes, ends: bool = True) -> bytes:
    """Send parts, one after the other, say that this was all, and return all that is answered."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
            threading.Event().wait(0.02)
        if ends:
            connection.shutdown(socket.SHUT_WR)
        return rest_of(connection)


def rest_of(connection: socket.socket) -> bytes:
    """Return all that comes before the connection is closed."""
    answered = b""
    while piece := connection.recv(65_536):
        answered += piece
    return answered


def echoes(answered: bytes) -> list[dict[str, Any]]:
    """Return what the function said to each of the requests."""
    return [json.loads(b"{" + part.partition(b"}")[0] + b"}") for part in answered.split(b"\r\n\r\n{")[1:]]


@pytest.mark.parametrize(
    "request_",
    [
        _GET,
        _GET.replace(b"n=1", b"slow"),
        b"GET /v1 HTTP/1.0\r\n\r\n",
        _POST + b"content-length: 2\r\n\r\n[]",
        _POST + b"transfer-encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
    ],
)
def test_who_says_that_this_was_all_is_answered(port: int, request_: bytes) -> None:
    answered = exchanged(port, request_)

    assert answered.startswith(b"HTTP/1.1 200 ")
    assert len(echoes(answered)) == 1


@pytest.mark.parametrize(
    "part",
    [
        b"GET /v1 HTT",
        b"GET /v1 HTTP/1.1\r\nhost: x\r\n",
        _POST + b"content-length: 9\r\n\r\n{",
        _POST + b"transfer-encoding: chunked\r\n\r\n5\r\n{",
    ],
)
def test_who_ends_in_the_middle_is_told(port: int, part: bytes) -> None:
    answered = exchanged(port, part)

    assert answered.startswith(b"HTTP/1.1 400 ")
    assert b"INVALID_REQUEST" in answered
    assert answered.count(b"HTTP/1.1") == 1


def test_who_says_nothing_is_answered_nothing(port: int) -> None:
    assert exchanged(port) == b""


def test_requests_may_be_sent_before_the_answers_are_there(port: int) -> None:
    requests = [_GET.replace(b"n=1", b"n=%d&slow" % number) for number in range(4)]

    answered = exchanged(port, b"".join(requests))

    assert [each["query"] for each in echoes(answered)] == [f"n={number}&slow" for number in range(4)]


def test_a_request_after_an_answer_ends_the_connection_where_it_says_so(port: int) -> None:
    last = _GET.replace(b"host", b"connection: close\r\nhost")

    assert len(echoes(exchanged(port, _GET, last, ends=False))) == 2


def test_who_asks_whether_to_go_on_is_told_to(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(_POST + b"expect: 100-continue\r\ncontent-length: 2\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"[]")
        connection.shutdown(socket.SHUT_WR)

        assert [each["body"] for each in echoes(rest_of(connection))] == ["[]"]


def test_chunks_with_extensions_and_trailers_are_a_body(port: int) -> None:
    head = _POST + b"trailer: digest\r\ntransfer-encoding: chunked\r\n\r\n"
    chunks = b'1;a="b"\r\n[\r\n1\r\n]\r\n0\r\ndigest: sha-256=x\r\n\r\n'

    assert [each["body"] for each in echoes(exchanged(port, head, chunks))] == ["[]"]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"http://x/v1/workflows", "/v1/workflows"),
        (b"https://x:3000/v1/workflows", "/v1/workflows"),
        (b"HTTP://x", "/"),
        (b"http://x", "/"),
        (b"/http://x/v1", "/http://x/v1"),
    ],
)
def test_a_target_may_be_a_whole_address(port: int, target: bytes, path: str) -> None:
    answered = echoes(exchanged(port, b"GET " + target + b"?n=1 HTTP/1.1\r\nhost: x\r\n\r\n"))

    assert [(each["path"], each["query"]) for each in answered] == [(path, "n=1")]


def test_head_is_answered_without_a_body(port: int) -> None:
    answered = exchanged(port, _GET.replace(b"GET", b"HEAD"))

    assert answered.startswith(b"HTTP/1.1 200 ")
    assert answered.endswith(b"\r\n\r\n")


def test_options_of_everything_is_answered(port: int) -> None:
    assert exchanged(port, b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n").startswith(b"HTTP/1.1 ")
