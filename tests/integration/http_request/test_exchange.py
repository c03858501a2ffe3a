"""Requests and answers of `http_request` against a real server."""

import json

import pytest

from exeoflow.http_request.errors import ConnectionFailed, HttpRequestFailed
from tests.integration.http_request.conftest import Send
from tests.integration.http_request.loopback import Call, LoopbackServer


def test_server_gets_what_the_node_says(server: LoopbackServer, send: Send) -> None:
    server.routes["/items"] = lambda call: call.answer(201, b"{}", content_type="application/json")

    send("/items", method="PUT", headers={"X-Trace": "7"}, query={"q": "a b"}, body={"name": "Ü"})

    (received,) = server.received
    assert (received.method, received.path) == ("PUT", "/items?q=a+b")
    assert json.loads(received.body) == {"name": "Ü"}
    assert received.headers == {
        "host": f"api.example:{server.port}",
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "exeoflow",
        "content-type": "application/json",
        "content-length": str(len(received.body)),
        "x-trace": "7",
    }


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_reaches_the_server(server: LoopbackServer, send: Send, method: str) -> None:
    server.routes["/"] = lambda call: call.answer(
        200, call.received.method.encode(), content_type="text/plain"
    )

    assert send(method=method)["body"] == method


def test_head_has_headers_and_no_body(server: LoopbackServer, send: Send) -> None:
    server.routes["/"] = lambda call: call.answer(200, b"", content_length="900000")

    answer = send(method="HEAD")

    assert answer["headers"]["content-length"] == "900000"
    assert answer["body"] is None


@pytest.mark.parametrize(
    ("content_type", "content", "expected"),
    [
        ("application/json", b'{"a": [1, null]}', {"body": {"a": [1, None]}}),
        ("application/json; charset=utf-8", b'"x"', {"body": "x"}),
        ("application/problem+json", b"[]", {"body": []}),
        ("application/json", b"{broken", {"body": "{broken"}),
        ("application/json", b'{"a": NaN}', {"body": '{"a": NaN}'}),
        ("application/json", b"[1e999]", {"body": "[1e999]"}),
        ("application/json", b"[-%d]" % (10**309), {"body": f"[-{10**309}]"}),
        ("application/json", b'[%d, "%d"]' % (10**308, 10**400), {"body": [10**308, f"{10**400}"]}),
        ("application/json", b'"\\ud800"', {"body": '"\\ud800"'}),
        ("application/json", b"[" * 100_000, {"body": "[" * 100_000}),
        ("application/json", b"", {"body": None}),
        ("text/plain", "grün".encode(), {"body": "grün"}),
        ("text/plain; charset=iso-8859-1", "grün".encode("latin-1"), {"body": "grün"}),
        ("text/plain; charset=nonsense", b"x", {"body": "x"}),
        ("text/plain; charset=undefined", b"x", {"body": "x"}),
        ("text/plain; charset=unicode_escape", b"\\ud800", {"body": "?"}),
        ("text/plain; charset*=utf-8'de'%fc; charset=\"", b"x", {"body": "x"}),
        ("text/html", b"\xff", {"body": "�"}),
        ("image/svg+xml", b"<svg/>", {"body": "<svg/>"}),
        ("image/png", b"\x89PNG\x00", {"body": "iVBORwA=", "body_encoding": "base64"}),
        ("", "grün".encode(), {"body": "grün"}),
        ("", b"\xff\x00", {"body": "/wA=", "body_encoding": "base64"}),
    ],
)
def test_content_type_decides_the_form_of_the_body(
    server: LoopbackServer, send: Send, content_type: str, content: bytes, expected: dict[str, object]
) -> None:
    headers = {"content_type": content_type} if content_type else {}
    server.routes["/"] = lambda call: call.answer(200, content, **headers)

    answer = send()

    assert {name: answer[name] for name in answer if name.startswith("body")} == expected


@pytest.mark.parametrize("response", [None, "auto"])
def test_what_nests_deeper_than_the_steps_behind_take_is_a_text(
    server: LoopbackServer, send: Send, response: str | None
) -> None:
    deep = "[" * 201 + "]" * 201
    server.routes["/"] = lambda call: call.answer(200, deep.encode(), content_type="application/json")

    answer = send(response=response) if response else send()

    assert answer["body"] == deep


def test_output_can_be_written_as_json(server: LoopbackServer, send: Send) -> None:
    server.routes["/"] = lambda call: call.answer(200, b"ok", content_type="text/plain", X_Name="gr\xfcn")

    answer = send()

    assert answer["status"] == 200
    assert answer["headers"]["x-name"] == "grün"
    assert json.loads(json.dumps(answer)) == answer


def test_repeated_header_is_joined(server: LoopbackServer, send: Send) -> None:
    def answer(call: Call) -> None:
        call.write(b"HTTP/1.1 204 No Content\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\n")

    server.routes["/"] = answer

    assert send()["headers"] == {"set-cookie": "a=1, b=2"}


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_status_of_a_refusal_names_the_error(server: LoopbackServer, send: Send, status: int) -> None:
    server.routes["/secret/path"] = lambda call: call.answer(
        status, b'{"reason":\n "no such\tthing"}', content_type="application/json"
    )

    with pytest.raises(HttpRequestFailed) as refusal:
        send("/secret/path", method="DELETE", query={"key": "secret"})

    assert type(refusal.value).__name__ == f"Http.Status{status}"
    assert str(refusal.value).startswith(f"DELETE api.example: answered {status} ")
    assert str(refusal.value).endswith('{"reason": "no such thing"}')
    assert "secret" not in str(refusal.value)


def test_excerpt_of_a_refusal_is_short_and_textual(server: LoopbackServer, send: Send) -> None:
    server.routes["/long"] = lambda call: call.answer(500, b"x" * 900_000, content_type="text/plain")
    server.routes["/binary"] = lambda call: call.answer(500, b"x" * 100, content_type="image/png")

    with pytest.raises(HttpRequestFailed, match=r"x{300}$"):
        send("/long")
    with pytest.raises(HttpRequestFailed, match=r"Error$"):
        send("/binary")


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\nhello",
        b"HTTP/1.1 2000 Many\r\n\r\n",
    ],
)
def test_answer_that_is_no_http_is_a_failed_connection(
    server: LoopbackServer, send: Send, garbage: bytes
) -> None:
    def answer(call: Call) -> None:
        call.write(garbage)

    server.routes["/"] = answer

    with pytest.raises(
        ConnectionFailed, match=r"^GET api.example: the server does not answer in proper HTTP"
    ):
        send()


def test_what_a_server_says_before_its_answer_is_passed_over(server: LoopbackServer, send: Send) -> None:
    before = b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n"
    answer = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok"

    def told(call: Call) -> None:
        call.write(b"".join((*before, before[1], answer)))

    server.routes["/"] = told

    assert send() == {
        "status": 200,
        "headers": {"content-type": "text/plain", "content-length": "2"},
        "body": "ok",
    }


def test_closed_port_is_a_failed_connection(server: LoopbackServer, send: Send) -> None:
    server.port = 1

    with pytest.raises(ConnectionFailed, match="Connection refused"):
        send()


def test_unknown_name_is_a_failed_connection(send: Send) -> None:
    with pytest.raises(ConnectionFailed, match="name cannot be resolved"):
        send(host="unknown.example")
