"""What `$trigger` holds of a webhook's call, and by which id the call is told from others."""

import pytest

from exeoflow.model.json import Json
from exeoflow.service.executions.inbound import delivery, delivery_id
from exeoflow.service.webhooks.input import webhook_input


def test_the_trigger_holds_body_headers_query_and_method() -> None:
    headers = {"content-type": "application/json", "x-shop": "berlin", "idempotency-key": "order-1"}

    assert webhook_input("POST", headers, {"a": "1"}, {"order": 1}) == {
        "body": {"order": 1},
        "headers": headers,
        "query": {"a": "1"},
        "method": "POST",
    }


@pytest.mark.parametrize(
    "name",
    [
        "authorization",
        "cookie",
        "x-api-key",
        "apikey",
        "x-exeoflow-signature",
        "stripe-signature",
        "x-gitlab-token",
        "x-hub-signature-256",
        "x-shopify-hmac-sha256",
        "x-slack-signature",
        "x-amz-security-token",
        "x-webhook-secret",
        "X-Auth-Email",
    ],
)
def test_credentials_do_not_reach_the_workflow(name: str) -> None:
    assert webhook_input("POST", {name: "secret"}, {}, None)["headers"] == {}


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ({"data": {"order": 1}}, {"order": 1}),
        ({"order": 1}, {"order": 1}),
        ({"data": {"order": 1}, "type": "paid"}, {"data": {"order": 1}, "type": "paid"}),
        ({"data": [1]}, {"data": [1]}),
        ({"data": {"data": {}}}, {"data": {}}),
        ([1], [1]),
        (None, None),
    ],
)
def test_a_body_wrapped_in_data_is_unwrapped(body: Json, seen: Json) -> None:
    assert webhook_input("POST", {}, {}, body)["body"] == seen


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"idempotency-key": "a", "x-request-id": "b"}, None, "idempotency-key:a"),
        ({"x-github-delivery": "a", "x-request-id": "b"}, None, "x-github-delivery:a"),
        ({"webhook-id": "a"}, None, "webhook-id:a"),
        ({"stripe-signature": "t=1", "x-request-id": "b"}, {"id": "evt_1"}, "stripe:evt_1"),
        ({"stripe-signature": "t=1"}, {"id": 1}, None),
        ({"stripe-signature": "t=1"}, [], None),
        ({"x-request-id": "b"}, {"id": "evt_1"}, "x-request-id:b"),
        ({"idempotency-key": "", "x-request-id": ""}, None, None),
        ({}, {"id": "evt_1"}, None),
    ],
)
def test_a_sender_names_its_delivery(headers: dict[str, str], body: Json, expected: str | None) -> None:
    assert delivery_id(headers, body) == expected


def test_deliveries_are_the_same_only_if_all_their_parts_are() -> None:
    assert delivery("webhook", "wh_1", "a") == delivery("webhook", "wh_1", "a")
    assert delivery("webhook", "wh_1", "a") != delivery("webhook", "wh_2", "a")
    assert delivery("a\n1:b") != delivery("a", "b")
