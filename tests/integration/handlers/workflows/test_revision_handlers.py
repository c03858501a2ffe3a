"""Revisions through the real handlers: listed, read, compared, brought back; and what is sent back whole."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client, make_client

START = {"id": "start", "type": "trigger", "position": {"x": 0, "y": 0}}
GREET = {"id": "greet", "type": "set", "config": {"values": {"text": "Hallo", "list": [1, 2]}}}
GRAPH = {"nodes": [START, GREET], "connections": [{"source": "start", "target": "greet"}]}


def path_of(workflow_id: str, revision: int | str) -> dict[str, str]:
    return {"workflow_id": workflow_id, "revision": str(revision)}


def created(client: Client, **changes: Any) -> Any:
    answer = client.call("create_workflow", body={"name": "A", **GRAPH, **changes})
    assert answer.status == 201, answer
    return answer.data


def update(client: Client, workflow_id: str, **body: Any) -> Answered:
    return client.call("update_workflow", path={"workflow_id": workflow_id}, body=body)


def revisions(client: Client, workflow_id: str, **query: str) -> Any:
    return client.call("list_revisions", path={"workflow_id": workflow_id}, query=query).data


def test_every_change_is_a_revision_that_names_its_key_and_its_reason(client: Client) -> None:
    workflow = created(client, comment="begun")["id"]
    update(client, workflow, name="B", comment="a better name")
    client.call("set_workflow_status", path={"workflow_id": workflow}, body={"status": "active"})

    listed = revisions(client, workflow)
    own = {"key_id": client.call("get_current_key").data["id"], "key_name": "test"}

    shown = [
        (each["revision"], each["name"], each["status"], each["comment"]) for each in listed["revisions"]
    ]
    assert shown == [
        (3, "B", "active", ""),
        (2, "B", "inactive", "a better name"),
        (1, "A", "inactive", "begun"),
    ]
    assert [each["created_by"] for each in listed["revisions"]] == [own] * 3
    assert set(listed["revisions"][0]) == {
        "revision", "name", "status", "created_at", "created_by", "comment"
    }  # fmt: skip
    assert listed["pagination"] == {"page": 1, "limit": 20, "total": 3, "pages": 1}
    assert revisions(client, workflow, limit="1", page="2")["revisions"][0]["revision"] == 2


def test_a_change_that_changes_nothing_is_no_revision(client: Client) -> None:
    workflow = created(client)["id"]

    update(client, workflow, name="A", comment="nothing")

    assert revisions(client, workflow)["pagination"]["total"] == 1


def test_a_revision_is_shown_as_it_was(client: Client) -> None:
    before = created(client, tags=["shop", "shop", "eu"])
    update(client, before["id"], name="B", nodes=[START], connections=[], tags=[])

    old = client.call("get_revision", path=path_of(before["id"], 1)).data

    assert before["tags"] == ["shop", "eu"]
    assert {name: old[name] for name in before} == before
    assert (old["revision"], old["comment"]) == (1, "")


@pytest.mark.parametrize("number", ["0", "3", "x", "-1", "1.0", "99999999999999999999"])
def test_what_never_was_is_not_found(client: Client, number: str) -> None:
    workflow = created(client)["id"]

    for operation in ("get_revision", "compare_revisions", "restore_revision"):
        answer = client.call(operation, path=path_of(workflow, number), query={}, body={})
        assert (answer.status, answer.code) == (404, "REVISION_NOT_FOUND"), operation


def test_revisions_of_another_workspace_are_nobodys(client: Client, functions: Any) -> None:
    workflow = created(client)["id"]
    stranger = make_client(functions)

    for operation in ("list_revisions", "get_revision", "compare_revisions", "restore_revision"):
        answer = stranger.call(operation, path=path_of(workflow, 1), query={}, body={})
        assert (answer.status, answer.code) == (404, "WORKFLOW_NOT_FOUND"), operation


END: Any = {"id": "end", "type": "stop"}
TO_END: Any = {"source": "greet", "target": "end"}
GREET_ANEW: Any = {
    **GREET,
    "position": {"x": 1, "y": 1},
    "config": {"values": {"text": True, "list": [1, 3], "null": None}},
    "name": "Gruß",
}
DIFFERENT_NODES: Any = {
    "added": [END],
    "removed": [],
    "changed": [
        {
            "node_id": "greet",
            "fields": [
                {"path": "config.values.text", "from": "Hallo", "to": True},
                {"path": "config.values.list[1]", "from": 2, "to": 3},
                {"path": "config.values.null", "to": None},
                {"path": "name", "to": "Gruß"},
            ],
        }
    ],
    "moved": ["start", "greet"],
}


def test_a_diff_names_nodes_connections_fields_and_moves(client: Client) -> None:
    workflow = created(client, settings={"max_iterations": 3}, tags=["a"])["id"]
    changed = update(
        client,
        workflow,
        description="new",
        nodes=[{**START, "position": {"x": 9, "y": 0}}, GREET_ANEW, END],
        connections=[{"source": "start", "target": "greet"}, TO_END],
    )
    assert changed.status == 200, changed

    forth = client.call("compare_revisions", path=path_of(workflow, 1), query={}).data
    back = client.call("compare_revisions", path=path_of(workflow, 2), query={"to": "1"}).data

    assert (forth["from"], forth["to"]) == (1, 2)
    assert forth["fields"] == [{"path": "description", "from": "", "to": "new"}]
    assert forth["nodes"] == DIFFERENT_NODES
    assert forth["connections"] == {"added": [TO_END], "removed": []}
    assert back["nodes"]["removed"] == [END]
    assert {"path": "config.values.null", "from": None} in back["nodes"]["changed"][0]["fields"]
    assert back["connections"]["removed"] == [TO_END]


def test_a_revision_equals_itself_and_a_list_of_another_length_is_told_whole(client: Client) -> None:
    workflow = created(client)["id"]
    values = {"text": "Hallo", "list": [1]}
    update(client, workflow, nodes=[START, {**GREET, "config": {"values": values}}])

    same = client.call("compare_revisions", path=path_of(workflow, 1), query={"to": "1"}).data
    other = client.call("compare_revisions", path=path_of(workflow, 1), query={"to": "2"}).data

    nothing: dict[str, Any] = {"added": [], "removed": []}
    assert (same["fields"], same["nodes"]) == ([], {**nothing, "changed": [], "moved": []})
    assert same["connections"] == nothing
    assert other["nodes"]["changed"][0]["fields"] == [
        {"path": "config.values.list", "from": [1, 2], "to": [1]}
    ]


def test_a_restored_revision_is_a_new_one_with_the_old_content(client: Client) -> None:
    before = created(client, tags=["a"])
    path = {"workflow_id": before["id"]}
    update(client, before["id"], name="B", nodes=[START], connections=[], tags=[])
    client.call("set_workflow_status", path=path, body={"status": "active"})

    restored = client.call("restore_revision", path=path_of(before["id"], 1), body={"comment": "back"})
    again = client.call("restore_revision", path=path_of(before["id"], 1), body={})
    newest = revisions(client, before["id"])["revisions"][0]

    assert restored.headers["ETag"] == again.headers["ETag"] == '"4"'
    unlike = {"status", "updated_at"}
    assert {name: restored.data[name] for name in before if name not in unlike} == {
        name: value for name, value in before.items() if name not in unlike
    }
    assert restored.data["status"] == "active"
    assert (newest["revision"], newest["restored_from"], newest["comment"]) == (4, 1, "back")


def test_a_restore_is_conditional(client: Client) -> None:
    workflow = created(client)["id"]
    update(client, workflow, name="B")

    refused = client.call("restore_revision", path=path_of(workflow, 1), body={}, headers={"if-match": '"1"'})
    taken = client.call("restore_revision", path=path_of(workflow, 1), body={}, headers={"if-match": '"2"'})

    assert (refused.status, refused.code) == (412, "PRECONDITION_FAILED")
    assert (taken.status, taken.data["name"]) == (200, "A")


@pytest.mark.parametrize("body", [{"comment": 1}, {"comment": ""}, {"comment": "x" * 501}, {"why": "x"}])
def test_a_restore_refuses_what_it_does_not_know(client: Client, body: Any) -> None:
    answer = client.call("restore_revision", path=path_of(created(client)["id"], 1), body=body)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")


def test_what_was_read_can_be_sent_back(client: Client) -> None:
    workflow = created(client, settings={"max_iterations": 3}, tags=["a"])
    path = {"workflow_id": workflow["id"]}

    same = client.call("update_workflow", path=path, body=workflow)
    changed = client.call("update_workflow", path=path, body={**workflow, "name": "B"})
    copied = client.call("create_workflow", body=changed.data)

    assert (same.status, same.headers["ETag"]) == (200, '"1"')
    assert (changed.status, changed.data["name"]) == (200, "B")
    assert copied.status == 201
    assert copied.data["id"] != workflow["id"]
    assert client.call("validate_workflow", body={**workflow, "status": "active"}).data["valid"]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "wf_other"},
        {"status": "active"},
        {"created_at": "2024-01-20T10:00:00.000Z"},
        {"updated_at": None},
    ],
)
def test_what_cannot_be_set_is_refused_where_it_differs(client: Client, changes: Any) -> None:
    workflow = created(client)

    answer = client.call(
        "update_workflow", path={"workflow_id": workflow["id"]}, body={**workflow, **changes}
    )

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    [fault] = answer.content["error"]["details"]
    assert (fault["rule"], fault["path"]) == ("field-read-only", next(iter(changes)))


def test_a_new_workflow_is_not_active(client: Client) -> None:
    answer = client.call("create_workflow", body={"name": "A", "status": "active"})

    assert (answer.status, answer.content["error"]["details"][0]["rule"]) == (400, "field-read-only")


@pytest.mark.parametrize("tags", [["a,b"], [" a"], [""], ["x" * 65], ["a"] * 21, "a", [1]])
def test_tags_are_short_words_without_commas(client: Client, tags: Any) -> None:
    assert client.call("create_workflow", body={"name": "A", "tags": tags}).status == 400
