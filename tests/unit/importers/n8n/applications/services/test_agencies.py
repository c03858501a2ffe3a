"""HighLevel, whose two versions speak to two interfaces."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran

NEWER = "https://services.leadconnectorhq.com"
OLDER = "https://rest.gohighlevel.com/v1"
FOUND = {"contact": {"id": "c"}}
DATE = "2026-01-01T10:00:00.000Z"
TASK = {"resource": "task", "contactId": "c d"}


@pytest.mark.parametrize(
    ("version", "url", "more"),
    [
        (1, f"{OLDER}/contacts", {}),
        (2, f"{NEWER}/contacts/upsert/", {"locationId": "<location id>"}),
    ],
)
def test_a_contact_is_made_where_the_version_makes_it(version: float, url: str, more: dict[str, str]) -> None:
    fields = {"tags": "x, y", "firstName": "F"}

    done = imported(base("call", "highLevel", {"email": "e", "additionalFields": fields}, version))
    outcome, [request] = ran(done, [{}], [FOUND])

    assert (request["method"], request["url"]) == ("POST", url)
    assert request["body"] == {"email": "e", "firstName": "F", "tags": ["x", "y"], **more}
    assert request.get("headers") == ({"Version": "2021-07-28"} if version == 2 else None)
    assert outcome.output == [{"id": "c"}]


@pytest.mark.parametrize(
    ("parameters", "answer", "expected"),
    [
        ({"title": "t", "dueDate": DATE}, {"id": 1}, [{"id": 1, "contactId": "c d"}]),
        ({"operation": "getAll"}, {"tasks": [{"id": 1}]}, [{"id": 1, "contactId": "c d"}]),
    ],
)
def test_a_task_has_the_contact_that_it_belongs_to(
    parameters: dict[str, Any], answer: Any, expected: Any
) -> None:
    outcome, [request] = ran(imported(base("call", "highLevel", {**TASK, **parameters}, 2)), [{}], [answer])

    assert request["url"] == f"{NEWER}/contacts/c%20d/tasks/"
    assert outcome.output == expected


def test_a_task_that_is_changed_keeps_its_title_and_its_date() -> None:
    changed = {"operation": "update", "taskId": "t", "updateFields": {"completed": True}}

    done = imported(base("call", "highLevel", {**TASK, **changed}, 2))
    _, [_, request] = ran(done, [{}], [{"task": {"title": "T", "dueDate": DATE}}, {"id": "t"}])

    assert request["body"] == {"title": "T", "dueDate": "2026-01-01T10:00:00Z", "completed": True}


def test_what_the_older_version_does_otherwise_is_told() -> None:
    done = imported(base("call", "highLevel", {"resource": "opportunity", "title": "t"}, 1))

    assert [str(each.status) for each in done.nodes if each.node.name == "call"] == ["unsupported"]
