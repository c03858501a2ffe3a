"""Files are packed into archives and taken out of them, over files in memory."""

import base64
from typing import Any

import pytest

from exeoflow.content import archives
from exeoflow.service.files.errors import FileFailed, FileInvalid, FileMissing, RequestInvalid, TooLarge
from tests.unit.service.files.desk import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


def text(desk: Desk, value: str = "abc", content_type: str = "text/csv; charset=utf-8") -> Any:
    return desk.run("write", value=value, content_type=content_type)


def test_files_are_packed_by_their_names_and_taken_out(desk: Desk) -> None:
    packed = desk.run("compress", files={"a.csv": text(desk), "b.json": text(desk, "{}")})

    found = desk.run("extract", file=packed)

    assert packed["content_type"] == "application/zip"
    assert [each["name"] for each in found] == ["a.csv", "b.json"]
    assert [each["file"]["content_type"] for each in found] == ["text/csv", "application/json"]
    assert [desk.content(each["file"]) for each in found] == [b"abc", b"{}"]


@pytest.mark.parametrize("form", ["zip", "tar", "tar_gz"])
def test_files_without_names_are_numbered(desk: Desk, form: str) -> None:
    sent = {"content": base64.b64encode(b"x").decode(), "encoding": "base64"}

    packed = desk.run("compress", files=[text(desk), {"name": "own", "file": text(desk)}, sent], format=form)

    assert [each["name"] for each in desk.run("extract", file=packed)] == ["file_1.csv", "own", "file_3"]


def test_one_file_is_packed_alone_and_goes_as_base64(desk: Desk) -> None:
    packed = desk.run("compress", files=text(desk), format="gzip", response="base64")
    named = desk.run("compress", files={"name": "a", "file": text(desk)}, response="base64")

    [found] = desk.run("extract", file=packed, response="base64")

    assert packed["content_type"] == "application/gzip"
    assert found["name"] is None
    assert found["file"]["content"] == base64.b64encode(b"abc").decode()
    assert [each["name"] for each in desk.run("extract", file=named)] == ["a"]


@pytest.mark.parametrize(
    ("operation", "given", "error", "said"),
    [
        ("extract", {"file": "AAAA"}, FileInvalid, "no archive"),
        ("compress", {"files": 5}, RequestInvalid, "is no file"),
        ("compress", {"files": {"a": "AAAA"}, "format": "rar"}, RequestInvalid, "compressed as zip"),
        ("compress", {"files": {"a": "AAAA", "b": "AAAA"}, "format": "gzip"}, RequestInvalid, "one file"),
        ("compress", {"files": {"": "AAAA"}}, RequestInvalid, "a name of its own"),
        ("compress", {"files": [{"name": "a", "file": "AAAA"}] * 2}, RequestInvalid, "a name of its own"),
    ],
)
def test_what_cannot_be_done_is_told(
    desk: Desk, operation: str, given: dict[str, Any], error: type[FileFailed], said: str
) -> None:
    with pytest.raises(error, match=said):
        desk.run(operation, **given)


def test_what_is_too_much_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = desk.run("compress", files={"a": text(desk)})
    monkeypatch.setattr(archives, "MAX_BYTES", 2)

    with pytest.raises(TooLarge, match="more than 2 bytes"):
        desk.run("extract", file=packed)


def test_no_file_of_another_workspace_is_packed(desk: Desk) -> None:
    with pytest.raises(FileMissing):
        desk.run("compress", files=[desk.run("write", value="a", workspace="other")])
