"""Triggers ask for what is new since they asked last."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import
from tests.oracle.interpreter.environment import Answer, Reply
from tests.oracle.json_value import Json
from tests.unit.importers.n8n.families.files.test_files import base
from tests.unit.importers.n8n.machines import import_of
from tests.unit.importers.n8n.test_static_data import Table, played

POLLED = {"pollTimes": {"item": [{"mode": "everyX", "unit": "minutes", "value": 5}]}}


@dataclass(slots=True)
class Service(Table):
    """A service that answers by address, beside the table."""

    answers: dict[str, list[Any]] = field(default_factory=dict)
    asked: list[Any] = field(default_factory=list)

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer the next of an address."""
        if not isinstance(request, Mapping) or "url" not in request:
            return Table.answer(self, node_id, request, attempt)
        self.asked.append(request)
        return Answer(0.0, {"status": 200, "headers": {}, "body": self.answers[request["url"]].pop(0)})


def polling(kind: str, parameters: dict[str, Any]) -> Import:
    nodes = [base("look", kind, {**POLLED, **parameters}), base("end", "noOp", {})]
    return import_of(
        {
            "name": "x",
            "nodes": nodes,
            "connections": {"look": {"main": [[{"node": "end", "type": "main", "index": 0}]]}},
        }
    )


def codes(done: Import) -> list[str]:
    return [each.code for each in done.nodes[0].reasons]


FILES = "https://www.googleapis.com/drive/v3/files"


def test_what_is_there_at_first_is_old_and_each_item_comes_once() -> None:
    done = polling(
        "googleDriveTrigger",
        {
            "event": "fileCreated",
            "triggerOn": "specificFolder",
            "folderToWatch": {"__rl": True, "value": "f"},
        },
    )
    lists = [["a"], ["b", "a"], ["b", "a"], ["c", "d", "b"], []]
    service = Service(answers={FILES: [{"files": [{"id": each} for each in ids]} for ids in lists]})

    found = played(done, service, [], [], [], [], [])

    assert found == [[], [{"id": "b"}], [], [{"id": "c"}, {"id": "d"}], []]
    assert service.asked[0]["query"]["q"] == "'f' in parents and trashed = false"
    [row] = service.rows.values()
    assert json.loads(row["data"]["S"]) == ["c", "d", "b", "a"]
    [trigger] = [each for each in done.workflow["nodes"] if each["type"] == "trigger"]
    assert trigger["config"] == {"mode": "schedule", "rate": "5 minutes"}
    assert "polled" in codes(done)


MAILS = "https://gmail.googleapis.com/gmail/v1/users/me/messages"


MAIL = {
    "id": "2",
    "snippet": "He",
    "payload": {
        "mimeType": "multipart/mixed",
        "headers": [{"name": "From", "value": "a@example.com"}, {"name": "subject", "value": "Hi"}],
        "parts": [
            {"mimeType": "text/plain", "body": {"data": urlsafe_b64encode(b"Hello?>").decode()}},
        ],
    },
}


def test_a_mail_is_asked_for_by_itself() -> None:
    done = polling("gmailTrigger", {"filters": {"q": "is:unread"}})
    service = Service(
        answers={
            MAILS: [{"messages": [{"id": "1"}]}, {"messages": [{"id": "2"}, {"id": "1"}]}, {}],
            f"{MAILS}/2": [MAIL],
        }
    )

    found = played(done, service, [], [], [])

    [[item]] = [each for each in found if each]
    assert (item["id"], item["snippet"], item["Subject"]) == ("2", "He", "Hi")
    assert (item["From"], item["from"], item["text"]) == (
        "a@example.com",
        {"text": "a@example.com"},
        "Hello?>",
    )
    assert "html" not in item
    assert service.asked[0]["query"] == {"maxResults": "50", "q": "is:unread"}


def test_a_record_is_new_when_its_field_is() -> None:
    done = polling(
        "airtableTrigger",
        {
            "baseId": {"__rl": True, "value": "b"},
            "tableId": {"__rl": True, "value": "t"},
            "triggerField": "changed",
        },
    )
    one, other = ({"id": "r", "fields": {"changed": each}} for each in ("1", "2"))
    service = Service(
        answers={"https://api.airtable.com/v0/b/t": [{"records": [each]} for each in (one, one, other)]}
    )

    assert played(done, service, [], [], []) == [[], [], [other]]


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("googleDriveTrigger", {"event": "fileUpdated"}),
        ("gmailTrigger", {"options": {"downloadAttachments": True}}),
        ("notionTrigger", {"event": "pagedUpdatedInDatabase"}),
    ],
)
def test_what_is_not_asked_for_is_called_by_hand(kind: str, parameters: dict[str, Any]) -> None:
    assert codes(polling(kind, parameters)) == ["trigger-by-hand"]


def test_a_service_is_asked_at_each_of_several_times() -> None:
    done = polling("gmailTrigger", {"pollTimes": {"item": [{"mode": "everyHour"}, {"mode": "everyDay"}]}})

    times = [each["config"]["cron"] for each in done.workflow["nodes"] if each["type"] == "trigger"]
    assert times == ["0 * * * *", "0 14 * * *"]
    assert isinstance(compile_workflow(done.workflow), CompiledWorkflow)
