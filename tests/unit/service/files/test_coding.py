"""Code over files, with code that is a function of Python."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from exeoflow.model.file_reference import reference_of
from exeoflow.model.json import JsonObject
from exeoflow.service.files.coding import MAX_CALL_BYTES
from exeoflow.service.files.errors import FileInvalid, FileMissing, TooLarge
from tests.unit.service.files.desk import Desk


@dataclass
class Coder:
    """Answers with what a function makes of the values; notes for whom it was asked."""

    function: Callable[[Any], Any] = lambda values: values
    asked: list[tuple[str, JsonObject]] = field(default_factory=list)

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        self.asked.append((workspace, asked))
        return {"output": self.function(asked["values"]), "logs": ["ran"]}


class Failing(Coder):
    """Code that raises."""

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        super().run(workspace, asked)
        return {"error": {"code": "Code.Failed", "message": "no"}, "logs": []}


def code(desk: Desk, values: Any, **given: Any) -> Any:
    """Have code work on values."""
    return desk.run("code", code={"source": "return 1", "values": values}, **given)


def test_code_is_handed_what_the_files_of_its_input_hold() -> None:
    desk = Desk(coder := Coder())
    rows = desk.run("write", value="a\n1\n", content_type="text/csv")
    text = desk.run("write", value="text")

    answer = code(desk, {"input": {"rows": rows, "all": [text, 1]}, "nodes": {"a": rows}}, files="contents")

    expected = {"input": {"rows": [{"a": "1"}], "all": ["text", 1]}, "nodes": {"a": rows}}
    assert answer == {"output": expected, "logs": ["ran"]}
    assert coder.asked == [("acme", {"source": "return 1", "values": expected})]


def test_a_reference_stays_one_unless_its_content_is_asked_for() -> None:
    desk = Desk(Coder())
    file = desk.run("write", value=1)

    assert code(desk, {"input": file}, files="references", response="value")["output"] == {"input": file}


def test_what_code_returns_is_kept_as_a_file() -> None:
    desk = Desk(coder := Coder(lambda _: ["ä"] * 200_000))

    answer = code(desk, {"input": 1}, response="file")

    reference = reference_of(answer["output"])
    assert reference is not None
    assert (reference.size, reference.content_type) == (1_000_001, "application/json")
    assert answer["logs"] == ["ran"]
    assert coder.asked[0][1]["most_bytes"] == MAX_CALL_BYTES


def test_what_code_raises_is_no_file() -> None:
    desk = Desk(Failing())

    assert code(desk, {"input": 1}, response="file")["error"] == {"code": "Code.Failed", "message": "no"}
    assert desk.files.stored == {}


def test_more_than_a_call_carries_is_told_with_the_bytes_and_the_way_out() -> None:
    desk = Desk(coder := Coder())
    half = desk.run("write", value="x" * (MAX_CALL_BYTES // 2 + 1))

    with pytest.raises(TooLarge, match=r"files of more than 5,242,880 bytes: split them"):
        code(desk, {"input": [half, half]}, files="contents")
    with pytest.raises(TooLarge, match=r"handed 5,242,9\d\d bytes of JSON, 5,242,880 are allowed: split"):
        code(desk, {"input": "x" * MAX_CALL_BYTES}, response="file")
    assert coder.asked == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_files_that_are_gone_forged_or_not_of_their_type_never_reach_code(place: int) -> None:
    desk = Desk(coder := Coder())
    desk.files.put("other", "exec_9/secret", b"1")
    broken = desk.run("write", value="{", content_type="application/json")
    names = [
        ("exec_1/none", FileMissing),
        ("exec_9/secret", FileMissing),
        (broken["exeoflow:file"], FileInvalid),
    ]
    file_id, error = names[place]

    with pytest.raises(error):
        code(desk, {"input": broken | {"exeoflow:file": file_id}}, files="contents")
    assert coder.asked == []
