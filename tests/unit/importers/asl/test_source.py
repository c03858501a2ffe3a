"""Reading definitions, and what is said of them."""

import json
from typing import Any

import pytest

from exeoflow.importers.answers import ImportFormat
from exeoflow.importers.asl.reasons import REASONS
from exeoflow.importers.asl.source import Machine, machine_of
from exeoflow.importers.formats import Made, made_of
from exeoflow.importers.status import Status
from exeoflow.texts import LANGUAGES, Language
from exeoflow.texts.words import asl_reason_text
from tests.unit.importers.asl.machines import definition

ONE = definition({"Only": {"Type": "Succeed"}})


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"StartAt": "A", "States": {}},
        {"StartAt": {}, "States": {"A": {"Type": "Succeed"}}},
        {"StartAt": "A", "States": {"A": 1}},
        {"StartAt": "A", "States": {"A": {}}},
        {"definition": "{"},
        {"definition": "1"},
        {"nodes": [], "connections": {}},
    ],
)
def test_what_is_no_machine_is_refused(document: Any) -> None:
    found = machine_of(document)

    assert isinstance(found, tuple)
    assert [each.rule for each in found] == ["machine-of-nothing"]


def test_too_many_states_are_refused() -> None:
    found = machine_of(definition({f"s{number}": {"Type": "Succeed"} for number in range(1_001)}))

    assert isinstance(found, tuple)
    assert [each.rule for each in found] == ["export-too-large"]


def test_what_aws_answers_is_read() -> None:
    found = machine_of({"name": "pay", "definition": json.dumps(ONE), "status": "ACTIVE"})

    assert isinstance(found, Machine)
    assert found.name == "pay"


@pytest.mark.parametrize(
    ("name", "comment", "expected"),
    [
        ("pay", "Pays", "pay"),
        (" ", "Pays", "Pays"),
        ("\u200b", "", "State machine"),
        (1, None, "State machine"),
    ],
)
def test_a_machine_has_a_name_that_can_be_seen(name: Any, comment: Any, expected: str) -> None:
    found = machine_of({"name": name, "definition": json.dumps({**ONE, "Comment": comment})})

    assert isinstance(found, Machine)
    assert found.name == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_words(code: str, language: Language) -> None:
    text = asl_reason_text(code, language)

    assert text.message
    assert text.hint


THREE_STATES: dict[str, Any] = {
    "A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "Next": "B"},
    "B": {"Type": "Pass", "Output": {"id": "{% $states.context.Execution.Id %}"}, "Next": "C"},
    "C": {"Type": "Succeed"},
}


def test_the_report_counts_states_and_tells_why() -> None:
    made = made_of(ImportFormat.ASL, definition(THREE_STATES))
    assert isinstance(made, Made)

    report = made.report("en")

    assert report["summary"] == {"nodes": 3, "exact": 1, "approximated": 1, "unsupported": 1}
    assert report["nodes"][0] == {
        "name": "A",
        "type": "Task arn:aws:states:::ecs:runTask",
        "version": 1,
        "node_ids": ["a"],
        "status": Status.UNSUPPORTED,
        "reasons": [
            {
                "code": "integration",
                "message": "There is no node for “ecs:runTask”.",
                "what_to_do": "Replace the placeholder, for example by `lambda` or `http_request`.",
            }
        ],
    }
    assert report["expressions"]["total"] == 2


def test_states_of_like_names_have_nodes_of_their_own() -> None:
    states = {
        "Send it": {"Type": "Pass", "Next": "send_it"},
        "send_it": {"Type": "Pass", "Next": "1"},
        "1": {"Type": "Pass", "Next": "start"},
        "start": {"Type": "Pass", "End": True},
    }
    made = made_of(ImportFormat.ASL, definition(states))
    assert isinstance(made, Made)

    assert [each["id"] for each in made.workflow["nodes"]] == [
        "start",
        "send_it",
        "send_it_2",
        "state_1",
        "start_2",
    ]
