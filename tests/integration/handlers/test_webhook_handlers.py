"""Webhooks, schedules, events and messages through the real handlers, with the events of `events/`."""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import boto3
import pytest

from exeoflow.bootstrap import application
from local.template import Stack
from tests.fakes.graphs import WEBHOOK, greeting
from tests.fakes.webhooks import own_signature
from tests.integration.handlers.conftest import Client, load_event

# The local server fires schedules by the clock: this one not while the tests run.
YEARLY = {
    "id": "yearly",
    "type": "trigger",
    "config": {"mode": "schedule", "cron": "7 3 1 JAN *", "timezone": "Europe/Berlin"},
}
SHOP = {"id": "shop", "type": "trigger", "config": {"mode": "event", "pattern": {"source": ["shop"]}}}


def drawn(*triggers: Mapping[str, Any]) -> dict[str, Any]:
    connections = [{"source": trigger["id"], "target": "greet"} for trigger in triggers]
    return {"name": "Greet", "nodes": [*triggers, greeting()], "connections": connections}


def activated(client: Client, *triggers: Mapping[str, Any]) -> str:
    workflow_id: str = client.call("create_workflow", body=drawn(*triggers)).data["id"]
    path = {"workflow_id": workflow_id}
    assert client.call("set_workflow_status", path=path, body={"status": "active"}).status == 200
    return workflow_id


def created(client: Client, workflow_id: str, **fields: Any) -> Any:
    body = {"workflow_id": workflow_id, "name": "Orders", **fields}
    answer = client.call("create_webhook", body=body)
    assert answer.status == 201, answer.content
    return answer.data


def called(client: Client, webhook: Any, event: str = "call_webhook", **changes: Any) -> Any:
    """Call as a sender does, who has no API key: only what the webhook gave him."""
    headers = {"authorization": f"Bearer {webhook.get('token', '')}", **changes.pop("headers", {})}
    return client.call(
        "call_webhook", event=event, path={"webhook_id": webhook["id"]}, headers=headers, **changes
    )


def executions(client: Client, workflow_id: str) -> int:
    answer = client.call("list_executions", query={"workflow_id": workflow_id})
    total: int = answer.data["pagination"]["total"]
    return total


def test_a_webhook_lives_and_dies(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id)
    path = {"webhook_id": webhook["id"]}

    read = client.call("get_webhook", path=path)
    renamed = client.call("update_webhook", path=path, body={"name": "Paid"})
    listed = client.call("list_webhooks", query={"workflow_id": workflow_id})
    deleted = client.call("delete_webhook", path=path)
    gone = client.call("get_webhook", path=path)

    assert webhook["token"].startswith("whsec_")
    assert webhook["url"].endswith(f"/webhook/{webhook['id']}")
    assert {key: value for key, value in webhook.items() if key != "token"} == read.data
    assert renamed.data["name"] == "Paid"
    assert listed.data["pagination"]["total"] == 2
    assert deleted.data == {"message": "Webhook erfolgreich gelöscht"}
    assert (gone.status, gone.code) == (404, "WEBHOOK_NOT_FOUND")


def test_a_call_starts_the_workflow_at_once_after_its_activation(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id)

    answer = called(client, webhook)

    assert answer.status == 202
    assert answer.data["status"] == "running"
    assert answer.data["message"] == "Workflow wurde gestartet"
    shown = client.call("get_execution", path={"execution_id": answer.data["execution_id"]}).data
    assert shown["input"]["body"] == {"order": 4711, "total": 120}
    assert shown["input"]["method"] == "POST"
    assert "authorization" not in shown["input"]["headers"]


def test_activation_tells_the_address_and_its_first_token(client: Client) -> None:
    created = client.call("create_workflow", body=drawn(WEBHOOK))
    path = {"workflow_id": created.data["id"]}

    active = client.call("set_workflow_status", path=path, body={"status": "active"}).data
    again = client.call("set_workflow_status", path=path, body={"status": "active"}).data
    [webhook], [known] = active["webhooks"], again["webhooks"]
    answered = called(client, webhook)
    inactive = client.call("set_workflow_status", path=path, body={"status": "inactive"}).data

    assert answered.status == 202
    assert "token" not in known
    assert "webhooks" not in inactive


def test_the_address_of_a_trigger_is_stable_and_its_token_is_made_on_request(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    [webhook] = client.call("list_webhooks", query={"workflow_id": workflow_id}).data["webhooks"]

    rotated = client.call("rotate_webhook_token", path={"webhook_id": webhook["id"]}).data

    assert "token" not in webhook
    assert webhook["node_id"] == "hook"
    assert rotated["url"] == webhook["url"]
    assert called(client, rotated).status == 202


def test_a_delivery_that_comes_twice_starts_once(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id)

    first = called(client, webhook, "call_webhook_github")
    again = called(client, webhook, "call_webhook_github")

    assert first.data == again.data
    assert executions(client, workflow_id) == 1


def test_who_waits_gets_the_output(client: Client) -> None:
    webhook = created(client, activated(client, WEBHOOK))

    answer = called(client, webhook, query={"wait": "20"})

    assert answer.status == 200
    assert (answer.data["status"], answer.data["output"]) == ("success", {"text": "Hallo"})


def test_a_webhook_may_wait_by_itself(client: Client) -> None:
    webhook = created(client, activated(client, WEBHOOK), wait=20)

    assert called(client, webhook).data["output"] == {"text": "Hallo"}


def test_who_waits_learns_why_it_failed(client: Client) -> None:
    failing = {"id": "greet", "type": "stop", "config": {"status": "failed", "code": "Order.Unknown"}}
    graph = {**drawn(WEBHOOK), "nodes": [WEBHOOK, failing]}
    path = {"workflow_id": client.call("create_workflow", body=graph).data["id"]}
    client.call("set_workflow_status", path=path, body={"status": "active"})

    answer = called(client, created(client, path["workflow_id"]), query={"wait": "20"})

    assert (answer.status, answer.data["status"], answer.data["output"]) == (200, "failed", None)
    assert answer.data["error"]["code"] == "Order.Unknown"


def test_a_webhook_has_one_method(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)

    answer = called(client, created(client, workflow_id, method="PUT"))

    assert (answer.status, answer.code, answer.headers["Allow"]) == (405, "METHOD_NOT_ALLOWED", "PUT")
    assert executions(client, workflow_id) == 0


def test_a_signed_call_is_taken_once(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id, authentication={"type": "hmac"})
    time = str(int(application().clock.now().timestamp()))
    raw = '{"order": 1}'
    headers = {"x-exeoflow-signature": f"t={time},v1={own_signature(webhook['token'], time, raw.encode())}"}

    first = called(client, webhook, raw_body=raw, headers=headers)
    again = called(client, webhook, raw_body=raw, headers=headers)
    replayed = called(client, webhook, raw_body=raw, headers={**headers, "idempotency-key": "other"})
    forged = called(client, webhook, raw_body='{"order": 2}', headers=headers)
    late = own_signature(webhook["token"], "1705744800", raw.encode())
    old = called(client, webhook, raw_body=raw, headers={"x-exeoflow-signature": f"t=1705744800,v1={late}"})

    assert (first.status, again.status) == (202, 202)
    assert first.data["execution_id"] == again.data["execution_id"]
    assert (replayed.status, replayed.code) == (409, "WEBHOOK_REPLAYED")
    assert (forged.status, forged.code) == (401, "WEBHOOK_SIGNATURE_INVALID")
    assert (old.status, old.code) == (401, "WEBHOOK_SIGNATURE_EXPIRED")
    assert executions(client, workflow_id) == 1


def test_a_topic_is_shown_and_its_subscription_confirmed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = "arn:aws:sns:eu-central-1:123456789012:orders"
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id, authentication={"type": "sns", "topic": topic})
    asked: list[object] = []
    # What the message must be like is tested where it is checked.
    monkeypatch.setattr(
        "exeoflow.service.webhooks.sns_messages.checked_message",
        lambda *given: (None, {"Type": "SubscriptionConfirmation", "TopicArn": given[1], "Token": "7"}),
    )
    visit = "exeoflow.http_request.key_sets.HttpKeySets.visit"
    monkeypatch.setattr(visit, lambda _, url: asked.append(url))

    sent = load_event("call_webhook") | {"pathParameters": {"webhook_id": webhook["id"]}}
    answer = client.functions["call_webhook"].invoke(sent)

    assert webhook["authentication"] == {"type": "sns", "enabled": True, "topic": topic}
    assert "token" not in webhook
    assert (answer["statusCode"], executions(client, workflow_id), len(asked)) == (200, 0, 1)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"event": "call_webhook_wrong_token", "token": "whsec_" + 64 * "1"}, 401, "WEBHOOK_TOKEN_INVALID"),
        ({"raw_body": "{"}, 400, "MALFORMED_BODY"),
        ({"raw_body": "[" * 300 + "]" * 300}, 400, "INVALID_REQUEST"),
        ({"raw_body": json.dumps("x" * 262_145)}, 413, "INPUT_TOO_LARGE"),
        ({"query": {"wait": "26"}}, 400, "INVALID_REQUEST"),
        ({"query": {"wait": "soon"}}, 400, "INVALID_REQUEST"),
    ],
)
def test_a_bad_call_starts_nothing(client: Client, changes: dict[str, Any], status: int, code: str) -> None:
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id)
    sent = dict(changes)

    answer = called(client, {**webhook, "token": sent.pop("token", webhook["token"])}, **sent)

    assert (answer.status, answer.code) == (status, code)
    assert executions(client, workflow_id) == 0


def test_a_form_is_an_object(client: Client) -> None:
    webhook = created(client, activated(client, WEBHOOK))

    answer = called(
        client,
        webhook,
        raw_body="text=Gr%C3%BC%C3%9Fe&tag=a&tag=b&tag=c&empty=",
        headers={"content-type": "application/x-www-form-urlencoded; charset=utf-8"},
    )

    shown = client.call("get_execution", path={"execution_id": answer.data["execution_id"]}).data
    assert shown["input"]["body"] == {"text": "Grüße", "tag": ["a", "b", "c"], "empty": ""}


def test_an_unknown_webhook_and_an_inactive_workflow_are_told_so(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    webhook = created(client, workflow_id)
    client.call("set_workflow_status", path={"workflow_id": workflow_id}, body={"status": "inactive"})

    unknown = called(client, {**webhook, "id": "wh_unknown"})
    inactive = called(client, webhook)

    assert (unknown.status, unknown.code) == (404, "WEBHOOK_NOT_FOUND")
    assert (inactive.status, inactive.code) == (409, "WORKFLOW_INACTIVE")


@pytest.mark.parametrize(
    "body",
    [
        {"name": "No workflow"},
        {"workflow_id": "wf_1", "name": ""},
        {"workflow_id": "wf_1", "name": "a", "method": "BREW"},
        {"workflow_id": "wf_1", "name": "a", "wait": 26},
        {"workflow_id": "wf_1", "name": "a", "authentication": {"type": "basic"}},
        {"workflow_id": "wf_1", "name": "a", "authentication": {"password": "0123456789abcdef"}},
        {"workflow_id": "wf_1", "name": "a", "authentication": []},
        {"workflow_id": "wf_1", "name": "a", "authentication": {"type": "hmac", "preset": "custom"}},
    ],
)
def test_a_bad_webhook_is_not_stored(client: Client, body: dict[str, Any]) -> None:
    answer = client.call("create_webhook", body=body)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert client.call("list_webhooks", query={}).data["pagination"]["total"] == 0


@pytest.mark.parametrize(
    ("config", "rule"),
    [
        ({"mode": "schedule", "cron": "61 * * * *"}, "cron-field"),
        ({"mode": "schedule", "cron": "* * * *"}, "cron-fields"),
        ({"mode": "schedule", "rate": "0 minutes"}, "rate-invalid"),
        ({"mode": "schedule", "rate": "5 minutes", "timezone": "Europe/Atlantis"}, "timezone-unknown"),
        ({"mode": "event", "pattern": {"source": "shop"}}, "pattern-invalid"),
        ({"mode": "event"}, "trigger-pattern-missing"),
    ],
)
def test_a_bad_trigger_is_not_stored(client: Client, config: dict[str, Any], rule: str) -> None:
    trigger = {"id": "start", "type": "trigger", "config": config}

    answer = client.call("create_workflow", body=drawn(trigger))

    assert (answer.status, answer.code) == (400, "WORKFLOW_INVALID")
    assert [fault["rule"] for fault in answer.content["error"]["details"]] == [rule]
    assert client.call("list_workflows", query={}).data["pagination"]["total"] == 0


def test_a_bad_trigger_changes_nothing_of_an_active_workflow(client: Client) -> None:
    workflow_id = activated(client, YEARLY)
    bad = {**YEARLY, "config": {"mode": "schedule", "cron": "61 * * * *"}}
    path = {"workflow_id": workflow_id}
    before = client.call("get_workflow", path=path).content
    places = application().triggers.names(workflow_id)

    answer = client.call("update_workflow", path=path, body=drawn(bad))

    assert (answer.status, answer.code) == (400, "WORKFLOW_INVALID")
    assert client.call("get_workflow", path=path).content == before
    assert application().triggers.names(workflow_id) == places


@pytest.mark.parametrize(
    "body", [{"method": "BREW"}, {"wait": -1}, {"authentication": {"type": "basic"}}, {"token": "whsec_mine"}]
)
def test_a_bad_change_of_a_webhook_changes_nothing(client: Client, body: dict[str, Any]) -> None:
    path = {"webhook_id": created(client, activated(client, WEBHOOK))["id"]}
    before = client.call("get_webhook", path=path).content

    answer = client.call("update_webhook", path=path, body={"name": "Paid", **body})

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert client.call("get_webhook", path=path).content == before


def occurrence(client: Client, workflow_id: str, name: str, node_id: str) -> dict[str, Any]:
    event = deepcopy(load_event(name))
    return {**event, "workspace": client.workspace, "workflow_id": workflow_id, "node_id": node_id}


@pytest.mark.parametrize(("event", "trigger"), [("start_by_event", YEARLY), ("start_by_event_s3", SHOP)])
def test_an_occurrence_starts_one_execution(client: Client, event: str, trigger: dict[str, Any]) -> None:
    workflow_id = activated(client, trigger)
    said = occurrence(client, workflow_id, event, str(trigger["id"]))

    for _ in range(2):
        assert client.functions["start_by_event"].invoke(said) is None

    [listed] = client.call("list_executions", query={"workflow_id": workflow_id}).data["executions"]
    shown = client.call("get_execution", path={"execution_id": listed["id"]}).data
    assert shown["input"] == said.get("event", {"scheduled_at": "2024-01-20T07:00:00Z"})


def test_a_time_that_comes_too_late_to_be_made_up_for_is_let_go(client: Client) -> None:
    body = {"name": "A", "nodes": [YEARLY], "settings": {"catch_up": {"max": 1}}}
    workflow_id = client.call("create_workflow", body=body).data["id"]
    client.call("set_workflow_status", path={"workflow_id": workflow_id}, body={"status": "active"})
    said = occurrence(client, workflow_id, "start_by_event", "yearly")

    assert client.functions["start_by_event"].invoke(said) is None
    assert executions(client, workflow_id) == 0


def test_what_is_left_of_a_trigger_starts_nothing(client: Client) -> None:
    workflow_id = activated(client, YEARLY)
    said = occurrence(client, workflow_id, "start_by_event", "yearly")
    client.call("set_workflow_status", path={"workflow_id": workflow_id}, body={"status": "inactive"})

    assert client.functions["start_by_event"].invoke(said) is None
    assert client.functions["start_by_event"].invoke({**said, "workflow_id": "wf_gone"}) is None
    assert executions(client, workflow_id) == 0


def test_messages_start_one_by_one_and_bad_ones_come_again(client: Client) -> None:
    workflow_id = activated(client, WEBHOOK)
    [record] = load_event("start_by_event_queue")["Records"]
    good = {"workflow_id": workflow_id, "workspace": client.workspace, "input": {"order": 1}}
    bodies = [good, good, {**good, "deduplication_id": "a"}, {**good, "deduplication_id": "a"}]
    bad = ["{", "[]", '{"workflow_id": 1}', json.dumps({**good, "workflow_id": "wf_unknown"})]
    texts = [*map(json.dumps, bodies), *bad]
    records = [
        {**record, "messageId": f"message_{max(number, 1)}", "body": text}
        for number, text in enumerate(texts)
    ]

    answer = client.functions["start_by_event"].invoke({"Records": records})

    failed = [entry["itemIdentifier"] for entry in answer["batchItemFailures"]]
    assert failed == [f"message_{number}" for number in range(4, 8)]
    assert executions(client, workflow_id) == 2


def test_a_deleted_active_workflow_takes_what_runs_along(client: Client) -> None:
    pause = {"id": "greet", "type": "wait", "config": {"seconds": 60}}
    graph = {**drawn(WEBHOOK), "nodes": [WEBHOOK, pause]}
    path = {"workflow_id": client.call("create_workflow", body=graph).data["id"]}
    client.call("set_workflow_status", path=path, body={"status": "active"})
    webhook = created(client, path["workflow_id"])
    execution_id = called(client, webhook).data["execution_id"]

    client.call("delete_workflow", path=path)

    shown = client.call("get_execution", path={"execution_id": execution_id}).data
    assert shown["status"] == "cancelled"
    assert called(client, webhook).code == "WEBHOOK_NOT_FOUND"


def test_triggers_are_in_place_while_the_workflow_is_active(client: Client, declared: Stack) -> None:
    workflow_id = activated(client, YEARLY, SHOP)
    places = application().triggers

    active = places.names(workflow_id)
    client.call("delete_workflow", path={"workflow_id": workflow_id})

    assert len(active) == 2
    assert places.names(workflow_id) == set()
    assert declared.name == "exeoflow"
    rules = boto3.client("events").list_rules(NamePrefix=f"exeoflow-{workflow_id}")["Rules"]
    assert rules == []
