"""Nodes that send a message and wait for its answer ask people."""

import json
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from exeoflow.model.approval import REJECTED
from tests.oracle.interpreter.environment import Answer, Failure, Reply
from tests.oracle.json_value import Json
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.families.files.test_files import base, imported
from tests.unit.importers.n8n.machines import imported_machine

APPROVED = Answer(1.0, {"decision": "approved", "data": None, "decided_at": "now"})
REFUSED = Failure(1.0, REJECTED, json.dumps({"decision": "rejected", "data": None, "decided_at": "now"}))
NOBODY = Failure(1.0, "States.Timeout", "")


class People:
    """Answers what is asked, and remembers it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[Any] = []

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        del node_id, attempt
        self.asked.append(request)
        return self.reply


def asked(kind: str, parameters: dict[str, Any]) -> Import:
    return imported(base("ask", kind, {"operation": "sendAndWait", **parameters}), base("end", "noOp", {}))


def ran(done: Import, reply: Reply) -> tuple[Any, list[Any]]:
    people = People(reply)
    trace = simulate(imported_machine(done), [{"n": 1}, {"n": 2}], people)
    return trace.outcome.output, people.asked


@pytest.mark.parametrize(
    ("kind", "parameters", "message"),
    [
        ("gmail", {"subject": "Pay?", "message": "=Pay {{ $json.n }}?"}, "Pay?\n\nPay 1?"),
        ("telegram", {"chatId": "7", "message": "=Pay {{ $json.n }}?"}, "Pay 1?"),
        ("slack", {"user": {"value": "U1"}, "message": "=Pay {{ $json.n }}?"}, "Pay 1?"),
        ("emailSend", {"toEmail": "a@example.com", "message": "=Pay {{ $json.n }}?"}, "Pay 1?"),
    ],
)
@pytest.mark.parametrize(
    ("reply", "output"),
    [
        (APPROVED, [{"data": {"approved": True}}]),
        (REFUSED, [{"data": {"approved": False}}]),
        (NOBODY, [{"n": 1}, {"n": 2}]),
    ],
)
def test_people_are_asked_once_about_the_first_item(
    kind: str, parameters: dict[str, Any], message: str, reply: Reply, output: Any
) -> None:
    done = asked(kind, parameters)

    found, [question] = ran(done, reply)

    assert found == output
    assert question["message"] == message
    [reason] = done.nodes[1].reasons
    assert reason.code == "asked-here"


@pytest.mark.parametrize(
    ("written", "output"), [({"a": 1}, [{"data": {"a": 1}}]), ("yes", [{"data": {"text": "yes"}}])]
)
def test_what_people_write_comes_with_a_call(written: Json, output: Any) -> None:
    done = asked("gmail", {"subject": "Why?", "message": "Why?", "responseType": "freeText"})

    found, _ = ran(done, Answer(1.0, written))

    assert found == output


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        ({}, 31_536_000),
        ({"resumeAmount": 45, "resumeUnit": "minutes"}, 2_700),
        ({"limitType": "atSpecifiedTime", "maxDateAndTime": "2030-01-01"}, 31_536_000),
    ],
)
def test_the_time_for_an_answer_may_be_limited(limit: dict[str, Any], seconds: int) -> None:
    done = asked("gmail", {"message": "?", "options": {"limitWaitTime": {"values": limit}}})

    [config] = [node["config"] for node in done.workflow["nodes"] if node["type"] == "approval"]
    assert config["timeout"] == seconds
