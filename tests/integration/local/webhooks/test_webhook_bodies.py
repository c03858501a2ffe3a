"""Bodies as senders send them, through the server: what the workflow finds, and what is refused."""

import gzip
import json

import pytest

from tests.e2e.local_server import running
from tests.integration.local.webhooks.calls import Hook, hook

FILES = b"\r\n".join(
    [
        b"--x",
        b'Content-Disposition: form-data; name="a"',
        b"",
        b"1",
        b"--x",
        b'Content-Disposition: form-data; name="f"; filename="a.txt"',
        b"Content-Type: text/plain",
        b"",
        b"hi",
        b"--x--",
        b"",
    ]
)
SECRET = "secret-of-the-sender"  # noqa: S105


@pytest.mark.parametrize(
    ("content_type", "raw", "expected"),
    [
        ("application/xml", b"<order><id>7</id></order>", {"order": {"id": "7"}}),
        ("text/plain", b"hello world", "hello world"),
        ("text/plain; charset=iso-8859-1", "grüße".encode("latin-1"), "grüße"),
        ("text/csv", b"a,b\n1,2\n", [{"a": "1", "b": "2"}]),
        ("application/x-www-form-urlencoded", b"a=1&a=2", {"a": ["1", "2"]}),
        ("application/json", '\ufeff{"a": "ü"}'.encode(), {"a": "ü"}),
        (
            "application/pdf",
            b"%PDF\xff",
            {"content_type": "application/pdf", "encoding": "base64", "data": "JVBERv8=", "size": 5},
        ),
        (
            "multipart/form-data; boundary=x",
            FILES,
            {
                "a": "1",
                "f": {
                    "filename": "a.txt",
                    "content_type": "text/plain",
                    "encoding": "base64",
                    "data": "aGk=",
                    "size": 2,
                },
            },
        ),
    ],
)
def test_a_body_is_data_in_the_workflow(
    target: Hook, content_type: str, raw: bytes, expected: object
) -> None:
    """Cases 27 and 28, and what else senders send; each packed as well."""
    plain = target.trigger(raw, {"Content-Type": content_type})
    packed = target.trigger(gzip.compress(raw), {"Content-Type": content_type, "Content-Encoding": "gzip"})

    assert plain["body"] == packed["body"] == expected


@pytest.mark.parametrize(
    ("content_type", "raw", "status", "code"),
    [
        ("application/json", b"{", 400, "MALFORMED_BODY"),
        ("application/xml", b"no xml " + SECRET.encode(), 400, "BODY_UNREADABLE"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form", 400, "BODY_UNREADABLE"),
        ("text/plain; charset=utf-8", b"\xff\xfe\xfd", 400, "BODY_UNREADABLE"),
        ("text/plain; charset=" + SECRET, b"a", 400, "BODY_UNREADABLE"),
        ("text/csv", b"a" * 250_000, 400, "BODY_UNREADABLE"),
        ("text/csv", b"a" * 9_000_000, 400, "BODY_UNREADABLE"),
        ("text/csv", b"a" * 11_000_000, 413, "PAYLOAD_TOO_LARGE"),
    ],
)
def test_what_lies_about_itself_starts_nothing(
    target: Hook, content_type: str, raw: bytes, status: int, code: str
) -> None:
    answer = target.send(raw, {"Content-Type": content_type, "X-Gitlab-Token": SECRET})

    assert (answer.status, answer.code) == (status, code)
    assert target.executions == 0
    assert SECRET.encode() not in answer.body or SECRET in content_type


def test_no_secret_is_in_any_log() -> None:
    with running("--memory") as server:
        target = hook(server)
        target.set(authentication={"type": "header", "header": "X-Key", "secret": SECRET})
        target.send(b"{", {"X-Key": SECRET, "Content-Type": "application/json"})
        target.send(b"{}", {"X-Key": f"{SECRET}-wrong", "Content-Type": "application/json"})
        target.send(b"{}", {"X-Key": SECRET, "Content-Type": "application/json"}, query="?wait=10")
    said = "".join(server.lines)

    assert "/webhook/" in said
    assert SECRET not in said
    assert SECRET not in json.dumps(said)
