"""What vendors document that they send, in `events/`: known by its signature, named by its id, read."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exeoflow.api.request import Request
from exeoflow.api.webhooks.call_bodies import read_body
from exeoflow.api.webhooks.calls import webhook_call
from exeoflow.errors import SignatureInvalid
from exeoflow.model.webhooks.signature import Preset
from exeoflow.model.webhooks.webhook import (
    AuthenticationType,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
)
from exeoflow.service.webhooks.addresses import CalledAddress
from exeoflow.service.webhooks.admission import WebhookCall, check_caller
from exeoflow.service.webhooks.delivery_ids import id_of_delivery
from exeoflow.service.webhooks.input import webhook_input
from exeoflow.service.webhooks.secret_places import secret_places
from tests.fakes.webhooks import FakeKeySets

SECRET = "secret-of-the-sender"  # noqa: S105
NOW = datetime(2024, 1, 20, 10, 1, tzinfo=UTC)
EVENTS = Path(__file__).parents[3] / "events"
# By the preset: the name of the event, the id of the delivery, and a place in the body.
SENT: dict[Preset, tuple[str, str, tuple[str, ...], Any]] = {
    Preset.GITHUB: (
        "github_signed",
        "x-github-delivery:72d3162e-cc78-11e3-81ab-4c9367dc0958",
        ("hook", "type"),
        "Repository",
    ),
    Preset.STRIPE: ("stripe", "stripe:evt_1NG8Du2eZvKYlo2CUI79vXWy", ("type",), "setup_intent.created"),
    Preset.SLACK: ("slack", "slack:Ev123ABC456", ("event", "type"), "app_mention"),
    Preset.SHOPIFY: (
        "shopify",
        "x-shopify-webhook-id:b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        ("id",),
        820982911946154508,
    ),
    Preset.TYPEFORM: ("typeform", "typeform:LtWXD3crgy", ("form_response", "form_id"), "lT4Z3j"),
    Preset.GITLAB: (
        "gitlab",
        "idempotency-key:f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
        ("project", "name"),
        "Diaspora",
    ),
    Preset.STANDARD_WEBHOOKS: (
        "standard_webhooks",
        "webhook-id:msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
        ("data", "first_name"),
        "John",
    ),
    Preset.TWILIO: (
        "twilio",
        "i-twilio-idempotency-token:b5d94f1c-8ab9-4d2b-9f6a-5e0a1dc1f1b2",
        ("Body",),
        "Hello! 👍",
    ),
}


def webhook_of(preset: Preset) -> Webhook:
    is_standard = preset is Preset.STANDARD_WEBHOOKS
    secret = f"whsec_{base64.b64encode(SECRET.encode()).decode()}" if is_standard else SECRET
    authentication = WebhookAuthentication(AuthenticationType.HMAC, preset=preset)
    return Webhook("wh_1", "acme", "wf_1", "Orders", (WebhookMethod.POST,), authentication, secret, NOW, NOW)


def call_of(name: str) -> WebhookCall:
    event = json.loads((EVENTS / f"call_webhook_{name}.json").read_text(encoding="utf-8"))
    return webhook_call(Request.of(event), CalledAddress(webhook_of(Preset.GITHUB)))


def test_every_preset_has_an_event() -> None:
    assert set(SENT) == set(Preset) - {Preset.CUSTOM}


@pytest.mark.parametrize("preset", SENT)
def test_a_vendors_event_is_known_and_read(preset: Preset) -> None:
    name, expected_id, way, expected = SENT[preset]
    webhook, call = webhook_of(preset), call_of(name)

    signature = check_caller(webhook, call, NOW, FakeKeySets).signature
    body = read_body(call.headers, call.raw_body, WebhookSettings())
    trigger = webhook_input(call.method, call.headers, call.query, body, secret_places(webhook))
    value: Any = trigger["body"]
    for step in way:
        value = value[step]

    assert (signature is None) == (preset is Preset.GITLAB)
    assert id_of_delivery(None, call.headers, trigger, body.content, None) == expected_id
    assert value == expected
    assert SECRET not in json.dumps(trigger)
    assert not [name for name in call.headers if "signature" in name and name in trigger["headers"]]  # type: ignore[operator]


@pytest.mark.parametrize("preset", SENT)
def test_a_vendors_event_of_another_sender_is_refused(preset: Preset) -> None:
    call = call_of(SENT[preset][0])

    with pytest.raises(SignatureInvalid):
        check_caller(replace(webhook_of(preset), proof="another"), call, NOW, FakeKeySets)
    if preset is not Preset.GITLAB:
        with pytest.raises(SignatureInvalid):
            check_caller(webhook_of(preset), replace(call, raw_body=call.raw_body + b" "), NOW, FakeKeySets)


def test_a_parameter_that_comes_several_times_holds_a_list() -> None:
    event = json.loads((EVENTS / "call_webhook_github.json").read_text(encoding="utf-8"))
    event |= {
        "rawQueryString": "tag=a%2Cb&one=1&tag=c&wait=5&tag=",
        "queryStringParameters": {"tag": "a,b,c,", "one": "1", "wait": "5"},
    }

    call = webhook_call(Request.of(event), CalledAddress(webhook_of(Preset.GITHUB)))

    assert call.query == {"tag": ["a,b", "c", ""], "one": "1"}
