"""Code over files, with code that is a function of Python."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from exeoflow.model.file_reference import reference_of
from exeoflow.model.json import JsonObject
from exeoflow.service.files.coding import MAX_CALL_BYTES
from exeoflow.service.files.errors import FileInvalid, FileMissing, TooLarge
from exeoflow.service.files.operations import run_file_operation
from tests.fakes.files import FakeFiles, FakeObjects
from tests.fakes.time_and_chance import CountingIds


@dataclass
class Code:
    """Answers with what a function makes of the values; notes for whom it was asked."""

    function: Callable[[Any], Any] = lambda values: values
    asked: list[tuple[str, JsonObject]] = field(default_factory=list)

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        self.asked.append((workspace, asked))
        return {"output": self.function(asked["values"]), "logs": ["ran"]}


class Failing(Code):
    """Code that raises."""

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        super().run(workspace, asked)
        return {"error": {"code": "Code.Failed", "message": "no"}, "logs": []}


class Desk:
    """One execution of the workspace `acme`."""

    def __init__(self, code: Code | None = None) -> None:
        self.files = FakeFiles()
        self.ids = CountingIds()
        self.objects = FakeObjects()
        self.code_runs = code or Code()

    def run(self, operation: str, **given: Any) -> Any:
        payload = {"operation": operation, "workspace": "acme", "execution_id": "exec_1", **given}
        return run_file_operation(payload, self)

    def code(self, values: Any, **given: Any) -> Any:
        return self.run("code", code={"source": "return 1", "values": values}, **given)


def test_code_is_handed_what_the_files_of_its_input_hold() -> None:
    desk = Desk()
    rows = desk.run("write", value="a\n1\n", content_type="text/csv")
    text = desk.run("write", value="text")

    answer = desk.code({"input": {"rows": rows, "all": [text, 1]}, "nodes": {"a": rows}}, files="contents")

    expected = {"input": {"rows": [{"a": "1"}], "all": ["text", 1]}, "nodes": {"a": rows}}
    assert answer == {"output": expected, "logs": ["ran"]}
    assert desk.code_runs.asked == [("acme", {"source": "return 1", "values": expected})]


def test_a_reference_stays_one_unless_its_content_is_asked_for() -> None:
    desk = Desk()
    file = desk.run("write", value=1)

    assert desk.code({"input": file}, files="references", response="value")["output"] == {"input": file}


def test_what_code_returns_is_kept_as_a_file() -> None:
    desk = Desk(Code(lambda _: ["ä"] * 200_000))

    answer = desk.code({"input": 1}, response="file")

    reference = reference_of(answer["output"])
    assert reference is not None
    assert (reference.size, reference.content_type) == (1_000_001, "application/json")
    assert answer["logs"] == ["ran"]
    assert desk.code_runs.asked[0][1]["most_bytes"] == MAX_CALL_BYTES


def test_what_code_raises_is_no_file() -> None:
    desk = Desk(Failing())

    assert desk.code({"input": 1}, response="file")["error"] == {"code": "Code.Failed", "message": "no"}
    assert desk.files.stored == {}


def test_more_than_a_call_carries_is_told_with_the_bytes_and_the_way_out() -> None:
    desk = Desk()
    half = desk.run("write", value="x" * (MAX_CALL_BYTES // 2 + 1))

    with pytest.raises(TooLarge, match=r"files of more than 5,242,880 bytes: split them"):
        desk.code({"input": [half, half]}, files="contents")
    with pytest.raises(TooLarge, match=r"handed 5,242,9\d\d bytes of JSON, 5,242,880 are allowed: split"):
        desk.code({"input": "x" * MAX_CALL_BYTES}, response="file")
    assert desk.code_runs.asked == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_files_that_are_gone_forged_or_not_of_their_type_never_reach_code(place: int) -> None:
    desk = Desk()
    desk.files.put("other", "exec_9/secret", b"1")
    broken = desk.run("write", value="{", content_type="application/json")
    names = [
        ("exec_1/none", FileMissing),
        ("exec_9/secret", FileMissing),
        (broken["exeoflow:file"], FileInvalid),
    ]
    file_id, error = names[place]

    with pytest.raises(error):
        desk.code({"input": broken | {"exeoflow:file": file_id}}, files="contents")
    assert desk.code_runs.asked == []
