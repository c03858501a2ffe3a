"""Pydantic's errors as diagnostics."""

from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from exeoflow.diagnostics import field_diagnostics, render
from exeoflow.diagnostics.path import join_path
from exeoflow.model.scalars import Number, Whole
from exeoflow.model.workflows.workflow import Workflow


class _Body(BaseModel):
    text: Annotated[str, Field(min_length=2, max_length=3, pattern="^a")] = "ab"
    page: Annotated[int, Field(gt=0, lt=10)] = 1
    ratio: Number = 1
    entries: Annotated[list[int], Field(min_length=2, max_length=3)] = Field(default=[1, 2])
    word: Literal["a", "b"] = "a"
    at: AwareDatetime | None = None
    day: datetime | None = None
    either: Whole | Literal["all"] = 1
    options: dict[str, int] = Field(default={})


def _diagnostics(document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as raised:
        _Body.model_validate(document)
    return [(item.rule, item.path) for item in field_diagnostics(raised.value, document)]


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        ({"text": 1}, [("field-not-string", "text")]),
        ({"text": ""}, [("field-too-short", "text")]),
        ({"text": "abcd"}, [("field-too-long", "text")]),
        ({"text": "bb"}, [("field-pattern", "text")]),
        ({"text": "\ud800b"}, [("field-not-unicode", "text")]),
        ({"page": "x"}, [("field-not-integer", "page")]),
        ({"page": 0}, [("field-too-small", "page")]),
        ({"page": 10}, [("field-too-large", "page")]),
        ({"ratio": float("nan")}, [("field-not-number", "ratio")]),
        ({"entries": [1]}, [("field-too-few", "entries")]),
        ({"entries": [1, 2, 3, 4]}, [("field-too-many", "entries")]),
        ({"entries": [1, "x"]}, [("field-not-integer", "entries[1]")]),
        ({"word": "c"}, [("field-choice", "word")]),
        ({"at": "2024-01-01T00:00:00"}, [("field-not-timestamp", "at")]),
        ({"day": "now"}, [("field-not-timestamp", "day")]),
        ({"options": {"a": "x"}}, [("field-not-integer", "options.a")]),
        ({"either": "x"}, [("field-not-integer", "either"), ("field-choice", "either")]),
        ({"day": []}, [("field-not-timestamp", "day")]),
    ],
)
def test_each_error_has_a_rule(document: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert _diagnostics(document) == faults


def test_an_error_without_a_rule_of_its_own_is_still_a_diagnostic() -> None:
    class Odd(BaseModel):
        value: bytes

    with pytest.raises(ValidationError) as raised:
        Odd.model_validate({"value": 1})

    (diagnostic,) = field_diagnostics(raised.value, {"value": 1})
    assert diagnostic.rule == "field-invalid"


def test_a_diagnostic_says_where_its_document_stands() -> None:
    with pytest.raises(ValidationError) as raised:
        _Body.model_validate({"word": "c"})

    (diagnostic,) = field_diagnostics(raised.value, {"word": "c"}, at=("nodes", 3, "config"), node_id="n")

    assert render(diagnostic, "de") == {
        "rule": "field-choice",
        "severity": "error",
        "path": "nodes[3].config.word",
        "node_id": "n",
        "message": "„word“ hat keinen der erlaubten Werte.",
        "hint": "Erlaubt sind: 'a', 'b'.",
    }


def test_names_of_an_authors_own_are_cut() -> None:
    document = {"x" * 500: 1}
    with pytest.raises(ValidationError) as raised:
        Workflow.model_validate(document)

    (diagnostic,) = field_diagnostics(raised.value, document)

    assert diagnostic.path == "x" * 100 + "…"


def test_a_document_that_is_no_object_is_one_fault() -> None:
    with pytest.raises(ValidationError) as raised:
        Workflow.model_validate([1])

    assert [(item.rule, item.path) for item in field_diagnostics(raised.value, [1])] == [
        ("field-not-object", "")
    ]


def test_an_empty_part_adds_nothing_to_a_path() -> None:
    assert join_path("nodes", 0, "", "x") == "nodes[0].x"
