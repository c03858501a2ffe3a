"""Lists of workflows, copies and deletions of what others start, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client

START = {"id": "start", "type": "trigger"}


def created(client: Client, **changes: Any) -> Any:
    answer = client.call("create_workflow", body={"name": "A", **changes})
    assert answer.status == 201, answer
    return answer.data


def listed(client: Client, **query: str) -> tuple[list[str], int]:
    data = client.call("list_workflows", query=query).data
    return [workflow["name"] for workflow in data["workflows"]], data["pagination"]["total"]


def test_lists_are_searched_sorted_and_filtered_by_tags(client: Client) -> None:
    created(client, name="Rechnung", tags=["shop", "eu"])
    created(client, name="Monatsrechnung", tags=["shop"])
    created(client, name="other", tags=["eu"])

    assert listed(client, search="RECHN", sort="name") == (["Monatsrechnung", "Rechnung"], 2)
    assert listed(client, tag="shop,eu") == listed(client, tags="eu,shop") == (["Rechnung"], 1)
    assert listed(client, tags="shop", search="monat") == (["Monatsrechnung"], 1)
    assert listed(client, sort="-name", limit="1", page="2") == (["other"], 3)
    assert listed(client, sort="-name")[0] == ["Rechnung", "other", "Monatsrechnung"]
    data = client.call("list_workflows", query={"search": "other"}).data
    assert data["workflows"][0]["tags"] == ["eu"]


def test_an_unknown_order_is_refused(client: Client) -> None:
    answer = client.call("list_workflows", query={"sort": "size"})

    assert (answer.status, answer.content["error"]["details"][0]["rule"]) == (400, "parameter-choice")


def test_what_others_start_is_not_deleted_unless_it_must_be(client: Client) -> None:
    named = created(client, nodes=[START])["id"]
    run = {"id": "run", "type": "sub_workflow", "config": {"workflow_id": named}}
    graph = {"nodes": [START, run], "connections": [{"source": "start", "target": "run"}]}
    caller = created(client, **graph)["id"]
    on_failure = created(client, nodes=[START], settings={"error_workflow": named})["id"]
    path = {"workflow_id": named}

    refused = client.call("delete_workflow", path=path, query={})
    misspelt = client.call("delete_workflow", path=path, query={"force": "yes"})
    forced = client.call("delete_workflow", path=path, query={"force": "true"})

    assert (refused.status, refused.code) == (409, "WORKFLOW_IN_USE")
    assert f"{caller}, {on_failure}" in refused.content["error"]["message"]
    assert (misspelt.status, misspelt.code) == (400, "INVALID_REQUEST")
    assert forced.status == 200


def test_what_nobody_starts_any_more_can_be_deleted(client: Client) -> None:
    named = created(client, nodes=[START])["id"]
    caller = created(client, nodes=[START], settings={"error_workflow": named})["id"]
    client.call("update_workflow", path={"workflow_id": caller}, body={"settings": {}})

    assert client.call("delete_workflow", path={"workflow_id": named}, query={"force": "false"}).status == 200


def test_a_copy_is_a_new_inactive_workflow(client: Client) -> None:
    workflow = created(
        client, name="Order", nodes=[START], settings={"max_iterations": 3}, tags=["a"], description="d"
    )
    path = {"workflow_id": workflow["id"]}
    client.call("set_workflow_status", path=path, body={"status": "active"})

    copy = client.call("duplicate_workflow", path=path, body={})
    named = client.call("duplicate_workflow", path=path, body={"name": "Neu", "comment": "why"})

    own = {"id", "name", "created_at", "updated_at"}
    assert copy.status == named.status == 201
    assert {name: copy.data[name] for name in workflow if name not in own} == {
        name: value for name, value in workflow.items() if name not in own
    }
    assert (copy.data["name"], named.data["name"]) == ("Order (2)", "Neu")
    assert copy.data["id"] != workflow["id"]
    revisions = client.call("list_revisions", path={"workflow_id": named.data["id"]}, query={}).data
    assert revisions["revisions"][0]["comment"] == "why"


@pytest.mark.parametrize(
    ("name", "copy"),
    [("A (2)", "A (3)"), ("A ()", "A () (2)"), ("(x)", "(x) (2)"), ("x" * 200, "x" * 196 + " (2)")],
)
def test_copies_are_counted(client: Client, name: str, copy: str) -> None:
    path = {"workflow_id": created(client, name=name)["id"]}

    assert client.call("duplicate_workflow", path=path, body={}).data["name"] == copy


def test_the_same_copy_twice_is_one(client: Client) -> None:
    path = {"workflow_id": created(client)["id"]}
    headers = {"idempotency-key": "k"}

    first, second = (client.call("duplicate_workflow", path=path, body={}, headers=headers) for _ in range(2))
    other = client.call("duplicate_workflow", path=path, body={"name": "B"}, headers=headers)

    assert first.data == second.data
    assert (other.status, other.code) == (409, "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.parametrize("body", [{"name": ""}, {"name": "x" * 201}, {"id": "x"}])
def test_a_copy_refuses_what_it_does_not_know(client: Client, body: Any) -> None:
    answer = client.call("duplicate_workflow", path={"workflow_id": created(client)["id"]}, body=body)

    assert answer.status == 400
