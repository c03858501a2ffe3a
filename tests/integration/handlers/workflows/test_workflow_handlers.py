"""Workflows through the real handlers: exact keys, headers, languages, conditions."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client, load_event, make_client

SHOWN = {"id", "name", "description", "status", "nodes", "connections", "created_at", "updated_at"}
LISTED = SHOWN - {"nodes", "connections"}


def created(client: Client, **changes: Any) -> Any:
    answer = client.call("create_workflow", body={"name": "A", **changes})
    assert answer.status == 201, answer
    return answer.data


def get(client: Client, workflow_id: str) -> Answered:
    return client.call("get_workflow", path={"workflow_id": workflow_id})


def test_a_created_workflow_is_shown_as_it_was_sent(client: Client) -> None:
    sent = json.loads(load_event("create_workflow")["body"])

    answer = client.call("create_workflow")
    shown = get(client, answer.data["id"])

    assert (answer.status, shown.status) == (201, 200)
    assert shown.content == answer.content
    assert set(shown.data) == SHOWN
    assert {name: shown.data[name] for name in sent} == sent
    assert shown.data["status"] == "inactive"
    assert shown.headers["ETag"] == '"1"'
    assert shown.headers["X-RateLimit-Limit"] == "1000"


@pytest.mark.parametrize(
    "name", ["", "   ", "\u00a0", "\u200b\ufeff", "\x00", "\u202e", "\ufe0f", "\u3164\u2800"]
)
def test_a_name_shows_something(client: Client, name: str) -> None:
    workflow_id = created(client)["id"]
    path = {"workflow_id": workflow_id}

    answers = [
        client.call("create_workflow", body={"name": name}),
        client.call("update_workflow", path=path, body={"name": name}),
        client.call("duplicate_workflow", path=path, body={"name": name}),
        client.call("create_key", body={"name": name, "scopes": ["workflows:read"]}),
        client.call("create_credential", body={"name": name, "type": "bearer", "values": {"token": "a"}}),
        client.call("create_webhook", body={"name": name, "workflow_id": workflow_id}),
    ]

    assert [answer.status for answer in answers] == [400] * 6
    assert [
        [(fault["rule"], fault["path"]) for fault in answer.content["error"]["details"]] for answer in answers
    ] == [[("field-empty", "name")]] * 6


def test_a_name_is_stored_as_it_was_written(client: Client) -> None:
    assert created(client, name=" \u202eعمل 🚀\n")["name"] == " \u202eعمل 🚀\n"


def test_settings_are_shown_only_if_they_were_sent(client: Client) -> None:
    workflow = created(client, settings={"max_iterations": 3})

    assert get(client, workflow["id"]).data["settings"] == {"max_iterations": 3}


def test_an_update_keeps_what_it_leaves_out(client: Client) -> None:
    workflow = created(client, description="about")

    changed = client.call("update_workflow", path={"workflow_id": workflow["id"]}, body={"name": "B"})

    assert set(changed.data) == SHOWN
    assert (changed.data["name"], changed.data["description"]) == ("B", "about")
    assert changed.headers["ETag"] == '"2"'


def test_a_deletion_answers_in_the_clients_language(client: Client) -> None:
    for headers, message in (
        ({}, "Workflow erfolgreich gelöscht"),
        ({"accept-language": "en-GB,en;q=0.9"}, "Workflow deleted successfully"),
    ):
        path = {"workflow_id": created(client)["id"]}

        assert client.call("delete_workflow", path=path, headers=headers).data == {"message": message}
        assert client.call("delete_workflow", path=path).code == "WORKFLOW_NOT_FOUND"
        assert get(client, path["workflow_id"]).status == 404


def test_a_status_can_be_switched(client: Client) -> None:
    path = {"workflow_id": created(client)["id"]}

    answer = client.call("set_workflow_status", path=path, body={"status": "active"})

    assert set(answer.data) == {"id", "status", "updated_at"}
    assert get(client, path["workflow_id"]).data["status"] == "active"


def test_lists_are_pages_with_exact_totals(client: Client) -> None:
    ids = [created(client, name=f"{number}")["id"] for number in range(3)]
    client.call("set_workflow_status", path={"workflow_id": ids[0]}, body={"status": "active"})

    first = client.call("list_workflows", query={"limit": "2"})
    active = client.call("list_workflows", query={"status": "active"})

    assert [workflow["id"] for workflow in first.data["workflows"]] == [ids[2], ids[1]]
    assert set(first.data["workflows"][0]) == LISTED
    assert first.data["pagination"] == {"page": 1, "limit": 2, "total": 3, "pages": 2}
    assert [workflow["id"] for workflow in active.data["workflows"]] == [ids[0]]


def test_another_workspace_sees_and_changes_nothing(client: Client, functions: Mapping[str, Any]) -> None:
    path = {"workflow_id": created(client)["id"]}
    stranger = make_client(functions)

    answers = [
        stranger.call("get_workflow", path=path),
        stranger.call("update_workflow", path=path, body={"name": "mine"}),
        stranger.call("delete_workflow", path=path),
        stranger.call("set_workflow_status", path=path, body={"status": "active"}),
        stranger.call("execute_workflow", path=path),
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(404, "WORKFLOW_NOT_FOUND")}
    assert stranger.call("list_workflows", query={}).data["pagination"]["total"] == 0


@pytest.mark.parametrize(("if_match", "status"), [('"1"', 200), ("*", 200), ('"7", "1"', 200)])
def test_a_condition_that_holds_lets_a_change_pass(client: Client, if_match: str, status: int) -> None:
    path = {"workflow_id": created(client)["id"]}

    answer = client.call("update_workflow", path=path, body={"name": "B"}, headers={"if-match": if_match})

    assert answer.status == status


@pytest.mark.parametrize("if_match", ['"2"', 'W/"1"', "1", '"x"', ""])
def test_a_condition_that_does_not_hold_changes_nothing(client: Client, if_match: str) -> None:
    path = {"workflow_id": created(client)["id"]}
    headers = {"if-match": if_match}

    answers = [
        client.call("update_workflow", path=path, body={"name": "B"}, headers=headers),
        client.call("set_workflow_status", path=path, body={"status": "active"}, headers=headers),
        client.call("delete_workflow", path=path, headers=headers),
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(412, "PRECONDITION_FAILED")}
    assert get(client, path["workflow_id"]).data["name"] == "A"


def test_the_same_creation_twice_is_one(client: Client) -> None:
    headers = {"idempotency-key": "k"}

    first = client.call("create_workflow", body={"name": "A"}, headers=headers)
    second = client.call("create_workflow", body={"name": "A"}, headers=headers)
    other = client.call("create_workflow", body={"name": "B"}, headers=headers)

    assert second == Answered(201, {**second.headers}, first.content)
    assert (other.status, other.code) == (409, "IDEMPOTENCY_KEY_REUSED")
    assert client.call("list_workflows", query={}).data["pagination"]["total"] == 1


def test_all_faults_of_a_graph_come_back_at_once_and_nothing_is_stored(client: Client) -> None:
    nodes = [
        {"id": "start", "type": "trigger"},
        {"id": "odd", "type": "no_such_type"},
        {"id": "set", "type": "set", "config": {"values": {"x": "{{ 1 + }}"}}},
    ]
    connections = [{"source": "start", "target": "nowhere"}]

    answer = client.call("create_workflow", body={"name": "A", "nodes": nodes, "connections": connections})

    assert (answer.status, answer.code) == (400, "WORKFLOW_INVALID")
    details = answer.content["error"]["details"]
    assert len(details) >= 3
    assert all({"rule", "severity", "path", "message", "hint"} <= set(detail) for detail in details)
    assert client.call("list_workflows", query={}).data["pagination"]["total"] == 0


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"page": "9" * 40}, "page"),
        ({"page": ""}, "page"),
        ({"limit": "101"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"status": "asleep"}, "status"),
        ({"stauts": "active"}, "stauts"),
    ],
)
def test_wrong_parameters_are_refused(client: Client, query: dict[str, str], path: str) -> None:
    answer = client.call("list_workflows", query=query)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert [detail["path"] for detail in answer.content["error"]["details"]] == [path]


def test_validation_says_what_saving_would_say_and_stores_nothing(client: Client) -> None:
    before = client.call("list_workflows").data["pagination"]["total"]

    sound = client.call("validate_workflow").data
    broken = client.call(
        "validate_workflow",
        body={"nodes": [{"id": "a", "type": "nothing"}]},
        headers={"accept-language": "en"},
    ).data
    draft = client.call("validate_workflow", body={}).data

    assert (sound["valid"], sound["diagnostics"]) == (True, [])
    assert sound["node_of_state"] == {"check": "check", "review": "review", "accept": "accept"}
    assert (broken["valid"], broken["definition"], broken["budgets"]) == (False, None, None)
    assert {"node-type-unknown"} <= {each["rule"] for each in broken["diagnostics"]}
    assert (draft["valid"], draft["definition"]) == (True, None)
    assert client.call("list_workflows").data["pagination"]["total"] == before


def test_a_stored_workflow_shows_its_machine(client: Client) -> None:
    workflow = client.call("create_workflow").data
    path = {"workflow_id": workflow["id"]}

    shown = client.call("get_workflow_definition", path=path)

    assert shown.headers["ETag"] == '"1"'
    assert shown.data["definition"]["QueryLanguage"] == "JSONata"
    assert shown.data["budgets"]["states"] == len(shown.data["definition"]["States"])
    draft = created(client)
    refused = client.call("get_workflow_definition", path={"workflow_id": draft["id"]})
    assert (refused.status, refused.code) == (409, "WORKFLOW_EMPTY")
