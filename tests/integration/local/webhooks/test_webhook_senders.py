"""Senders as they are: how they sign, name their deliveries and change their secrets, and who pretends."""

import base64
import gzip
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.e2e.local_server import LocalServer
from tests.integration.local.webhooks.calls import OPEN, Hook, hook

SECRET = "it-is-a-secret-of-the-sender"  # noqa: S105


def digest(text: str, secret: str = SECRET, algorithm: str = "sha256") -> bytes:
    return hmac.new(secret.encode(), text.encode(), algorithm).digest()


def encoded(text: str, secret: str = SECRET) -> str:
    return base64.b64encode(digest(text, secret)).decode()


def signed_by(sender: str, body: str, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """Sign as the sender describes it."""
    now = str(int(time.time()) - age)
    match sender:
        case "github":
            return {"X-Hub-Signature-256": f"sha256={digest(body, secret).hex()}"}
        case "slack":
            signature = digest(f"v0:{now}:{body}", secret).hex()
            return {"X-Slack-Signature": f"v0={signature}", "X-Slack-Request-Timestamp": now}
        case "shopify":
            return {"X-Shopify-Hmac-Sha256": encoded(body, secret)}
        case "typeform":
            return {"Typeform-Signature": f"sha256={encoded(body, secret)}"}
        case "stripe":
            return {"Stripe-Signature": f"t={now},v1={digest(f'{now}.{body}', secret).hex()}"}
        case _:
            signature = f"v1,{encoded(f'msg_1.{now}.{body}', secret)}"
            return {"webhook-id": "msg_1", "webhook-timestamp": now, "webhook-signature": signature}


SENDERS = ("github", "slack", "shopify", "typeform", "stripe", "standard-webhooks")
TIMED = ("slack", "stripe", "standard-webhooks")


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("is_named", [True, False])
def test_a_sender_is_known_by_his_signature(server: LocalServer, sender: str, *, is_named: bool) -> None:
    """Cases 35, 36 and 37: with the preset, and with nothing but the secret."""
    target = hook(server)
    preset = {"preset": sender} if is_named else {}
    target.set(authentication={"type": "hmac", "secret": SECRET, **preset})
    body = json.dumps({"id": 1, "sender": sender})
    headers = {"Content-Type": "application/json", **signed_by(sender, body)}

    answer = target.send(body, headers)
    forged = target.send(body, headers | signed_by(sender, body, "another"))
    missing = target.send(body, {"Content-Type": "application/json"})
    changed = target.send(body.replace("1", "2"), headers)

    assert answer.status == 202, answer.body
    assert {forged.code, missing.code, changed.code} == {"WEBHOOK_SIGNATURE_INVALID"}
    assert target.executions == 1
    assert SECRET not in json.dumps(target.api.get(f"/v1/webhooks/{target.id}").body)


_PART = b'--X\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n\xff\x00\r\n--X--\r\n'


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (_PART, {"Content-Type": "multipart/form-data; boundary=X"}),
        (bytes(range(256)), {"Content-Type": "image/png"}),
        (gzip.compress(b"{}"), {"Content-Type": "application/json", "Content-Encoding": "gzip"}),
        (b'{"price": "\\u20ac 1"}', {"Content-Type": "application/json"}),
    ],
    ids=["file", "binary", "packed", "escapes"],
)
def test_a_signature_covers_the_bytes_as_they_were_sent(
    server: LocalServer, sent: bytes, headers: dict[str, str]
) -> None:
    target = hook(server)
    target.set(authentication={"type": "hmac", "preset": "github", "secret": SECRET})
    signature = hmac.new(SECRET.encode(), sent, "sha256").hexdigest()
    signed = {"X-Hub-Signature-256": f"sha256={signature}"}

    right, wrong = target.send(sent, headers | signed), target.send(sent + b" ", headers | signed)

    assert right.status == 202, right.body
    assert wrong.code == "WEBHOOK_SIGNATURE_INVALID"


@pytest.mark.parametrize("sender", TIMED)
def test_an_old_signature_and_one_for_another_delivery_are_refused(server: LocalServer, sender: str) -> None:
    target = hook(server)
    target.set(authentication={"type": "hmac", "preset": sender, "secret": SECRET})
    body, kind = "{}", {"Content-Type": "application/json"}
    headers = {**kind, **signed_by(sender, body)}

    first, again = target.send(body, headers), target.send(body, headers)
    replayed = target.send(body, {**headers, "Idempotency-Key": "another"})
    old = target.send(body, {**kind, **signed_by(sender, body, age=400)})
    twice = target.send(body, {name: f"{value},{value}" for name, value in headers.items()})

    assert first.status == again.status == 202
    assert first.content["data"] == again.content["data"]
    assert (replayed.status, replayed.code) == (409, "WEBHOOK_REPLAYED")
    assert (old.status, old.code) == (401, "WEBHOOK_SIGNATURE_EXPIRED")
    assert (twice.status, twice.code) == (401, "WEBHOOK_SIGNATURE_INVALID")
    assert target.executions == 1


def test_twilio_signs_the_address_and_the_form(server: LocalServer) -> None:
    target = hook(server)
    target.set(authentication={"type": "hmac", "preset": "twilio", "secret": "12345"})
    text = f"{target.url}/webhook/{target.id}?wait=20BodyHalloFrom+49"
    signature = base64.b64encode(digest(text, "12345", "sha1")).decode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}

    seen = target.trigger("From=%2B49&Body=Hallo", headers)

    assert seen["body"] == {"From": "+49", "Body": "Hallo"}


@pytest.mark.parametrize(
    ("authentication", "headers", "query"),
    [
        (
            {"type": "hmac", "preset": "gitlab", "secret": "of-gitlab"},
            {"X-Gitlab-Token": "of-gitlab"},
            "",
        ),
        (
            {"type": "header", "header": "X-Telegram-Bot-Api-Secret-Token", "secret": "short"},
            {"x-telegram-bot-api-secret-token": "short"},
            "",
        ),
        ({"type": "header", "header": "X-My-Key", "secret": "Sehr geheim"}, {"X-My-Key": "Sehr geheim"}, ""),
        ({"type": "query", "secret": "abc"}, {}, "&token=abc"),
        ({"type": "bearer", "secret": "chosen"}, {"Authorization": "Bearer chosen"}, ""),
        (
            {"type": "basic", "username": "ada", "password": "p:w"},
            {"Authorization": f"Basic {base64.b64encode(b'ada:p:w').decode()}"},
            "",
        ),
    ],
)  # fmt: skip
def test_a_token_of_the_senders_choosing_is_checked_and_left_out(
    server: LocalServer, authentication: dict[str, Any], headers: dict[str, str], query: str
) -> None:
    target = hook(server)
    shown = target.set(authentication=authentication)

    refused = target.send("{}")
    answer = target.send("{}", headers, query=f"?wait=20{query}")
    execution = target.api.get(f"/v1/executions?workflow_id={target.workflow_id}").data["executions"][0]
    record = json.dumps(target.api.get(f"/v1/executions/{execution['id']}").body)

    assert (refused.status, refused.code.startswith("WEBHOOK_")) == (401, True)
    assert refused.headers["www-authenticate"].startswith(
        "Basic" if authentication["type"] == "basic" else "Bearer"
    )
    assert answer.status == 200, answer.body
    for secret in (*headers.values(), authentication.get("secret", "p:w")):
        assert secret not in record
    assert set(shown["authentication"]) >= {"type", "enabled"}


def test_secrets_of_callers_are_in_no_record(server: LocalServer) -> None:
    """Case 40, for every header by which a sender proves itself, also where nobody checks it."""
    target = hook(server)
    target.set(**OPEN, secret_headers=["X-Mark"], secret_parameters=["Code"])
    names = (
        *("X-Gitlab-Token", "X-Hub-Signature", "X-Hub-Signature-256", "X-Slack-Signature", "X-Mark"),
        *("X-Shopify-Hmac-Sha256", "Typeform-Signature", "webhook-signature", "svix-signature"),
        *("X-Twilio-Signature", "Stripe-Signature", "X-Telegram-Bot-Api-Secret-Token", "Authorization"),
    )

    query = "?wait=20&code=secret-of-the-sender"
    seen = target.trigger("{}", dict.fromkeys(names, "secret-of-the-sender"), query=query)

    assert "secret-of-the-sender" not in json.dumps(seen)


@pytest.mark.parametrize(
    ("settings", "headers", "body"),
    [
        ({}, {"X-Shopify-Webhook-Id": "b54557e4"}, {"id": 1}),
        ({}, {"svix-id": "msg_1"}, {"id": 1}),
        ({}, {}, {"type": "event_callback", "event_id": "Ev1"}),
        ({}, {}, {"event_type": "form_response", "event_id": "01H"}),
        ({"delivery_id": "X-My-Delivery"}, {"X-My-Delivery": "7"}, {}),
        ({"delivery_id": "event_id"}, {}, {"event_id": "E"}),
        ({"delivery_id": "$trigger.body.(kind & order.id)"}, {}, {"kind": "o", "order": {"id": 7}}),
        ({"delivery_id": "{{ $trigger.headers.`x-event` }}"}, {"X-Event": "e"}, {}),
    ],
)  # fmt: skip
def test_the_same_delivery_starts_once(
    server: LocalServer, settings: dict[str, str], headers: dict[str, str], body: dict[str, Any]
) -> None:
    """Case 45."""
    target = hook(server)
    target.set(**OPEN, **settings)
    sent = {"Content-Type": "application/json", **headers}

    first, again = (
        target.send(json.dumps(body | {"attempt": attempt}), sent).content["data"] for attempt in range(2)
    )

    assert first["execution_id"] == again["execution_id"]
    assert target.executions == 1


IN_BODY = {"type": "hmac", "field": "a", "signed_text": "{field:b}"}


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"authentication": {"type": "hmac", "preset": "custom"}}, "authentication"),
        ({"authentication": {"type": "hmac", "preset": "git"}}, "authentication.preset"),
        ({"authentication": {"type": "basic"}}, "authentication.username"),
        (
            {"authentication": {"type": "hmac", "header": "X-A", "signed_text": "{id}.{body}"}},
            "authentication.signed_text",
        ),
        (
            {"authentication": [{"type": "hmac", "header": "X-A", "signed_text": "{url}"}]},
            "authentication[0].signed_text",
        ),
        (
            {"authentication": [{"type": "bearer"}, {"type": "basic", "username": "a"}]},
            "authentication[1].secret",
        ),
        (
            {"authentication": IN_BODY | {"header": "X-A"}},
            "authentication",
        ),
        (
            {"authentication": IN_BODY | {"algorithm": "plain"}},
            "authentication",
        ),
        (
            {"authentication": IN_BODY | {"preset": "gitlab"}},
            "authentication",
        ),
        (
            {"authentication": IN_BODY | {"signed_text": "constant"}},
            "authentication.signed_text",
        ),
        ({"authentication": {"type": "hmac", "field": "a"}}, "authentication.signed_text"),
        ({"open_methods": ["OPTIONS"]}, "open_methods[0]"),
        ({"delivery_id": "$trigger.body.("}, "delivery_id"),
        ({"secret_headers": ["no header"]}, "secret_headers[0]"),
    ],
)  # fmt: skip
def test_what_a_webhook_cannot_do_is_told_with_its_place(
    server: LocalServer, fields: dict[str, Any], path: str
) -> None:
    target = hook(server)

    answer = target.api.call("PUT", f"/v1/webhooks/{target.id}", fields)

    assert answer.status == 400
    assert [detail["path"] for detail in answer.error["details"]] == [path]


def test_secrets_change_while_deliveries_go_on(server: LocalServer) -> None:
    target = hook(server)
    target.set(authentication={"type": "hmac", "preset": "github", "secret": "old"})
    shown = target.set(
        authentication=[
            {"type": "hmac", "preset": "github", "secret": "new"},
            {"type": "hmac", "preset": "github"},
        ]
    )

    def status(target: Hook, secret: str) -> int:
        return target.send("{}", signed_by("github", "{}", secret)).status

    assert [each["preset"] for each in shown["authentication"]] == ["github", "github"]
    assert [status(target, secret) for secret in ("new", "old", "older")] == [202, 202, 401]
    target.set(authentication={"type": "hmac", "preset": "github"})
    assert [status(target, secret) for secret in ("new", "old")] == [202, 401]


def test_a_credential_holds_the_secret_and_is_rotated_by_itself(server: LocalServer) -> None:
    target = hook(server)
    values = {"name": "Held", "type": "bearer", "values": {"token": SECRET}}
    credential = target.api.call("POST", "/v1/credentials", values).data["id"]
    held = {"type": "hmac", "preset": "github", "credential": credential}

    shown = target.set(authentication=held)
    before = [target.send("{}", signed_by("github", "{}", secret)).status for secret in (SECRET, "")]
    rotated = target.api.call("PUT", f"/v1/credentials/{credential}", {"values": {"token": "new"}})
    after = [target.send("[]", signed_by("github", "[]", secret)).status for secret in (SECRET, "new")]
    refused = target.api.post(f"/v1/webhooks/{target.id}/rotate")
    twice = target.api.call(
        "PUT", f"/v1/webhooks/{target.id}", {"authentication": {**held, "secret": SECRET}}
    )

    assert shown["authentication"] == {**held, "enabled": True}
    assert "token" not in shown
    assert rotated.status == 200
    assert (before, after) == ([202, 401], [401, 202])
    assert [each.error["details"][0]["rule"] for each in (refused, twice)] == [
        "webhook-secret-held",
        "webhook-secret-twice",
    ]
    assert target.api.call("DELETE", f"/v1/credentials/{credential}").status == 409


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_a_signature_may_stand_in_the_body(server: LocalServer, content_type: str) -> None:
    target = hook(server)
    rule = {"field": "signature", "timestamp_field": "timestamp", "signed_text": "{timestamp}{field:token}"}
    shown = target.set(authentication={"type": "hmac", "preset": "custom", "secret": SECRET, **rule})
    now = str(int(time.time()))
    fields = {"timestamp": now, "token": "once", "signature": digest(f"{now}once").hex()}
    written = json.dumps if "json" in content_type else urlencode

    def status(raw: bytes | str) -> int:
        return target.send(raw, {"Content-Type": content_type}).status

    assert rule.items() <= shown["authentication"].items()
    assert "header" not in shown["authentication"]
    assert status(written(fields)) == 202
    assert status(written(fields | {"token": "other"})) == 401
    assert status(b"\xff{") == 401


def test_one_of_several_signatures_in_a_header_suffices(server: LocalServer) -> None:
    target = hook(server)
    rule = {"preset": "custom", "header": "X-PagerDuty-Signature", "prefix": "v1=", "algorithm": "md5"}
    target.set(authentication={"type": "hmac", "secret": SECRET, **rule})
    right = hmac.new(SECRET.encode(), b"{}", "md5").hexdigest()

    def status(header: str) -> int:
        return target.send("{}", {"X-PagerDuty-Signature": header}).status

    assert [status(f"v1=00,v1={right}"), status("v1=00,v1=11"), status(right)] == [202, 401, 401]


def test_anybody_may_call_by_an_open_method(server: LocalServer) -> None:
    target = hook(server)
    signed = {"type": "hmac", "preset": "github", "secret": SECRET}
    shown = target.set(method=["GET", "POST"], open_methods=["GET"], authentication=signed)

    assert shown["open_methods"] == ["GET"]
    assert [target.send(method="GET").status, target.send("{}").status] == [202, 401]


@pytest.mark.parametrize(
    ("origin", "allowed"), [("eventgrid.azure.net", "eventgrid.azure.net"), ("a b", None)]
)
def test_a_sender_of_cloud_events_may_send(server: LocalServer, origin: str, allowed: str | None) -> None:
    answer = hook(server).send(method="OPTIONS", headers={"WebHook-Request-Origin": origin})

    assert answer.status == 200
    assert answer.headers.get("WebHook-Allowed-Origin") == allowed
    assert answer.headers["WebHook-Allowed-Rate"] == "6000"
