"""What every store of webhooks does."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from exeoflow.adapters.dynamodb.webhooks.store import DynamoWebhookStore
from exeoflow.model.json import Json
from exeoflow.model.webhooks.signature import Algorithm, Encoding, Preset, SignatureRule
from exeoflow.model.webhooks.webhook import (
    AuthenticationType,
    BodyType,
    ProvenAuthentication,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
)
from exeoflow.nodes.lowering import Task
from exeoflow.service.ports.stores.webhook_store import WebhookStore
from local.embedded.stores.webhook_store import SqliteWebhookStore
from tests.fakes.time_and_chance import FakeClock
from tests.fakes.webhooks import FakeWebhookStore
from tests.unit.nodes.lowered import lowered


@pytest.fixture
def webhook(clock: FakeClock) -> Webhook:
    return Webhook(
        id="wh_1",
        workspace="acme",
        workflow_id="wf_1",
        name="Orders",
        methods=(WebhookMethod.PUT, WebhookMethod.GET),
        authentication=WebhookAuthentication(AuthenticationType.HMAC, is_enabled=False),
        proof="whsec_1",
        created_at=clock.now(),
        updated_at=clock.now(),
        node_id="hook",
        is_of_trigger=True,
        wait_seconds=5,
    )


@pytest.fixture
def responding(webhooks: WebhookStore) -> Callable[[str, Json], None]:
    """Store an answer as the machine of its execution does."""

    def respond(execution_id: str, answer: Json) -> None:
        text = json.dumps(answer)
        match webhooks:
            case FakeWebhookStore():
                webhooks.responses.setdefault(execution_id, answer)
            case SqliteWebhookStore():
                webhooks.keep_response(execution_id, text, webhooks.clock.now() + timedelta(hours=1))
            case DynamoWebhookStore():
                task = lowered("respond", {})
                assert isinstance(task, Task)
                arguments = cast("dict[str, Any]", task.arguments)
                arguments["TableName"] = webhooks.table
                arguments["Key"]["pk"] = {"S": execution_id}
                values = {":said": {"S": text}, ":until": {"N": "1705748400"}}
                arguments["ExpressionAttributeValues"] = values
                webhooks.client.update_item(**arguments)

    return respond


RULE = SignatureRule("x-sum", algorithm=Algorithm.SHA1, encoding=Encoding.BASE64, tolerance=60)
FURTHER = (
    ProvenAuthentication(WebhookAuthentication(AuthenticationType.BASIC, name="ada"), "hash"),
    ProvenAuthentication(WebhookAuthentication(AuthenticationType.HMAC, preset=Preset.SLACK), "s"),
)
SETTINGS = WebhookSettings(
    delivery_id="event_id",
    secret_headers=("x-a", "x-b"),
    secret_parameters=("code",),
    body_type=BodyType.XML,
    raw=True,
)


def test_a_webhook_is_read_as_it_was_stored(webhooks: WebhookStore, webhook: Webhook) -> None:
    other = replace(webhook, id="wh_2", node_id=None, is_of_trigger=False)
    by_rule = WebhookAuthentication(AuthenticationType.HMAC, rule=RULE)
    full = replace(webhook, id="wh_4", authentication=by_rule, further=FURTHER, settings=SETTINGS)

    assert webhooks.add(webhook)
    assert webhooks.add(other)
    assert webhooks.add(full)

    assert webhooks.get("wh_4") == full
    assert webhooks.get("wh_1") == webhook
    assert webhooks.get("wh_2") == other
    assert webhooks.get("wh_3") is None


def test_an_id_is_taken_once(webhooks: WebhookStore, webhook: Webhook) -> None:
    webhooks.add(webhook)

    assert not webhooks.add(replace(webhook, name="Thief"))
    assert webhooks.get("wh_1") == webhook
    assert webhooks.of_workspace("acme") == [webhook]


def test_only_the_webhook_that_is_stored_is_replaced(webhooks: WebhookStore, webhook: Webhook) -> None:
    webhooks.add(webhook)
    changed = replace(webhook, name="Paid", updated_at=webhook.updated_at + timedelta(milliseconds=1))

    assert webhooks.replace(webhook, changed)
    assert not webhooks.replace(webhook, replace(webhook, name="Late"))

    assert webhooks.get("wh_1") == changed
    assert webhooks.of_workspace("acme") == [changed]


def test_a_removed_webhook_does_not_come_back(webhooks: WebhookStore, webhook: Webhook) -> None:
    webhooks.add(webhook)

    webhooks.remove(webhook)
    webhooks.remove(webhook)

    assert webhooks.get("wh_1") is None
    assert webhooks.of_workspace("acme") == []
    assert not webhooks.replace(webhook, webhook)


def test_a_workspace_lists_its_own_newest_first(webhooks: WebhookStore, webhook: Webhook) -> None:
    # An id made of a hash sorts anywhere.
    newer = replace(webhook, id="wh_0", created_at=webhook.created_at + timedelta(seconds=1))
    webhooks.add(webhook)
    webhooks.add(newer)
    webhooks.add(replace(webhook, id="wh_3", workspace="other"))

    assert webhooks.of_workspace("acme") == [newer, webhook]


def test_a_signature_serves_one_delivery(webhooks: WebhookStore, clock: FakeClock, webhook: Webhook) -> None:
    later = clock.now() + timedelta(minutes=6)

    assert webhooks.use_signature(webhook, "abc", "first", later)
    assert webhooks.use_signature(webhook, "abc", "first", later)
    assert not webhooks.use_signature(webhook, "abc", "second", later)
    assert webhooks.use_signature(replace(webhook, id="wh_2"), "abc", "second", later)


def test_calls_are_counted_by_webhook_and_window(
    webhooks: WebhookStore, clock: FakeClock, webhook: Webhook
) -> None:
    later = clock.now() + timedelta(minutes=1)

    assert [webhooks.count_call(webhook, 7, later) for _ in range(3)] == [1, 2, 3]
    assert webhooks.count_call(webhook, 8, later) == 1
    assert webhooks.count_call(replace(webhook, id="wh_2"), 7, later) == 1


def test_the_first_answer_of_an_execution_stays(
    webhooks: WebhookStore, responding: Callable[[str, Json], None]
) -> None:
    assert webhooks.response_to("exec_1") is None

    answers: tuple[Json, ...] = ({"status": 201, "headers": {}, "body": "Grüße"}, {"status": 500})
    for answer in answers:
        responding("exec_1", answer)

    assert webhooks.response_to("exec_1") == {"status": 201, "headers": {}, "body": "Grüße"}
    assert webhooks.response_to("exec_2") is None


def at(webhook: Webhook, webhook_id: str, path: str | None, workspace: str = "acme") -> Webhook:
    settings = replace(webhook.settings, path=path)
    return replace(webhook, id=webhook_id, settings=settings, workspace=workspace)


def test_a_path_leads_to_one_webhook_of_a_workspace(webhooks: WebhookStore, webhook: Webhook) -> None:
    order, orders = at(webhook, "wh_1", "orders/:id"), at(webhook, "wh_2", "orders")

    assert webhooks.add(order)
    assert webhooks.add(orders)
    assert webhooks.add(at(webhook, "wh_3", "orders2"))
    assert webhooks.add(at(webhook, "wh_4", "orders", "other"))
    assert not webhooks.add(at(webhook, "wh_5", "orders/:number"))

    assert {found.id for found in webhooks.at_path("acme", "orders")} == {"wh_1", "wh_2"}
    assert webhooks.at_path("acme", "order") == []
    assert webhooks.get("wh_5") is None


def test_a_path_that_is_given_up_is_free(webhooks: WebhookStore, webhook: Webhook) -> None:
    first, second = at(webhook, "wh_1", "orders/:id"), at(webhook, "wh_2", "users")
    webhooks.add(first)
    webhooks.add(second)
    later = webhook.updated_at + timedelta(milliseconds=1)

    assert not webhooks.replace(second, replace(at(second, "wh_2", "orders/:x"), updated_at=later))
    renamed = replace(at(first, "wh_1", "orders/:nr"), updated_at=later)
    assert webhooks.replace(first, renamed)
    moved = replace(at(first, "wh_1", "baskets"), updated_at=later + timedelta(milliseconds=1))
    assert webhooks.replace(renamed, moved)
    assert webhooks.replace(second, replace(at(second, "wh_2", "orders/:x"), updated_at=later))
    assert [found.id for found in webhooks.at_path("acme", "baskets")] == ["wh_1"]
    webhooks.remove(moved)

    assert webhooks.at_path("acme", "baskets") == []
    assert webhooks.add(at(webhook, "wh_6", "baskets"))
