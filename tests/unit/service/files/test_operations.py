"""The operations of the node `file`, over files in memory."""

from typing import Any

import pytest

from exeoflow.model import json
from exeoflow.model.file_reference import MAX_FILE_BYTES
from exeoflow.model.json import Json
from exeoflow.model.state_room import VARIABLE
from exeoflow.service.files.errors import FileFailed, FileInvalid, FileMissing, RequestInvalid, TooLarge
from exeoflow.service.files.operations import MAX_PART_BYTES
from exeoflow.service.files.putting import put_object
from tests.unit.service.files.desk import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("value", "content", "content_type"),
    [
        ('name;age\n"Ada";36\n', b'name;age\n"Ada";36\n', "text/plain; charset=utf-8"),
        ({"a": ["ä", 1.5, None]}, '{"a":["ä",1.5,null]}'.encode(), "application/json"),
        (None, b"null", "application/json"),
        ("\ud83d", b"?", "text/plain; charset=utf-8"),
    ],
)
def test_what_is_written_is_read_again(desk: Desk, value: Json, content: bytes, content_type: str) -> None:
    file = desk.run("write", value=value)

    assert desk.content(file) == content
    assert (file["size"], file["content_type"]) == (len(content), content_type)
    assert desk.run("read", file=file) == ("?" if value == "\ud83d" else value)


@pytest.mark.parametrize(
    ("content_type", "text", "value"),
    [
        ("text/csv", "a;b\n1;2\n", [{"a": "1", "b": "2"}]),
        ("application/xml", "<a><b>1</b></a>", {"a": {"b": "1"}}),
        ("application/json", "[12345678901234567890]", ["12345678901234567890"]),
        ("text/html", "<p>a", "<p>a"),
        ("application/pdf", "%PDF", "JVBERg=="),
        ("application/x-own; charset=utf-8", "ä", "ä"),
    ],
)
def test_a_file_is_read_by_its_type(desk: Desk, content_type: str, text: str, value: Json) -> None:
    assert desk.run("read", file=desk.run("write", value=text, content_type=content_type)) == value


def test_a_file_that_is_not_of_its_type_is_refused(desk: Desk) -> None:
    file = desk.run("write", value="{", content_type="application/json")

    with pytest.raises(FileInvalid, match="cannot be read as json"):
        desk.run("read", file=file)


def test_a_list_is_split_into_lists_and_joined_again(desk: Desk) -> None:
    items = [{"n": number} for number in range(7)]

    parts = desk.run("split", file=desk.run("write", value=items), size=3)
    joined = desk.run("join", files=[*parts, [{"n": 7}], "single", desk.run("write", value="text")])

    assert [desk.run("read", file=part) for part in parts] == [items[:3], items[3:6], items[6:]]
    assert desk.run("read", file=joined) == [*items, {"n": 7}, "single", "text"]
    assert desk.run("read", file=desk.run("join", files={"n": 1})) == [{"n": 1}]


def test_empty_lists_join_to_what_the_others_have(desk: Desk) -> None:
    assert desk.run("read", file=desk.run("join", files=[[], [1], [], [2, 3]])) == [1, 2, 3]
    assert desk.run("read", file=desk.run("join", files=[[], []])) == []


def test_what_no_file_could_hold_is_not_read_to_its_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    half = desk.run("write", value=["x" * 500])
    monkeypatch.setattr("exeoflow.service.files.execution_files.MAX_FILE_BYTES", 1000)

    with pytest.raises(TooLarge):
        desk.run(
            "join", files=[half, half, half, {"exeoflow:file": "exec_1/none", "size": 1, "content_type": ""}]
        )


def test_a_part_has_no_more_than_a_state_can_carry(desk: Desk) -> None:
    large = "x" * (MAX_PART_BYTES // 2)

    parts = desk.run("split", file=desk.run("write", value=[large, large, large * 3, 1, 2]), size=1000)

    assert [len(desk.content(part) or b"") for part in parts] == [100_004, 100_004, 300_004, 5]


def test_a_list_may_lie_within_a_file(desk: Desk) -> None:
    file = desk.run("write", value={"data": {"rows": [1, 2]}, "none": []})

    assert len(desk.run("split", file=file, items="data.rows", size=1)) == 2
    assert desk.run("split", file=file, items="none", size=1) == []
    with pytest.raises(FileInvalid, match="no list at data"):
        desk.run("split", file=file, items="data", size=1)
    with pytest.raises(FileInvalid, match="no list in the file"):
        desk.run("split", file=file, size=1)


def test_what_no_state_could_carry_is_told_with_the_way_out(desk: Desk) -> None:
    file = desk.run("write", value=["x" * 300_000])

    with pytest.raises(TooLarge, match=r"more than 261,120 bytes of JSON: split the file"):
        desk.run("read", file=file)


def test_as_many_parts_are_kept_as_a_state_can_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file = desk.run("write", value=list(range(10)))
    parts = desk.run("split", file=file, size=1)
    room = len(json.write(parts))
    before = len(desk.files.stored)

    monkeypatch.setenv(VARIABLE, str(room + 1024))
    assert len(desk.run("split", file=file, size=1)) == 10
    monkeypatch.setenv(VARIABLE, str(room + 1023))
    with pytest.raises(TooLarge, match=f"more than {room - 1:,} bytes of JSON: make `size` larger"):
        desk.run("split", file=file, size=1)

    assert len(desk.files.stored) == before + 10 + 9


@pytest.mark.parametrize(
    ("form", "content"),
    [("csv", b'i;n\r\n1;"a\r\nb"\r3;c\n'), ("jsonl", b'{"i":"1","n":"a\\r\\nb"}\n\n{"i":"3","n":"c"}')],
)
def test_rows_are_gone_over_without_being_all_there(desk: Desk, form: str, content: bytes) -> None:
    desk.files.put("acme", "exec_1/file_9", content)
    file = {"exeoflow:file": "exec_1/file_9", "size": len(content), "content_type": "a/b"}

    parts = desk.run("split", file=file, size=1, format=form)

    rows = [desk.run("read", file=each) for each in parts]
    assert rows == [[{"i": "1", "n": "a\r\nb"}], [{"i": "3", "n": "c"}]]
    assert desk.run("read", file=file, format=form) == [row for [row] in rows]


@pytest.mark.parametrize(
    ("form", "content", "message"),
    [
        ("csv", b'a\n1\n"', r"the file cannot be read as csv: it is no CSV \(line 3\)"),
        ("jsonl", b"1\n{", r"the file cannot be read as jsonl: line 2: it is no JSON"),
    ],
)
def test_a_fault_behind_good_rows_is_told(desk: Desk, form: str, content: bytes, message: str) -> None:
    desk.files.put("acme", "exec_1/file_9", content)
    file = {"exeoflow:file": "exec_1/file_9", "size": len(content), "content_type": "a/b"}

    with pytest.raises(FileInvalid, match=message):
        desk.run("split", file=file, size=1, format=form)


def test_a_file_has_a_bound(desk: Desk) -> None:
    with pytest.raises(TooLarge, match="larger than 64 MiB"):
        desk.run("write", value="x" * (MAX_FILE_BYTES + 1))


def test_a_file_of_another_workspace_or_of_long_ago_is_not_found(desk: Desk) -> None:
    file = desk.run("write", value=1)

    with pytest.raises(FileMissing):
        desk.run("read", file=file, workspace="other")


@pytest.mark.parametrize(
    "file",
    [
        "exec_1/file_1",
        {"exeoflow:file": "../other/exec_1/file_1", "size": 1, "content_type": "text/plain"},
        {"exeoflow:file": "exec_1/../file_1", "size": 1, "content_type": "text/plain"},
        {"exeoflow:file": "exec_1/file_1"},
        None,
    ],
)
def test_what_names_no_file_reaches_none(desk: Desk, file: object) -> None:
    with pytest.raises(RequestInvalid, match="is no file"):
        desk.run("read", file=file)


def test_an_object_becomes_a_file_and_a_file_an_object(desk: Desk) -> None:
    place = {"Bucket": "own", "Key": "a.csv"}
    desk.objects.put("own", "a.csv", "a;b\n1;2\n", "text/csv")

    found = desk.run("fetch", **place)
    payload = {
        "Bucket": "own",
        "Key": "b.csv",
        "Body": found["file"],
        "workspace": "acme",
        "execution_id": "e",
    }
    etag = put_object(payload, desk)

    assert (found["size"], found["content_type"]) == (8, "text/csv")
    assert desk.run("read", file=found["file"]) == [{"a": "1", "b": "2"}]
    assert desk.objects.stored["own", "b.csv"] == (b"a;b\n1;2\n", "text/csv")
    assert etag == found["etag"]


def test_what_is_no_file_is_put_as_it_is(desk: Desk) -> None:
    old = {"Bucket": "own", "Key": "a", "Body": desk.run("write", value="text"), "ContentType": "a/b"}

    put_object(old, desk)
    put_object({**old, "Key": "b", "Body": "text", "workspace": "acme"}, desk)
    put_object({**old, "Key": "c", "workspace": "acme", "execution_id": "e"}, desk)

    assert desk.objects.stored["own", "a"][0] == json.write(old["Body"]).encode()
    assert [desk.objects.stored["own", key] for key in "bc"] == [(b"text", "a/b")] * 2


def test_an_object_that_no_file_could_hold_is_not_read(desk: Desk) -> None:
    desk.objects.put("own", "a", bytes(MAX_FILE_BYTES + 1), None)

    with pytest.raises(TooLarge, match="larger than 64 MiB"):
        desk.run("fetch", Bucket="own", Key="a")


def test_files_that_cannot_be_reached_are_told_so(desk: Desk) -> None:
    desk.files.is_out_of_order = True

    with pytest.raises(FileFailed) as error:
        desk.run("write", value=1)

    assert type(error.value).__name__ == "File.Unavailable"


@pytest.mark.parametrize(
    "given",
    [
        {"operation": "delete"},
        {"operation": "split", "size": 0},
        {"operation": "split", "size": 10_001},
        {"operation": "split", "size": "3"},
        {"operation": "read", "workspace": "acme/other"},
        {"operation": "read", "workspace": None},
    ],
)
def test_a_wrong_request_is_refused(desk: Desk, given: dict[str, Any]) -> None:
    with pytest.raises(FileFailed) as error:
        desk.run(**given)

    assert type(error.value).__name__ == "File.InvalidRequest"


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("csv", "a;b\n1;2\n", [{"a": "1", "b": "2"}]),
        ("jsonl", '{"a":1}\r\n\n[2]\n', [{"a": 1}, [2]]),
        ("jsonl", "", []),
        ("xml", "<a>ä</a>", {"a": "ä"}),
        ("json", "[1]", [1]),
        ("text", "[1]", "[1]"),
    ],
)
def test_a_form_says_what_a_file_holds_whatever_its_type(
    desk: Desk, form: str, text: str, value: Json
) -> None:
    file = desk.run("write", value=text, content_type="application/octet-stream")

    assert desk.run("read", file=file, format=form) == value


def test_a_form_is_read_in_the_character_set_that_the_type_says(desk: Desk) -> None:
    reference = {"exeoflow:file": "exec_1/a", "size": 4, "content_type": "text/plain; charset=iso-8859-1"}
    desk.files.put("acme", "exec_1/a", "a\nä".encode("iso-8859-1"))

    assert desk.run("read", file=reference, format="csv") == [{"a": "ä"}]


_ROWS = [{"a": 1, "b": "x,y"}, {"a": None, "c": [1]}]


@pytest.mark.parametrize(
    ("form", "content_type", "content"),
    [
        ("csv", "text/csv; charset=utf-8", b'a,b,c\r\n1,"x,y",\r\n,,[1]\r\n'),
        ("jsonl", "application/x-ndjson", b'{"a":1,"b":"x,y"}\n{"a":null,"c":[1]}\n'),
        ("json", "application/json", b'[{"a":1,"b":"x,y"},{"a":null,"c":[1]}]'),
    ],
)
def test_lists_are_written_and_joined_in_a_form(
    desk: Desk, form: str, content_type: str, content: bytes
) -> None:
    parts = desk.run("split", file=desk.run("write", value=_ROWS), size=1)

    for file in (desk.run("write", value=_ROWS, format=form), desk.run("join", files=parts, format=form)):
        assert (desk.content(file), file["content_type"]) == (content, content_type)
        assert desk.run("split", file=file, size=2) != []


def test_what_has_a_form_is_written_in_it(desk: Desk) -> None:
    assert desk.content(desk.run("write", value={"a": 1}, format="csv")) == b"a\r\n1\r\n"
    assert desk.content(desk.run("write", value=[], format="csv")) == b""
    assert "<a>ä</a>".encode() in (desk.content(desk.run("write", value={"a": "ä"}, format="xml")) or b"")
    assert desk.content(desk.run("write", value="a", format="json")) == b'"a"'
    assert desk.content(desk.run("write", value=[1], format="text")) == b"[1]"


@pytest.mark.parametrize(
    ("operation", "given", "message"),
    [
        ("write", {"value": [1], "format": "xml"}, "XML needs an object with the name of its root"),
        ("write", {"value": {"a": 1, "b": 2}, "format": "xml"}, "cannot be written as xml: it is no XML"),
        ("write", {"value": [1], "format": "csv"}, "cannot be written as csv: a table needs"),
        ("write", {"value": [1], "format": "pdf"}, "format must be one of json, jsonl, csv, xml, text"),
        ("join", {"files": [[1]], "format": "xml"}, "joined as json, jsonl or csv"),
    ],
)
def test_what_has_no_such_form_is_told(desk: Desk, operation: str, given: Any, message: str) -> None:
    with pytest.raises((FileInvalid, RequestInvalid), match=message):
        desk.run(operation, **given)


def test_a_line_that_is_no_json_is_told_with_its_number(desk: Desk) -> None:
    file = desk.run("write", value='{"a":1}\n{"a":\n', content_type="application/x-ndjson")

    with pytest.raises(FileInvalid, match="as jsonl: line 2: "):
        desk.run("split", file=file, size=1)
