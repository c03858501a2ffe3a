"""Every POST of the API can be sent again: the same key has one effect and one answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from exeoflow.api.catalogue import routes
from tests.integration.handlers.conftest import Client

ECHO: dict[str, Any] = {
    "name": "Echo",
    "nodes": [
        {"id": "start", "type": "trigger", "config": {}},
        {"id": "wait", "type": "wait", "config": {"seconds": 60}},
    ],
    "connections": [{"source": "start", "target": "wait"}],
}
KEY = {"name": "CI", "scopes": ["workflows:read"]}
CREDENTIAL = {"name": "CRM", "type": "bearer", "values": {"token": "a-secret"}}
ENDS = "https://example.com/ends"


@dataclass(frozen=True)
class Sent:
    """A request, and another body or place for which its key does not stand."""

    path: dict[str, str] | None
    body: Any
    other_path: dict[str, str] | None = None
    other_body: Any = None


def created(client: Client) -> str:
    workflow_id: str = client.call("create_workflow", body=ECHO).data["id"]
    return workflow_id


def scheduled(client: Client) -> str:
    trigger = {"id": "s", "type": "trigger", "config": {"mode": "schedule", "cron": "0 9 * * *"}}
    workflow_id: str = client.call("create_workflow", body={"name": "S", "nodes": [trigger]}).data["id"]
    path = {"workflow_id": workflow_id}
    assert client.call("set_workflow_status", path=path, body={"status": "active"}).status == 200
    return workflow_id


def webhook(client: Client) -> dict[str, str]:
    body = {"workflow_id": created(client), "name": "Orders"}
    return {"webhook_id": client.call("create_webhook", body=body).data["id"]}


def running(client: Client) -> dict[str, str]:
    started = client.call("execute_workflow", path={"workflow_id": created(client)}, body={})
    return {"execution_id": started.data["execution_id"]}


def ended(client: Client) -> dict[str, str]:
    place = running(client)
    assert client.call("cancel_execution", path=place).status == 200
    return place


def in_workflow(client: Client, body: Any, other: Any = None) -> Sent:
    return Sent({"workflow_id": created(client)}, body, other_body=other)


EXPORT = {
    "name": "Imported",
    "nodes": [{"name": "go", "type": "n8n-nodes-base.manualTrigger"}],
    "connections": {},
}

SENT: dict[str, Callable[[Client], Sent]] = {
    "create_workflow": lambda _: Sent(None, ECHO, other_body={**ECHO, "name": "Other"}),
    "execute_workflow": lambda client: in_workflow(client, {"input": {"n": 1}}, {"input": {"n": 2}}),
    "retry_execution": lambda client: Sent(ended(client), None),
    "cancel_execution": lambda client: Sent(running(client), None, running(client)),
    "create_webhook": lambda client: Sent(
        None,
        {"workflow_id": (workflow_id := created(client)), "name": "Orders"},
        other_body={"workflow_id": workflow_id, "name": "Other"},
    ),
    "rotate_webhook_token": lambda client: Sent(webhook(client), None, webhook(client)),
    "create_notification": lambda _: Sent(None, {"url": ENDS}, other_body={"url": f"{ENDS}/other"}),
    "create_key": lambda _: Sent(None, KEY, other_body={**KEY, "name": "Other"}),
    "create_credential": lambda _: Sent(None, CREDENTIAL, other_body={**CREDENTIAL, "name": "Other"}),
    "test_credential": lambda client: Sent(
        {"credential_id": client.call("create_credential", body=CREDENTIAL).data["id"]},
        {"url": "http://127.0.0.1:1/"},
    ),
    "duplicate_workflow": lambda client: in_workflow(client, {"name": "B"}, {"name": "C"}),
    "change_workflows": lambda client: Sent(
        None,
        {"action": "delete", "ids": [(workflow_id := created(client))]},
        other_body={"action": "activate", "ids": [workflow_id]},
    ),
    "change_executions": lambda client: Sent(
        None, {"action": "cancel", "ids": [running(client)["execution_id"]], "dry_run": True}
    ),
    "backfill_workflow": lambda client: Sent(
        {"workflow_id": scheduled(client)}, {"from": "2024-01-18T00:00:00Z", "to": "2024-01-20T00:00:00Z"}
    ),
    "test_node": lambda client: Sent({"workflow_id": created(client), "node_id": "start"}, {"input": 1}),
    "set_workflow_status": lambda client: in_workflow(client, {"status": "active"}, {"status": "inactive"}),
    "restore_revision": lambda client: Sent(
        {"workflow_id": created(client), "revision": "1"}, {}, other_body={"comment": "Back"}
    ),
    "import_workflow": lambda _: Sent(None, EXPORT, other_body={**EXPORT, "name": "Other"}),
    "validate_workflow": lambda _: Sent(None, ECHO),
}


def test_every_post_is_among_them() -> None:
    posts = {route.name for route in routes() if route.method == "POST" and route.path.startswith("/v1/")}

    assert posts == SENT.keys()


@pytest.mark.parametrize("operation", SENT)
def test_the_same_key_has_one_effect_and_one_answer(client: Client, operation: str) -> None:
    sent = SENT[operation](client)
    headers = {"idempotency-key": uuid4().hex}

    first = client.call(operation, path=sent.path, body=sent.body, headers=headers)
    again = client.call(operation, path=sent.path, body=sent.body, headers=headers)

    assert first.status < 300
    assert (again.status, again.data) == (first.status, first.data)
    if sent.other_path or sent.other_body:
        place, body = sent.other_path or sent.path, sent.other_body or sent.body
        other = client.call(operation, path=place, body=body, headers=headers)
        assert (other.status, other.code) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_a_repetition_leaves_one_of_each(client: Client) -> None:
    webhooks, notifications = SENT["create_webhook"](client), SENT["create_notification"](client)
    for _ in range(2):
        client.call("create_webhook", body=webhooks.body, headers={"idempotency-key": "one"})
        client.call("create_notification", body=notifications.body, headers={"idempotency-key": "one"})

    assert client.call("list_webhooks", query={}).data["pagination"]["total"] == 1
    assert client.call("list_notifications", query={}).data["pagination"]["total"] == 1


def test_many_executions_are_retried_once_for_a_key(client: Client) -> None:
    ids = [ended(client)["execution_id"] for _ in range(2)]
    every = {"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "status": ["cancelled"]}
    for which in ({"ids": ids}, {"filter": every}):
        before = client.call("list_executions", query={}).data["pagination"]["total"]
        body, headers = {"action": "retry", **which}, {"idempotency-key": uuid4().hex}

        first, again = (client.call("change_executions", body=body, headers=headers) for _ in range(2))

        assert first.data["done"] == 2
        assert again.data == first.data
        assert client.call("list_executions", query={}).data["pagination"]["total"] == before + 2


def test_a_status_that_another_has_set_since_stays(client: Client) -> None:
    sent = in_workflow(client, {"status": "active"})
    headers = {"idempotency-key": "on"}
    assert client.call("set_workflow_status", path=sent.path, body=sent.body, headers=headers).status == 200
    client.call("set_workflow_status", path=sent.path, body={"status": "inactive"})

    again = client.call("set_workflow_status", path=sent.path, body=sent.body, headers=headers)

    assert (again.status, again.data["status"]) == (200, "inactive")


def test_a_copy_is_told_as_it_was_made(client: Client) -> None:
    sent = in_workflow(client, {})
    headers = {"idempotency-key": "copy"}
    first = client.call("duplicate_workflow", path=sent.path, body=sent.body, headers=headers)
    client.call("update_workflow", path=sent.path, body={"name": "Renamed", "nodes": [], "connections": []})

    again = client.call("duplicate_workflow", path=sent.path, body=sent.body, headers=headers)

    assert (again.status, again.data) == (first.status, first.data)
