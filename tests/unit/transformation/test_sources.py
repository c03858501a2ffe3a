"""What is transformed may lie in a file of the workspace: it is as if it were handed over as text or data."""

import base64
from typing import Any

import pytest

from exeoflow.service.files.errors import FileFailed, TooLarge
from exeoflow.transformation.errors import DataInvalid, ResultTooLarge
from exeoflow.transformation.sources import names_file
from exeoflow.transformation.task import transformed
from tests.unit.service.files.desk import Desk

OWN = {"workspace": "acme", "execution_id": "exec_2"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def kept(desk: Desk, content: bytes, content_type: str) -> Any:
    desk.files.put("acme", "exec_1/file_9", content)
    return {"exeoflow:file": "exec_1/file_9", "size": len(content), "content_type": content_type}


def done(desk: Desk, **payload: Any) -> Any:
    return transformed({**OWN, **payload}, lambda: desk)


@pytest.mark.parametrize(
    ("form", "content", "content_type", "expected"),
    [
        ("csv", b"a;b\n1;2\n", "application/octet-stream", [{"a": "1", "b": "2"}]),
        ("csv", "n\nä\n".encode("latin-1"), "text/csv; charset=iso-8859-1", [{"n": "ä"}]),
        ("json", b'\xef\xbb\xbf{"n": 12345678901234567890}', "text/plain", {"n": "12345678901234567890"}),
        ("xml", '<?xml version="1.0" encoding="iso-8859-1"?><a>ä</a>'.encode("latin-1"), "", {"a": "ä"}),
        ("query", b"a=1&a=2", "application/x-www-form-urlencoded", {"a": ["1", "2"]}),
        ("base64", b"w6Qg4oKs\n", "text/plain", "ä €"),
    ],
)  # fmt: skip
def test_a_file_is_parsed_as_its_text(
    desk: Desk, form: str, content: bytes, content_type: str, expected: object
) -> None:
    file = kept(desk, content, content_type)

    assert done(desk, operation="parse", format=form, text=file) == expected


def test_a_spreadsheet_in_a_file_is_bytes_and_needs_no_base64(desk: Desk) -> None:
    rows = [{"a": 1, "b": "x"}]
    text = done(desk, operation="format", format="xlsx", value=rows)
    file = kept(
        desk, base64.b64decode(text), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )

    assert done(desk, operation="parse", format="xlsx", text=file) == rows
    assert done(desk, operation="format", format="base64", value=file) == text


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "b,a\r\nx,1\r\n"),
        ("json", '[{"b":"x","a":1}]'),
        ("base64", "W3siYiI6ICJ4IiwgImEiOiAxfV0="),
    ],
)
def test_what_a_file_holds_is_written_in_another_form(desk: Desk, form: str, expected: str) -> None:
    file = kept(desk, b'[{"b": "x", "a": 1}]', "application/json")

    assert done(desk, operation="format", format=form, value=file) == expected


def test_the_bytes_of_a_file_are_signed(desk: Desk) -> None:
    file = kept(desk, b"what do ya want for nothing?", "application/octet-stream")

    signed = done(desk, operation="hmac", key="Jefe", text=file)

    # RFC 4231, test case 2
    assert signed == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_nobodys_date_lies_in_a_file(desk: Desk) -> None:
    file = kept(desk, b"2026-07-01", "text/plain")

    with pytest.raises(DataInvalid, match="what is parsed must be a text"):
        done(desk, operation="parse", format="date", text=file)


@pytest.mark.parametrize(
    ("own", "error"),
    [
        ({"workspace": "other"}, "File.NotFound: there is no such file, or no longer: files go with their executions"),
        ({"workspace": None}, "File.InvalidRequest: files can only be used by an execution of a workspace"),
        ({"format": "csv", "operation": "format"}, "File.Invalid: the file cannot be read as json: it is no JSON (line 1, column 1)"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_a_clear_error(desk: Desk, own: dict[str, Any], error: str) -> None:
    file = kept(desk, b"x", "application/json")

    with pytest.raises(FileFailed) as raised:
        done(desk, **({"operation": "parse", "format": "json", "text": file, "value": file} | own))

    assert f"{type(raised.value).__name__}: {raised.value}" == error


@pytest.mark.parametrize(
    ("form", "content"), [("csv", b"a\n" + b"12345\n" * 60_000 + b'"'), ("jsonl", b"12345\n" * 60_000 + b"{")]
)
def test_a_file_is_not_parsed_beyond_what_a_state_carries(desk: Desk, form: str, content: bytes) -> None:
    """Its end is broken, which nobody learns."""
    file = kept(desk, content, "text/plain")

    with pytest.raises(ResultTooLarge, match="larger than 261120 bytes"):
        done(desk, operation="parse", format=form, text=file)
    with pytest.raises(TooLarge, match="more than 261,120 bytes"):
        desk.run("read", file=file, format=form)


def test_only_what_is_worked_on_names_a_file(desk: Desk) -> None:
    file = kept(desk, b"x", "text/plain")

    assert names_file({"operation": "hmac", "text": file})
    assert not names_file({"operation": "format", "text": file, "value": {"file": file}})
    assert not names_file({"text": file})
