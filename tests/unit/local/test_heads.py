"""What is wrong with a request before its body: each is answered in the envelope, and its answer arrives."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from http.client import HTTPResponse
from typing import Any, cast

import pytest

from local.gateway.application import Gateway
from local.gateway.heads import LARGEST_HEAD
from local.gateway.routing import Match, Router
from local.server import HOST, bind, port_of, served_beside
from local.template import Route

GET = b"GET /v1/workflows HTTP/1.1\r\nhost: localhost\r\n"
POST = b"POST /v1/workflows HTTP/1.1\r\nhost: localhost\r\n"


class Echo:
    """A function that every route leads to."""

    def find(self, method: str, path: str) -> Match:
        del method, path
        return Match(Route("$default", "$default"), cast("Any", self), {})

    def invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        return {"statusCode": 200, "body": json.dumps(event.get("body"))}


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return []


@pytest.fixture(scope="module")
def port(lines: list[str]) -> Iterator[int]:
    gateway = Gateway(cast("Router", Echo()), "123456789012", lines.append, threads=2)
    listener = bind(0, "--port")
    with ExitStack() as served:
        served.enter_context(served_beside(gateway, listener))
        yield port_of(listener)
    gateway.close()


def answer_to(port: int, *parts: bytes) -> tuple[int, Any]:
    """Send a request in parts, and read its answer only then."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, json.loads(answer.read())


@pytest.mark.parametrize(
    "head",
    [
        [GET, b"x: " + b"a" * LARGEST_HEAD, b"\r\n\r\n"],
        [GET, b"x: ", *[b"a" * 50_000] * 100, b"\r\n\r\n"],
        [GET, b"x: " + b"a" * 200_000],
        [GET, *[b"x%d: ab\r\n" % number for number in range(10_000)], b"\r\n"],
        [b"GET /?" + b"a" * LARGEST_HEAD + b" HTTP/1.1\r\nhost: localhost\r\n\r\n"],
        [b"GET /" + b"a" * 200_000],
        [b"A" * 100_000],
        [
            POST,
            b"connection: close\r\ncontent-length: 1000000\r\nx: ",
            b"a" * 20_000,
            b"\r\n\r\n",
            b" " * 1_000_000,
        ],
    ],
)
def test_a_head_that_is_too_large_is_refused_and_told_so(port: int, head: list[bytes]) -> None:
    status, body = answer_to(port, *head)

    assert (status, body["error"]["code"]) == (
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "PAYLOAD_TOO_LARGE",
    )
    [fault] = body["error"]["details"]
    assert fault["rule"] == "head-too-large"
    assert str(LARGEST_HEAD) in fault["message"]


def test_a_head_as_large_as_api_gateway_takes_is_answered(port: int) -> None:
    room = LARGEST_HEAD - sum(map(len, (b"GET", b"/", b"1.1", b"localhost")))

    head = b"GET / HTTP/1.1\r\nhost: localhost\r\nx: "
    assert answer_to(port, head + b"a" * room + b"\r\n\r\n") == (200, None)
    assert answer_to(port, head + b"a" * (room + 1) + b"\r\n\r\n")[0] == 431
    cookie = b"\r\ncookie: other=" + b"a" * 20_000  # of another program on this machine
    assert answer_to(port, head + b"a" * room + cookie + b"\r\n\r\n") == (200, None)


@pytest.mark.parametrize(
    "request_",
    [
        POST + b"content-length: abc\r\n\r\n{}",
        POST + b"content-length: -1\r\n\r\n{}",
        POST + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        POST + b"content-length: " + b"9" * 30 + b"\r\n\r\n{}",
        POST + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        POST + b"transfer-encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
        POST + b"transfer-encoding: gzip\r\n\r\n{}",
        GET + b"x: a\0b\r\n\r\n",
        GET + b"x : a\r\n\r\n",
        GET + b"host: other\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\x16\x03\x01" + b"a" * 500,
    ],
)
def test_what_is_no_request_is_refused_though_more_is_on_its_way(port: int, request_: bytes) -> None:
    status, body = answer_to(port, request_, *[b" " * 50_000] * 20)

    assert (status, body["success"], body["error"]["code"]) == (400, False, "INVALID_REQUEST")


def test_a_body_that_would_be_thrown_away_is_not_asked_for(port: int) -> None:
    head = POST + b"expect: 100-continue\r\ncontent-length: 10485761\r\n\r\n"

    status, body = answer_to(port, head)

    assert (status, body["error"]["code"]) == (413, "PAYLOAD_TOO_LARGE")


def test_a_body_that_is_taken_is_asked_for(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(
            POST + b"expect: 100-continue\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\n"
        )
        assert connection.recv(1_000).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"{}")
        answer = HTTPResponse(connection)
        answer.begin()
        assert json.loads(answer.read()) == "{}"


def test_the_log_does_not_grow_with_what_is_sent(port: int, lines: list[str]) -> None:
    answer_to(port, b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nhost: localhost\r\n\r\n")

    assert lines[-1].startswith("GET /" + "a" * 199 + " 200 ")
