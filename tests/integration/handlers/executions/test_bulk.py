"""Changes of many at once, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client

START = {"id": "start", "type": "trigger"}
WAIT = {"id": "wait", "type": "wait", "config": {"seconds": 600}}
SLOW = {"nodes": [START, WAIT], "connections": [{"source": "start", "target": "wait"}]}


def created(client: Client, name: str = "A", **changes: Any) -> str:
    workflow_id: str = client.call("create_workflow", body={"name": name, **SLOW, **changes}).data["id"]
    return workflow_id


def execute(client: Client, workflow: str, **body: Any) -> str:
    execution_id: str = client.call("execute_workflow", path={"workflow_id": workflow}, body=body).data[
        "execution_id"
    ]
    return execution_id


def change(client: Client, what: str, **body: Any) -> Any:
    answer = client.call(f"change_{what}", body=body)
    assert answer.status == 200, answer
    return answer.data


def test_what_a_filter_finds_is_deleted_and_reported(client: Client) -> None:
    old, kept = created(client, tags=["old"]), created(client, tags=["new"])
    used = created(client, tags=["old"])
    created(client, settings={"error_workflow": used})

    planned = change(client, "workflows", action="delete", filter={"tags": ["old"]}, dry_run=True)
    done = change(client, "workflows", action="delete", filter={"tags": ["old"]})

    assert (planned["matched"], planned["done"], planned["dry_run"]) == (2, 0, True)
    assert (done["matched"], done["done"], done["failed"], done["remaining"]) == (2, 1, 1, 0)
    results = {each["id"]: each for each in done["results"]}
    assert results[old] == {"id": old, "success": True}
    assert results[used]["error"]["code"] == "WORKFLOW_IN_USE"
    assert client.call("get_workflow", path={"workflow_id": kept}).status == 200
    assert client.call("get_workflow", path={"workflow_id": old}).status == 404
    forced = change(client, "workflows", action="delete", filter={"tags": ["old"]}, force=True)
    assert forced["done"] == 1


def test_workflows_are_switched_on_and_off(client: Client) -> None:
    ids = [created(client, name=f"job {number}") for number in range(3)]

    on = change(client, "workflows", action="activate", ids=[*ids[:2], "wf_unknown"])
    off = change(client, "workflows", action="deactivate", filter={"status": "active", "search": "job"})

    assert (on["done"], on["failed"]) == (2, 1)
    assert on["results"][2]["error"]["code"] == "WORKFLOW_NOT_FOUND"
    assert {each["id"] for each in off["results"]} == set(ids[:2])
    assert client.call("list_workflows", query={"status": "active"}).data["pagination"]["total"] == 0


def test_executions_are_cancelled_and_retried(client: Client) -> None:
    workflow = created(client)
    mine = [execute(client, workflow, labels={"customer": "4711"}) for _ in range(2)]
    other = execute(client, workflow)

    cancelled = change(client, "executions", action="cancel", filter={"labels": {"customer": "4711"}})
    again = change(client, "executions", action="cancel", filter={"labels": {"customer": "4711"}})
    retried = change(client, "executions", action="retry", ids=[*mine, other])

    assert {each["id"] for each in cancelled["results"]} == set(mine)
    assert cancelled["done"] == 2
    assert again["matched"] == 0
    assert [each["success"] for each in retried["results"]] == [True, True, False]
    assert retried["results"][2]["error"]["code"] == "EXECUTION_RUNNING"
    running = {"workflow_id": workflow, "from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
    assert change(client, "executions", action="cancel", filter=running)["done"] == 3


@pytest.mark.parametrize(
    ("what", "body", "rule"),
    [
        ("workflows", {"action": "delete"}, "bulk-ids-or-filter"),
        ("workflows", {"action": "delete", "ids": ["wf_1"], "filter": {"search": "x"}}, "bulk-ids-or-filter"),
        ("workflows", {"action": "delete", "filter": {}}, "bulk-filter-empty"),
        ("workflows", {"action": "delete", "filter": {"search": ""}}, "field-empty"),
        ("workflows", {"action": "delete", "filter": {"tags": []}}, "field-too-few"),
        ("workflows", {"action": "delete", "filter": {"status": None}}, "field-choice"),
        ("executions", {"action": "cancel", "filter": {"workflow_id": None}}, "field-not-string"),
        ("workflows", {"action": "remove", "ids": ["wf_1"]}, "field-choice"),
        ("workflows", {"action": "delete", "filter": {"tag": "x"}}, "field-unknown"),
        ("workflows", {"action": "delete", "ids": []}, "field-too-few"),
        ("workflows", {"action": "delete", "ids": ["x"] * 101}, "field-too-many"),
        ("executions", {"action": "cancel", "filter": {}}, "bulk-filter-empty"),
        ("executions", {"action": "cancel", "filter": {"status": ["ended"]}}, "field-choice"),
        ("executions", {"action": "cancel", "filter": {"from": "yesterday"}}, "timestamp-invalid"),
        ("executions", {"action": "delete", "ids": ["x"]}, "field-choice"),
    ],
)
def test_what_is_not_clearly_meant_is_refused(client: Client, what: str, body: Any, rule: str) -> None:
    answer = client.call(f"change_{what}", body=body)

    assert (answer.status, answer.content["error"]["details"][0]["rule"]) == (400, rule)
