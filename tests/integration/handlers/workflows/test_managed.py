"""Workflows that are kept in files: everybody else may start them, and change nothing."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client

START = {"id": "start", "type": "trigger"}
GIT = {"managed_by": "git"}


@pytest.fixture
def managed(client: Client) -> str:
    answer = client.call("create_workflow", body={"name": "A", "nodes": [START], **GIT})
    assert (answer.status, answer.data["managed_by"]) == (201, "git"), answer
    return str(answer.data["id"])


def test_who_does_not_come_from_there_changes_nothing(client: Client, managed: str) -> None:
    path = {"workflow_id": managed}
    first = {**path, "revision": "1"}
    client.call("update_workflow", path=path, body={"name": "B"}, query=GIT)
    refused: list[Any] = [
        client.call("update_workflow", path=path, body={"name": "C", **GIT}),
        client.call("update_workflow", path=path, body={"managed_by": None}),
        client.call("restore_revision", path=first, body={}),
        client.call("delete_workflow", path=path),
        client.call("delete_workflow", path=path, query={"force": "true"}),
    ]
    bulk = client.call("change_workflows", body={"action": "delete", "ids": [managed]}).data

    assert [answer.status for answer in refused] == [409] * 5
    assert {answer.code for answer in refused} == {"WORKFLOW_MANAGED"}
    assert "managed_by=git" in refused[0].content["error"]["message"]
    assert bulk["results"][0]["error"]["code"] == "WORKFLOW_MANAGED"
    assert client.call("get_workflow", path=path).data["name"] == "B"


def test_what_changes_nothing_and_what_is_no_content_is_everybodys(client: Client, managed: str) -> None:
    path = {"workflow_id": managed}

    assert client.call("update_workflow", path=path, body={"name": "A"}).status == 200
    assert client.call("restore_revision", path={**path, "revision": "1"}, body={}).status == 200
    assert client.call("set_workflow_status", path=path, body={"status": "active"}).status == 200
    copy = client.call("duplicate_workflow", path=path, body={}).data
    assert "managed_by" not in copy
    (listed,) = (each for each in client.call("list_workflows").data["workflows"] if each["id"] == managed)
    assert listed["managed_by"] == "git"


def test_from_there_it_is_changed_given_back_and_deleted(client: Client, managed: str) -> None:
    path = {"workflow_id": managed}

    assert client.call("update_workflow", path=path, body={"name": "B"}, query=GIT).status == 200
    restored = client.call("restore_revision", path={**path, "revision": "1"}, body={}, query=GIT)
    assert (restored.data["name"], restored.data["managed_by"]) == ("A", "git")
    freed = client.call("update_workflow", path=path, body={"managed_by": None}, query=GIT)
    assert "managed_by" not in freed.data
    difference = client.call("compare_revisions", path={**path, "revision": "1"}, query={}).data
    assert [change["path"] for change in difference["fields"]] == ["managed_by"]
    assert client.call("update_workflow", path=path, body={"name": "C", **GIT}).data["managed_by"] == "git"
    assert client.call("delete_workflow", path=path, query=GIT).status == 200


def test_an_unknown_manager_is_refused(client: Client, managed: str) -> None:
    path = {"workflow_id": managed}

    for query in ({"managed_by": "svn"}, {"managed_by": ""}):
        assert client.call("update_workflow", path=path, body={"name": "B"}, query=query).status == 400
    assert client.call("update_workflow", path=path, body={"managed_by": "svn"}, query=GIT).status == 400
