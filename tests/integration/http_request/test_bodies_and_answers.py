"""What nodes send and how answers are read, before a server that is awkward in each way."""

import base64
import gzip
import json
import zlib
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Final
from urllib.parse import parse_qsl

import pytest

from exeoflow.http_request.errors import (
    ConnectionFailed,
    HttpRequestFailed,
    RequestInvalid,
    ResponseInvalid,
    ResponseTooLarge,
    StatusRefused,
)
from exeoflow.http_request.exchange.retry_after import MAX_CAP
from tests.integration.http_request.credentialed import World
from tests.integration.http_request.loopback import Call, LoopbackServer

PNG = b"\x89PNG\r\n\x1a\n\x00\xff"


@pytest.fixture
def world(server: LoopbackServer) -> World:
    server.routes["/"] = lambda call: call.answer(204)
    return World(server.port)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("payload", "content_type", "body"),
    [
        ({"body": {"a": 1}}, "application/json", b'{"a":1}'),
        ({"body": "a=1", "headers": {"Content-Type": FORM}}, FORM, b"a=1"),
        (
            {"body": {"grant_type": "client_credentials"}, "headers": {"content-type": FORM}},
            FORM,
            b"grant_type=client_credentials",
        ),
        ({"body": "x", "body_type": "text"}, "text/plain; charset=utf-8", b"x"),
        ({"body": {"x": "ü"}, "body_type": "text"}, "text/plain; charset=utf-8", '{"x": "ü"}'.encode()),
        (
            {"body": '{"id": 12345678901234567890}', "body_type": "json"},
            "application/json",
            b'{"id": 12345678901234567890}',
        ),
        (
            {"body": [1], "body_type": "json", "headers": {"content-type": "application/vnd.x+json"}},
            "application/vnd.x+json",
            b"[1]",
        ),
        (
            {"body": {"a": {"@x": "1", "b": ["ü", None]}}, "body_type": "xml"},
            "application/xml; charset=utf-8",
            '<?xml version="1.0" encoding="utf-8"?>\n<a x="1"><b>ü</b><b></b></a>'.encode(),
        ),
        ({"body": "<a/>", "headers": {"content-type": "text/xml"}}, "text/xml", b"<a/>"),
        (
            {"body": {"a": None}, "headers": {"content-type": "text/xml"}},
            "text/xml",
            b'<?xml version="1.0" encoding="utf-8"?>\n<a></a>',
        ),
        ({"body": base64.b64encode(PNG).decode(), "body_type": "binary"}, "application/octet-stream", PNG),
        (
            {
                "body": base64.b64encode(PNG).decode(),
                "body_encoding": "base64",
                "headers": {"content-type": "image/png"},
            },
            "image/png",
            PNG,
        ),
        (
            {
                "body": {
                    "status": 200,
                    "headers": {"content-type": "image/png"},
                    "body": "iVBORw==",
                    "body_encoding": "base64",
                },
                "body_type": "binary",
            },
            "image/png",
            b"\x89PNG",
        ),
        ({"body": {"content": "ü"}, "body_type": "binary"}, "application/octet-stream", "ü".encode()),
    ],
)
def test_a_body_is_sent_as_its_type_says(
    server: LoopbackServer, world: World, payload: dict[str, Any], content_type: str, body: bytes
) -> None:
    world.run(method="POST", **payload)

    (received,) = server.received
    assert (received.headers["content-type"], received.body) == (content_type, body)


def test_a_form_repeats_names_and_goes_on_in_brackets(server: LoopbackServer, world: World) -> None:
    body = {"tag": ["ü", 2], "to": {"city": "Ulm", "no": [1]}, "row": [{"id": 1}], "none": None, "ok": True}

    world.run(method="POST", body_type="form", body=body)

    assert parse_qsl(server.received[0].body.decode()) == [
        ("tag", "ü"),
        ("tag", "2"),
        ("to[city]", "Ulm"),
        ("to[no]", "1"),
        ("row[0][id]", "1"),
        ("ok", "true"),
    ]


FIELDS: Final[list[tuple[str, Any, list[bytes], str]]] = [
    ("folder", "ü", ["ü".encode()], "text/plain"),
    ("tag", ["a", "b"], [b"a", b"b"], "text/plain"),
    ("none", None, [], ""),
    ("meta", {"n": 1}, [b'{"n": 1}'], "application/json"),
    (
        "file",
        {
            "filename": 'a"\r\nb.png',
            "content_type": "image/png",
            "content": "iVBORw==",
            "encoding": "base64",
        },
        [b"\x89PNG"],
        "image/png",
    ),
    ("note", {"content": "hello"}, [b"hello"], "application/octet-stream"),
    (
        "answer",
        {
            "status": 200,
            "headers": {"content-type": "image/gif"},
            "body": "R0lG",
            "body_encoding": "base64",
        },
        [b"GIF"],
        "image/gif",
    ),
]
"""Fields of a form: the name, what a node gives, the contents that are sent, and of which type."""


def test_multipart_holds_fields_and_files(server: LoopbackServer, world: World) -> None:
    body = {name: value for name, value, _, _ in FIELDS}

    world.run(
        method="POST", body_type="multipart", body=body, headers={"Content-Type": "multipart/form-data"}
    )

    received = server.received[0]
    message = BytesParser(policy=HTTP).parsebytes(
        b"content-type: " + received.headers["content-type"].encode() + b"\r\n\r\n" + received.body
    )
    parts = [
        (
            part.get_param("name", header="content-disposition"),
            part.get_payload(decode=True),
            part.get_content_type(),
        )
        for part in message.iter_parts()
    ]
    assert parts == [(name, content, kind) for name, _, contents, kind in FIELDS for content in contents]
    assert b'filename="a%22%0D%0Ab.png"' in received.body


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"body": "{", "body_type": "json"}, "no JSON"),
        ({"body": "x", "body_type": "yaml"}, "body_type must be one of"),
        ({"body": "x", "body_encoding": "hex"}, "must be base64"),
        ({"body": {"a": 1}, "body_encoding": "base64"}, "as a text in base64"),
        ({"body": "ü", "body_type": "binary"}, "should be base64"),
        ({"body": {"a": 1}, "body_type": "form", "body_encoding": "base64"}, "does not go with"),
        ({"body": [1], "body_type": "form"}, "object of names and values"),
        ({"body": "x", "body_type": "multipart"}, "object of names and values"),
        ({"body": 7, "body_type": "xml"}, "one root"),
        ({"body": {"a": 1, "b": 2}, "body_type": "xml"}, "one root"),
        ({"body": {"f": {"content": "x", "name": "y"}}, "body_type": "multipart"}, "no such field as name"),
        ({"body": {"f": {"content": "x", "encoding": "hex"}}, "body_type": "multipart"}, "must be base64"),
        ({"body": {"f": {"content": "x", "filename": 7}}, "body_type": "multipart"}, "must be texts"),
        (
            {"body": {"f": {"content": "x", "content_type": "a\r\nb: c"}}, "body_type": "multipart"},
            "characters",
        ),
        ({"response": "yaml"}, "response must be one of"),
        ({"tls": 7}, "tls must be"),
        ({"pagination": {"mode": "next"}}, "mode must be one of"),
        ({"pagination": {"mode": "cursor"}}, "needs next"),
        ({"pagination": {"mode": "page", "size": 0}}, "whole number"),
        ({"pagination": {"mode": "page", "items": 7}}, "must be a text"),
        ({"pagination": {"mode": "page", "stop": 7}}, "no such field as stop"),
        ({"pagination": {"mode": "page", "in": "path"}}, "in must be one of"),
        ({"pagination": {"mode": "page", "end_statuses": ["404"]}}, "list of numbers"),
        ({"pagination": "page"}, "must be an object"),
        ({"pagination": {"mode": "page", "in": "body"}, "body": "x"}, "object of JSON"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is(
    server: LoopbackServer, world: World, payload: dict[str, Any], reason: str
) -> None:
    with pytest.raises(RequestInvalid, match=reason):
        world.run(method="POST", **payload)
    assert server.received == []


@pytest.mark.parametrize(
    ("content_type", "content", "expected"),
    [
        (
            "application/json",
            b'{"id": 12345678901234567890, "n": 1.5}',
            {"id": "12345678901234567890", "n": 1.5},
        ),
        ("application/json; charset=iso-8859-1", '{"a": "ü"}'.encode("latin-1"), {"a": "ü"}),
        ("application/json", '\ufeff{"a": 1}'.encode(), {"a": 1}),
        ("application/json", b"<html>", "<html>"),
        ("application/xml", b'<a x="1"><b>1</b><b/></a>', {"a": {"@x": "1", "b": ["1", None]}}),
        ("text/xml", '<?xml version="1.0" encoding="iso-8859-1"?><a>ü</a>'.encode("latin-1"), {"a": "ü"}),
        (
            "application/xml",
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        ),
        ("image/svg+xml", b"<svg/>", "<svg/>"),
        ("text/html", b'<meta charset="windows-1252">\x80', '<meta charset="windows-1252">€'),
        ("text/csv; charset=utf-8", "id;name\n1;ü\n".encode(), [{"id": "1", "name": "ü"}]),
        ("text/csv", b'a\n"open', 'a\n"open'),
        ("text/plain", b"1", "1"),
        ("image/png", b"\x00", "AA=="),
        ("text/plain; charset=utf-16", "ü".encode("utf-16-le"), "ü"),
    ],
)
def test_an_answer_is_read_by_its_type_and_a_lie_is_a_text(
    server: LoopbackServer, world: World, content_type: str, content: bytes, expected: object
) -> None:
    server.routes["/"] = lambda call: call.answer(200, content, content_type=content_type)

    assert world.run()["body"] == expected


@pytest.mark.parametrize(
    ("response", "content", "expected"),
    [
        ("json", b'{"a": 1}', {"a": 1}),
        ("xml", b"<a/>", {"a": None}),
        ("csv", b"a,b\n1,2", [{"a": "1", "b": "2"}]),
        ("jsonl", b'{"a": 1}\n[2]\n', [{"a": 1}, [2]]),
        ("text", b'{"a": 1}', '{"a": 1}'),
        ("binary", b'{"a": 1}', "eyJhIjogMX0="),
        ("json", b"", None),
    ],
)
def test_a_node_may_say_how_an_answer_is_read(
    server: LoopbackServer, world: World, response: str, content: bytes, expected: object
) -> None:
    server.routes["/"] = lambda call: call.answer(200, content, content_type="application/octet-stream")

    assert world.run(response=response)["body"] == expected


@pytest.mark.parametrize(
    ("response", "content"), [("json", b"{"), ("xml", b"<a>"), ("csv", b'"'), ("jsonl", b"1\n{")]
)
def test_an_answer_of_another_format_than_the_node_names_is_an_error(
    server: LoopbackServer, world: World, response: str, content: bytes
) -> None:
    server.routes["/"] = lambda call: call.answer(200, content)

    with pytest.raises(ResponseInvalid, match=f"GET api.example: the answer cannot be read as {response}"):
        world.run(response=response)


def test_a_number_stays_exact_from_an_answer_to_the_next_request(
    server: LoopbackServer, world: World
) -> None:
    server.routes["/id"] = lambda call: call.answer(
        200, b'{"id": 9007199254740993}', content_type="text/json"
    )

    found = world.run("/id")["body"]["id"]
    world.run(method="POST", body_type="json", body=f'{{"id": {found}}}')

    assert server.received[1].body == b'{"id": 9007199254740993}'


def test_cookies_are_kept_within_a_run_and_go_to_their_server_only(
    server: LoopbackServer, world: World
) -> None:
    server.routes["/"] = lambda call: call.answer(
        302, location="/in", set_cookie="session=abc; Path=/; HttpOnly"
    )
    server.routes["/in"] = lambda call: call.answer(302, location=world.url("/out", "other.example"))
    server.routes["/out"] = lambda call: call.answer(204)

    world.run(headers={"Cookie": "mine=1"})
    world.run("/in")

    sent = [each.headers.get("cookie") for each in server.received]
    assert sent == ["mine=1", "mine=1; session=abc", None, None, None]


def test_a_redirect_in_raw_utf8_is_followed(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(302, location="/größe".encode().decode("latin-1"))
    server.routes["/gr%C3%B6%C3%9Fe"] = lambda call: call.answer(200)

    assert world.run()["status"] == 200


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
def test_a_header_beyond_ascii_is_read_as_it_was_meant(
    server: LoopbackServer, world: World, charset: str
) -> None:
    name = 'attachment; filename="Straße.pdf"'
    server.routes["/"] = lambda call: call.answer(
        200, b"", content_disposition=name.encode(charset).decode("latin-1")
    )

    assert world.run()["headers"]["content-disposition"] == name


def test_what_an_error_answered_is_in_its_details(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(
        422,
        b'{"code": "invalid_field", "id": 12345678901234567890}',
        content_type="application/json",
        x_id="7",
    )

    with pytest.raises(HttpRequestFailed) as refusal:
        world.run(error_details=True)

    told = json.loads(str(refusal.value))
    assert told["exeoflow:error"].startswith("GET api.example: answered 422 Unprocessable")
    assert told["details"]["status"] == 422
    assert told["details"]["headers"]["x-id"] == "7"
    assert told["details"]["body"] == {"code": "invalid_field", "id": "12345678901234567890"}


def test_long_details_are_cut_and_say_so(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(
        500, json.dumps(['"\\ü'] * 5000).encode(), content_type="application/json", x_long="x" * 9000
    )

    with pytest.raises(HttpRequestFailed) as refusal:
        world.run(error_details=True)

    assert len(json.dumps({"errorMessage": str(refusal.value)})) < 30_000
    details = json.loads(str(refusal.value))["details"]
    assert details["truncated"] is True
    assert details["headers"] == {}
    assert details["body"].startswith('["')


@pytest.mark.parametrize(
    ("header", "retry", "pauses"),
    [
        ("4", {"interval": 1, "max_attempts": 3, "count": 0}, [3.0]),
        ("4", {"interval": 1, "backoff": 2, "max_attempts": 3, "count": 2}, []),
        ("9", {"interval": 1, "backoff": 2, "max_attempts": 3, "count": 2}, [5.0]),
        ("4", {"interval": 1, "max_attempts": 3, "count": 3}, []),
        ("4", {"interval": 1, "jitter": True}, [4.0]),
        ("900", {"interval": 1}, [59.0]),
        ("900", {"interval": 1, "max_interval": 1000}, [MAX_CAP - 1]),
        ("900", {"interval": 1, "max_interval": 10, "errors": ["Http.Status429"]}, [9.0]),
        ("4", {"interval": 1, "errors": ["States.ALL"]}, [3.0]),
        ("4", {"interval": 1, "errors": ["Http.Timeout"]}, []),
        ("2.5", {"interval": 1}, [1.5]),
        ("soon", {"interval": 1}, []),
        ("Thu, 01 Jan 1970 00:00:00 GMT", {"interval": 1}, []),
        (None, {"interval": 1}, []),
        ("4", None, []),
    ],
)
def test_a_server_that_asks_for_a_pause_gets_it_within_bounds(
    server: LoopbackServer, world: World, header: str | None, retry: object, pauses: list[float]
) -> None:
    headers = {} if header is None else {"retry_after": header}
    server.routes["/"] = lambda call: call.answer(429, b"", **headers)

    with pytest.raises(HttpRequestFailed, match="answered 429"):
        world.run(retry=retry)

    assert world.pauses == pauses


def test_a_server_that_lies_about_its_length_is_an_error(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(200, b"short", content_length="500")

    with pytest.raises(ConnectionFailed):
        world.run()


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(b"x" * 9, mtime=0)[:-8] + bytes(8)),
        ("deflate", b"\xff" * 9),
        ("gzip", gzip.compress(b"x" * 9, mtime=0)[:-9]),
        ("br", b"\x0b\x03\x80{}\x03"),
    ],
)
def test_a_server_that_lies_about_compression_is_an_error(
    server: LoopbackServer, world: World, encoding: str, content: bytes
) -> None:
    server.routes["/"] = lambda call: call.answer(200, content, content_encoding=encoding)

    with pytest.raises(ConnectionFailed, match="its body is"):
        world.run()


def test_a_refusal_counts_however_its_body_is_packed(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(404, b"no gzip", content_encoding="gzip")

    with pytest.raises(StatusRefused, match=r"answered 404 Not Found$"):
        world.run()


def test_compressed_answers_are_read_and_bombs_refused(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(
        200, gzip.compress(b"ok", mtime=0), content_encoding="gzip", content_type="text/plain"
    )
    bomb = zlib.compress(b"\0" * 300_000_000, 9)
    server.routes["/bomb"] = lambda call: call.answer(200, bomb, content_encoding="deflate")

    assert world.run()["body"] == "ok"
    with pytest.raises(ResponseTooLarge):
        world.run("/bomb")


def test_several_cookies_are_a_list_for_a_comma_may_stand_in_one(
    server: LoopbackServer, world: World
) -> None:
    lines = [b"sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT", b"b=2"]
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n"

    def answer(call: Call) -> None:
        call.write(head + b"".join(b"set-cookie: %s\r\n" % line for line in lines) + b"\r\n")

    server.routes["/two"] = answer
    server.routes["/one"] = lambda call: call.answer(200, set_cookie="a=1")

    assert world.run("/two")["headers"]["set-cookie"] == [line.decode() for line in lines]
    assert world.run("/one")["headers"]["set-cookie"] == "a=1"
