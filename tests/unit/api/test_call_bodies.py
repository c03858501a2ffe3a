"""The bodies of webhooks' calls: as their senders say, and what is refused because it is not."""

import base64
import gzip
import json
import zlib
from dataclasses import replace
from typing import Any

import pytest

from exeoflow.api.webhooks.call_bodies import read_body
from exeoflow.api.webhooks.calls import sent_body
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import BodyUnreadable, ExeoflowError, InputTooLarge, InvalidRequest, MalformedBody
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import BodyType, WebhookSettings
from exeoflow.service.webhooks.input import CallBody

MULTIPART = "multipart/form-data; boundary=b"


def read(
    raw: bytes | str, content_type: str = "", encoding: str = "", settings: WebhookSettings | None = None
) -> CallBody:
    headers = {"content-type": content_type, "content-encoding": encoding}
    body = raw.encode() if isinstance(raw, str) else raw
    given = {name: value for name, value in headers.items() if value}
    # The short way of plain JSON says the same.
    return sent_body(given, body, settings or PLAIN)


def test_plain_json_is_read_by_a_shorter_way() -> None:
    headers = {"content-type": "application/json"}

    assert sent_body(headers, b'{"a": 1}', PLAIN) == read_body(headers, b'{"a": 1}', PLAIN)
    assert sent_body(headers, b"", PLAIN) == read_body(headers, b"", PLAIN)


PLAIN = WebhookSettings()
KEPT = WebhookSettings(keep_files=True)


def part(disposition: str, content: bytes, content_type: str = "") -> bytes:
    head = f"--b\r\nContent-Disposition: form-data; {disposition}\r\n"
    kind = f"Content-Type: {content_type}\r\n" if content_type else ""
    return f"{head}{kind}\r\n".encode() + content + b"\r\n"


def binary(data: bytes, content_type: str) -> dict[str, Json]:
    return {
        "content_type": content_type,
        "encoding": "base64",
        "data": base64.b64encode(data).decode(),
        "size": len(data),
    }


@pytest.mark.parametrize(
    ("raw", "content_type", "expected"),
    [
        ("", "application/json", None),
        ('{"a": 1}', "application/json", {"a": 1}),
        ('{"a": 1}', "application/vnd.api+json; charset=utf-8", {"a": 1}),
        ('\ufeff{"a": "ü"}', "application/json", {"a": "ü"}),
        ('{"a": "ü"}'.encode("latin-1"), "application/json; charset=ISO-8859-1", {"a": "ü"}),
        ('\ufeff{"a": "ü"}'.encode("utf-16-le"), "application/json", {"a": "ü"}),
        ("<order><id>7</id></order>", "application/xml", {"order": {"id": "7"}}),
        ('<o a="1">ü</o>', "text/xml; charset=utf-8", {"o": {"@a": "1", "#text": "ü"}}),
        (
            '<?xml version="1.0" encoding="iso-8859-1"?><o>ü</o>'.encode("latin-1"),
            "application/soap+xml",
            {"o": "ü"},
        ),
        ("hello world", "text/plain", "hello world"),
        ("42", "text/plain", "42"),
        ('{"a": 1}', "text/plain", {"a": 1}),
        ("{no json}", "text/plain", "{no json}"),
        ("grüße".encode("latin-1"), "text/plain; charset=latin1", "grüße"),
        ("grüße".encode("latin-1"), 'Text/Plain;format=flowed; Charset="ISO-8859-1"', "grüße"),
        ("\ufeffhallo", "text/plain", "hallo"),
        ("<p>x</p>", "text/html", "<p>x</p>"),
        ("id;name\n1;Ada\n", "text/csv", [{"id": "1", "name": "Ada"}]),
        ("a=1&b=&a=2&a=3", "application/x-www-form-urlencoded", {"a": ["1", "2", "3"], "b": ""}),
        ("a=%FC", "application/x-www-form-urlencoded; charset=latin1", {"a": "ü"}),
        ('{"a": 1}\r\n\n[2]', "application/x-ndjson", [{"a": 1}, [2]]),
        ('{"a": "x=y&b"}', "application/x-www-form-urlencoded", {"a": "x=y&b"}),
        ("[1]", "application/x-www-form-urlencoded", [1]),
        ("{a=1&b=2", "application/x-www-form-urlencoded", {"{a": "1", "b": "2"}),
        ('{"a": 1}', "", {"a": 1}),
        ("42", "", 42),
        ("hello", "", "hello"),
        (b"\x00\xff", "", binary(b"\x00\xff", "application/octet-stream")),
        (b"\x89PNG\xff", "image/png", binary(b"\x89PNG\xff", "image/png")),
        ("abc", "application/octet-stream", binary(b"abc", "application/octet-stream")),
        ('[{"a": 1}]', "application/octet-stream", [{"a": 1}]),
        ("{x", "application/zip", binary(b"{x", "application/zip")),
    ],
)
def test_a_body_is_read_as_its_sender_says(raw: bytes | str, content_type: str, expected: Json) -> None:
    assert read(raw, content_type).content == expected


def test_fields_and_files_of_a_form() -> None:
    body = (
        part('name="title"', "Grüße".encode())
        + part('name="tag"', b"a")
        + part('name="tag"', b"\xfc", "text/plain; charset=latin1")
        + part('name="photo"; filename="ü.png"', b"\x89\r\n\x00--b", "image/png")
        + b"--b--\r\n"
    )

    assert read(body, MULTIPART).content == {
        "title": "Grüße",
        "tag": ["a", "ü"],
        "photo": {"filename": "ü.png", **binary(b"\x89\r\n\x00--b", "image/png")},
    }


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (part('name="charsets"', b'{"from": "latin1", "html": "base64"}'), {"from": "ü"}),
        (part('name="_charset_"', b"latin1"), {"from": "ü", "other": "ü"}),
        (part('name="charsets"', b"[1]") + part('name="_charset_"', b"ISO-8859-1 "), {"from": "ü"}),
    ],
)
def test_fields_may_say_in_which_character_set_others_are(said: bytes, fields: dict[str, Json]) -> None:
    body = b"".join(part(f'name="{name}"', b"\xfc") for name in fields) + said + b"--b--\r\n"

    content = read(body, MULTIPART).content

    assert isinstance(content, dict)
    assert content.items() >= fields.items()


@pytest.mark.parametrize(
    "said", [b"{", b'{"from": "klingon"}', b'{"from": 1}', b"[" * 9_000, b'{"to": "latin1"}']
)
def test_a_field_that_says_nothing_of_others_changes_nothing(said: bytes) -> None:
    body = part('name="charsets"', said) + part('name="from"', "ü".encode()) + b"--b--\r\n"

    assert read(body, MULTIPART).content == {"charsets": said.decode(), "from": "ü"}


@pytest.mark.parametrize(
    ("raw", "content_type", "rule"),
    [
        ("<a>\n<b></a>", "text/xml", "body-not-as-said-in-line"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "text/xml", "body-declares-entities"),
        ("<a>" * 500 + "</a>" * 500, "text/xml", "body-nests-too-deep"),
        ('a;b\n1;"2', "text/csv", "body-not-as-said-in-line"),
        ("," * 20_000, "text/csv", "body-rows-too-large"),
        ("a=%ff", "application/x-www-form-urlencoded", "body-not-in-charset"),
        ("x", "multipart/form-data", "body-without-boundary"),
        (part('name="a"', b"1"), MULTIPART, "body-cut-off"),
        (part('name="a"', b"1") * 300 + b"--b--", MULTIPART, "body-parts-too-many"),
        (b"--b\r\nno header\r\n\r\n\r\n--b--", MULTIPART, "body-not-as-said"),
    ],
)
def test_why_a_body_is_unreadable_is_said_by_a_rule(raw: str | bytes, content_type: str, rule: str) -> None:
    with pytest.raises(BodyUnreadable) as failure:
        read(raw, content_type)

    assert [each.rule for each in failure.value.faults] == [rule]


def headers(count: int) -> bytes:
    further = b"".join(b"X-%d: x\r\n" % number for number in range(count - 1))
    return b'--b\r\nContent-Disposition: form-data; name="a"\r\n' + further + b"\r\n1\r\n--b--"


@pytest.mark.parametrize(
    ("most", "more", "content_type", "values"),
    [
        ("," * 16_383, "," * 16_384, "text/csv", {"limit": "16384"}),
        (headers(8), headers(9), MULTIPART, {"limit": "200", "headers": "8"}),
    ],
)
def test_what_is_too_large_is_told_the_limit(
    most: str | bytes, more: str | bytes, content_type: str, values: dict[str, str]
) -> None:
    read(most, content_type)
    with pytest.raises(BodyUnreadable) as failure:
        read(more, content_type)

    assert [dict(each.values) for each in failure.value.faults if isinstance(each, Diagnostic)] == [values]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("filename*=UTF-8''%E2%82%ac%20rates.txt", "€ rates.txt"),
        ("filename=\"e.txt\"; filename*=iso-8859-1'de'%FC.txt", "ü.txt"),
        ('filename="filename*=UTF-8.txt"', "filename*=UTF-8.txt"),
    ],
)
def test_a_file_may_have_its_name_in_ascii(written: str, name: str) -> None:
    body = part(f'name="f"; {written}', b"a", "image/png") + b"--b--\r\n"

    assert read(body, MULTIPART).content == {"f": {"filename": name, **binary(b"a", "image/png")}}


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b'{"a": 1}', mtime=0)),
        ("X-GZIP", gzip.compress(b'{"a": 1}', mtime=0)),
        ("deflate", zlib.compress(b'{"a": 1}')),
        ("deflate", zlib.compress(b'{"a": 1}', wbits=-15)),
        ("identity", b'{"a": 1}'),
        ("deflate, gzip", gzip.compress(zlib.compress(b'{"a": 1}'), mtime=0)),
    ],
)
def test_a_packed_body_is_unpacked(encoding: str, packed: bytes) -> None:
    assert read(packed, "application/json", encoding).content == {"a": 1}


@pytest.mark.parametrize(
    ("raw", "content_type", "encoding", "failure"),
    [
        ("{", "application/json", "", MalformedBody),
        ("{", "", "", MalformedBody),
        ("[1,", "", "", MalformedBody),
        ("<a>", "application/xml", "", BodyUnreadable),
        ("hello", "application/xml", "", BodyUnreadable),
        ('a;b\n1;"2', "text/csv", "", BodyUnreadable),
        ("a" * 200_000, "text/csv", "", BodyUnreadable),
        (b"\xff", "text/plain", "", BodyUnreadable),
        (b"\xff", "text/html", "", BodyUnreadable),
        (b'{"a": "\xff"}', "application/json; charset=utf-16", "", MalformedBody),
        ("x", "text/plain; charset=klingon", "", BodyUnreadable),
        ("x", "text/plain; charset=base64", "", BodyUnreadable),
        ("\\ud800", "text/plain; charset=unicode_escape", "", InvalidRequest),
        ("a=%ff", "application/x-www-form-urlencoded", "", BodyUnreadable),
        ("a=1", "application/x-www-form-urlencoded; charset=klingon", "", BodyUnreadable),
        ("x", "multipart/form-data", "", BodyUnreadable),
        (part('name="a"', b"1"), MULTIPART, "", BodyUnreadable),
        ("no part", MULTIPART, "", BodyUnreadable),
        (part('name="a"', b"1") * 300 + b"--b--", MULTIPART, "", BodyUnreadable),
        (part('name="a"', b"\xff") + b"--b--", MULTIPART, "", BodyUnreadable),
        (b"no gzip", "application/json", "gzip", BodyUnreadable),
        (gzip.compress(b"{}", mtime=0)[:-4], "application/json", "gzip", BodyUnreadable),
        (gzip.compress(b"{}", mtime=0) + b"more", "application/json", "gzip", BodyUnreadable),
        (b"{}", "application/json", "br", BodyUnreadable),
        (gzip.compress(bytes(50_000_000), mtime=0), "application/json", "gzip", InputTooLarge),
        (
            gzip.compress(gzip.compress(bytes(50_000_000), mtime=0), mtime=0),
            "text/plain",
            "gzip, gzip",
            InputTooLarge,
        ),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "application/xml", "", BodyUnreadable),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "application/xml",
            "",
            BodyUnreadable,
        ),
        ("<a>" * 500 + "</a>" * 500, "text/xml", "", BodyUnreadable),
    ],
)
def test_what_lies_about_itself_is_refused(
    raw: bytes | str, content_type: str, encoding: str, failure: type[ExeoflowError]
) -> None:
    with pytest.raises(failure):
        read(raw, content_type, encoding)


def test_billions_of_laughs_cost_nothing() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE l [<!ENTITY l0 "lol">{entities}]><l>&l9;</l>'

    with pytest.raises(BodyUnreadable):
        read(document, "application/xml")


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (BodyType.TEXT, '{"a": 1}', '{"a": 1}'),
        (BodyType.JSON, "[1]", [1]),
        (BodyType.XML, "<a/>", {"a": None}),
        (BodyType.CSV, "a\n1\n", [{"a": "1"}]),
        (BodyType.FORM, "a=1", {"a": "1"}),
        (BodyType.BINARY, "a", binary(b"a", "text/plain")),
    ],
)
def test_the_author_may_know_better_than_the_sender(kind: BodyType, raw: str, expected: Json) -> None:
    assert read(raw, "text/plain", settings=WebhookSettings(body_type=kind)).content == expected


def test_only_json_is_unwrapped() -> None:
    assert read('{"data": {}}', "application/json").may_be_wrapped
    assert not read("<data><a/></data>", "application/xml").may_be_wrapped


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"a":  1}', {"raw": '{"a":  1}', "raw_encoding": "utf-8"}),
        (gzip.compress(b"{}", mtime=0), {"raw_encoding": "base64"}),
        (b"", {"raw": ""}),
    ],
)
def test_the_raw_body_comes_along_on_demand(raw: bytes, expected: dict[str, Any]) -> None:
    encoding = "gzip" if raw.startswith(b"\x1f") else ""

    seen = read(raw, "application/json", encoding, WebhookSettings(raw=True)).raw

    assert seen.items() >= expected.items()
    assert json.dumps(seen)
    if encoding:
        assert base64.b64decode(str(seen["raw"])) == raw


FORM_WITH_FILE = (
    '--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n'
    "Content-Type: text/csv\r\n\r\na;b\r\n"
    '--b\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n--b--\r\n'
)


def kept(content_type: str) -> JsonObject:
    return {"content_type": content_type, "size": 3, "file": {"kept": f"{content_type} 3"}}


@pytest.mark.parametrize(
    ("content_type", "raw", "settings", "expected"),
    [
        ("image/png", "png", KEPT, kept("image/png")),
        (
            "image/png",
            "png",
            PLAIN,
            {"content_type": "image/png", "size": 3, "encoding": "base64", "data": "cG5n"},
        ),
        ("application/json", "[1]", KEPT, [1]),
        ("application/json", "[1]", replace(KEPT, body_type=BodyType.BINARY), kept("application/json")),
        (MULTIPART, FORM_WITH_FILE, KEPT, {"f": {"filename": "a.csv", **kept("text/csv")}, "n": "1"}),
    ],
)
def test_files_are_kept_where_the_webhook_says_so(
    content_type: str, raw: str, settings: WebhookSettings, expected: Json
) -> None:
    def keep(content: bytes, content_type: str) -> JsonObject:
        return {"kept": f"{content_type} {len(content)}"}

    assert sent_body({"content-type": content_type}, raw.encode(), settings, keep).content == expected


def test_a_line_of_json_that_is_none_is_named() -> None:
    with pytest.raises(BodyUnreadable) as caught:
        read('{"a": 1}\n\n{"a"', "application/jsonl")

    assert caught.value.faults == (
        Diagnostic("body-not-as-said-in-line", "", values={"format": "JSON", "line": "3"}),
    )


def test_a_body_is_a_form_where_its_webhook_says_so() -> None:
    form = WebhookSettings(body_type=BodyType.FORM)

    assert read('{"a":1}', "application/json", settings=form).content == {'{"a":1}': ""}
    assert not read("a=1", "application/x-www-form-urlencoded").may_be_wrapped


@pytest.mark.parametrize(
    ("raw", "content_type", "expected"),
    [
        ('{"id": 1234567890123456789, "n": 5}', "application/json", {"id": "1234567890123456789", "n": 5}),
        ("[123456789012345, -1234567890123456]", "", [123456789012345, "-1234567890123456"]),
        ("[0.1, 1.5, 0.12345678901234567891]", "text/plain", [0.1, 1.5, "0.12345678901234567891"]),
        ("[1234567890123456]", "application/x-www-form-urlencoded", ["1234567890123456"]),
        ("[1e400]", "application/json", ["1e400"]),
        ('{"a": 1}\n1234567890123456', "application/x-ndjson", [{"a": 1}, "1234567890123456"]),
        ("[1234567890123456]", "application/json; charset=utf-16", ["1234567890123456"]),
    ],
)
def test_long_numbers_may_stay_what_they_are(raw: str, content_type: str, expected: Json) -> None:
    settings = WebhookSettings(exact_numbers=True)
    sent = raw.encode("utf-16" if "utf-16" in content_type else "utf-8")

    assert read(sent, content_type, settings=settings).content == expected
