"""What `$trigger` holds of a webhook's call, and by which id the call is told from others."""

from datetime import UTC, datetime

import pytest

from exeoflow.model.json import Json
from exeoflow.model.webhooks.signature import OWN_RULE, PRESETS, SignatureRule
from exeoflow.model.webhooks.webhook import (
    AuthenticationType,
    ProvenAuthentication,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
)
from exeoflow.service.executions.starting.inbound import delivery, delivery_id
from exeoflow.service.webhooks.delivery_ids import id_of_delivery
from exeoflow.service.webhooks.input import CallBody, webhook_input
from exeoflow.service.webhooks.secret_places import secret_places

NOW = datetime(2024, 1, 20, tzinfo=UTC)


def test_the_trigger_holds_body_headers_query_and_method() -> None:
    headers = {"content-type": "application/json", "x-shop": "berlin", "idempotency-key": "order-1"}

    assert webhook_input("POST", headers, {"a": "1"}, CallBody({"order": 1})) == {
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
        "x-functions-key",
        "ocp-apim-subscription-key",
        "x-figma-passcode",
        "x-firebase-appcheck",
        "x-amzn-oidc-data",
        "x-mailgun-sig",
        "x-pin",
        "x-key",
    ],
)
def test_credentials_do_not_reach_the_workflow(name: str) -> None:
    assert webhook_input("POST", {name: "secret"}, {}, CallBody(None))["headers"] == {}


@pytest.mark.parametrize(
    "name", ["x-event-key", "idempotency-key", "x-shopping-cart", "x-sidecar", "x-pinned"]
)
def test_what_only_sounds_like_a_credential_reaches_it(name: str) -> None:
    assert webhook_input("POST", {name: "told"}, {}, CallBody(None))["headers"] == {name: "told"}


def test_a_parameter_of_the_query_reaches_the_workflow_whatever_its_name() -> None:
    link = {"token": "a", "sig": "b", "page": "1"}

    assert webhook_input("GET", {}, link, CallBody(None))["query"] == link


@pytest.mark.parametrize(
    "name", sorted({OWN_RULE.header} | {rule.header for rules in PRESETS.values() for rule in rules})
)
def test_no_sender_that_is_known_by_name_is_proven_in_a_record(name: str) -> None:
    assert webhook_input("POST", {name: "signed"}, {}, CallBody(None))["headers"] == {}


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
    assert webhook_input("POST", {}, {}, CallBody(body))["body"] == seen


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"idempotency-key": "a", "x-request-id": "b"}, None, "idempotency-key:a"),
        ({"x-github-delivery": "a", "x-request-id": "b"}, None, "x-github-delivery:a"),
        ({"webhook-id": "a"}, None, "webhook-id:a"),
        ({"svix-id": "a", "x-shopify-webhook-id": "b"}, None, "svix-id:a"),
        ({"x-shopify-webhook-id": "b"}, {"id": 1}, "x-shopify-webhook-id:b"),
        ({}, {"type": "event_callback", "event_id": "Ev1"}, "slack:Ev1"),
        ({}, {"event_type": "form_response", "event_id": "01H"}, "typeform:01H"),
        ({}, {"event_id": "page_view"}, None),
        ({}, {"type": "event_callback", "event_id": 1}, None),
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


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("X-Event-Id", "author:h1"),
        ("x-unknown-id", "idempotency-key:k"),
        ("event_id", "author:e1"),
        ("event.id", "author:7"),
        ("event.none.id", "idempotency-key:k"),
        ("data", "idempotency-key:k"),
        ("$trigger.body.event_id", "author:e1"),
        ("query.id", "author:q1"),
        ("{{ $trigger.body.event_id }}", "author:e1"),
        ("$trigger.body.event_id /* of the shop */", "author:e1"),
        ("$trigger.headers.`x-event-id` & ':' & $trigger.body.event.id", "author:h1:7"),
        ("$trigger.body.$uppercase(7)", "idempotency-key:k"),
        ("$trigger.method = 'POST'", "idempotency-key:k"),
        ("$trigger.nothing", "idempotency-key:k"),
    ],
)
def test_an_author_says_where_the_id_of_a_delivery_stands(written: str, expected: str) -> None:
    headers = {"x-event-id": "h1", "idempotency-key": "k"}
    body: Json = {"event_id": "e1", "event": {"id": 7, "empty": ""}, "data": {}}
    trigger = webhook_input("POST", headers, {"id": "q1"}, CallBody(body))

    assert id_of_delivery(written, headers, trigger, body, None) == expected


def test_an_expression_without_end_names_no_delivery() -> None:
    written = "($f := function($n) { $f($n + 1) }; $f(0))"

    assert id_of_delivery(written, {}, {}, None, "signed") == "signature:signed"
    assert id_of_delivery(None, {}, {}, None, None) is None


WITH_SECRETS = Webhook(
    id="wh_1",
    workspace="acme",
    workflow_id="wf_1",
    name="Orders",
    methods=(WebhookMethod.POST,),
    authentication=WebhookAuthentication(AuthenticationType.HEADER, name="x-shop"),
    proof="",
    created_at=NOW,
    updated_at=NOW,
    further=(
        ProvenAuthentication(WebhookAuthentication(AuthenticationType.QUERY, name="key"), ""),
        *(
            ProvenAuthentication(WebhookAuthentication(AuthenticationType.HMAC, rule=rule), "")
            for rule in (SignatureRule("x-sum"), SignatureRule(field="signature"))
        ),
    ),
    settings=WebhookSettings(secret_headers=("x-customer",), secret_parameters=("Code",)),
)


def test_what_proves_the_caller_and_what_the_author_marks_stays_outside() -> None:
    headers = {"x-shop": "a", "x-sum": "b", "x-customer": "c", "x-other": "d"}

    seen = webhook_input(
        "POST", headers, {"key": "a", "code": "b", "page": "1"}, CallBody(None), secret_places(WITH_SECRETS)
    )

    assert (seen["headers"], seen["query"]) == ({"x-other": "d"}, {"page": "1"})


def test_deliveries_are_the_same_only_if_all_their_parts_are() -> None:
    assert delivery("webhook", "wh_1", "a") == delivery("webhook", "wh_1", "a")
    assert delivery("webhook", "wh_1", "a") != delivery("webhook", "wh_2", "a")
    assert delivery("a\n1:b") != delivery("a", "b")


def test_the_headers_by_which_paypal_is_asked_for_its_calls_are_no_secrets() -> None:
    """https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature_post."""
    headers: dict[str, str] = {
        "paypal-auth-algo": "SHA256withRSA",
        "paypal-cert-url": "https://api.paypal.com/v1/notifications/certs/CERT-1",
        "paypal-transmission-id": "69cd13f0-d67a-11e5-baa3-778b53f4ae55",
        "paypal-transmission-sig": "lmI95Jx3Y9nhR5SJWlHVIWpg4AgFk7n9bCHSRxbrd8A9zrhdu2rMyFrmz",
        "paypal-transmission-time": "2016-02-18T20:01:35Z",
    }

    assert webhook_input("POST", headers, {}, CallBody(None))["headers"] == headers
