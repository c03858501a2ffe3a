"""Signatures of senders: by vectors that they publish or their own libraries make, and what is refused."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import SignatureExpired, SignatureInvalid
from exeoflow.model.json import Json
from exeoflow.model.webhooks.signature import (
    DETECTED,
    OWN_RULE,
    PRESETS,
    Algorithm,
    Encoding,
    KeyForm,
    Preset,
    SignatureRule,
)
from exeoflow.service.webhooks.signatures import Signature, SignedCall, checked_signature, sign

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
TIME = str(int(NOW.timestamp()))
BODY = b'{"order": 1}'
VECTORS = json.loads(
    (Path(__file__).parents[3] / "data" / "webhook_signatures.json").read_text(encoding="utf-8")
)
TIMED = {"slack", "stripe", "standard-webhooks"}


def own(time: str = TIME, token: str = "whsec_1", body: bytes = BODY) -> str:  # noqa: S107  (no secret)
    return f"t={time},v1={sign(OWN_RULE, token, time.encode() + b'.' + body)}"


def checked(headers: dict[str, str], body: bytes = BODY, now: datetime = NOW) -> Signature:
    signature = checked_signature(SignedCall(headers, body), DETECTED, "whsec_1", now)
    assert signature is not None
    return signature


def call_of(vector: dict[str, Any]) -> SignedCall:
    return SignedCall(
        vector["headers"],
        vector["body"].encode(),
        url=vector.get("url", ""),
        query=vector.get("query", {}),
    )


def time_of(vector: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(vector.get("time", 1705744800), UTC)


def by_name(vector: dict[str, Any]) -> str:
    return str(vector["preset"])


@pytest.mark.parametrize("vector", VECTORS, ids=by_name)
def test_what_a_sender_signed_is_taken(vector: dict[str, Any]) -> None:
    rules = PRESETS[Preset(vector["preset"])]

    signature = checked_signature(call_of(vector), rules, vector["secret"], time_of(vector))

    assert (signature is None) == (vector["preset"] == "gitlab")
    assert signature is None or signature.is_timed == (vector["preset"] in TIMED)


@pytest.mark.parametrize(
    "vector", [each for each in VECTORS if each["preset"] not in ("gitlab", "twilio")], ids=by_name
)
def test_whoever_signs_by_the_secret_is_known_by_his_header(vector: dict[str, Any]) -> None:
    assert checked_signature(call_of(vector), DETECTED, vector["secret"], time_of(vector))


@pytest.mark.parametrize("vector", VECTORS, ids=by_name)
def test_another_secret_or_body_is_refused(vector: dict[str, Any]) -> None:
    call, rules = call_of(vector), PRESETS[Preset(vector["preset"])]

    with pytest.raises(SignatureInvalid):
        checked_signature(call, rules, "another secret", time_of(vector))
    with pytest.raises(SignatureInvalid):
        checked_signature(replace(call, headers={}), rules, vector["secret"], time_of(vector))
    if vector["preset"] != "gitlab":
        with pytest.raises(SignatureInvalid):
            checked_signature(replace(call, body=call.body + b"x"), rules, vector["secret"], time_of(vector))


@pytest.mark.parametrize(
    "vector", [each for each in VECTORS if each["preset"] != "standard-webhooks"], ids=by_name
)
def test_a_header_that_comes_twice_is_refused_unless_its_sender_may_write_several(
    vector: dict[str, Any],
) -> None:
    rules = PRESETS[Preset(vector["preset"])]
    name = next(rule.header for rule in rules if rule.header in vector["headers"])
    twice = {**vector["headers"], name: f"{vector['headers'][name]},{vector['headers'][name]}"}

    with pytest.raises(SignatureInvalid):
        checked_signature(replace(call_of(vector), headers=twice), rules, vector["secret"], time_of(vector))


@pytest.mark.parametrize("vector", [each for each in VECTORS if each["preset"] in TIMED], ids=by_name)
@pytest.mark.parametrize("seconds", [-301, 301])
def test_what_was_signed_at_another_time_is_refused(vector: dict[str, Any], seconds: int) -> None:
    rules, now = PRESETS[Preset(vector["preset"])], time_of(vector) + timedelta(seconds=seconds)

    with pytest.raises(SignatureExpired):
        checked_signature(call_of(vector), rules, vector["secret"], now)


def test_our_own_signature_is_the_hmac_of_time_and_body() -> None:
    assert sign(OWN_RULE, "whsec_1", f"{TIME}.".encode() + BODY) == (
        "2b9ecfcc07bd6fc0cea337a6d4c8ef9a63754fdbcca8dcd19fa23743bb96347d"
    )


@pytest.mark.parametrize("name", ["x-exeoflow-signature", "stripe-signature"])
def test_a_right_signature_is_taken_for_five_minutes(name: str) -> None:
    assert checked({name: own()}).valid_until == NOW + timedelta(minutes=5)


def test_one_of_several_signatures_suffices() -> None:
    right = sign(OWN_RULE, "whsec_1", f"{TIME}.".encode() + BODY)
    both = f"t={TIME}, v0=old, v1={'0' * 64},v1={right.upper()}"

    assert checked({"stripe-signature": both}).value == right


@pytest.mark.parametrize(
    "text",
    [
        "",
        "t=",
        "v1=",
        f"t={TIME}",
        f"v1={'0' * 64}",
        own().replace("t=", "t=-"),
        own().replace("t=", "t=²"),
        own(time="9" * 14),
        own(token="whsec_2"),
        own(body=b"{}"),
        f"t={TIME},{own()}",
        f"t={TIME},v1=ü",
        f"t={TIME},v1=\ud800",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(SignatureInvalid):
        checked({"x-exeoflow-signature": text})


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_right_signature_of_another_time_is_refused(seconds: int) -> None:
    with pytest.raises(SignatureExpired):
        checked({"x-exeoflow-signature": own()}, now=NOW + timedelta(seconds=seconds))


def test_what_another_rule_signed_is_no_body_of_its_own() -> None:
    """Who has seen `t=1,v1=x` over `1.{}` must not send `1.{}` as a body signed by `sha256=x`."""
    for text in (f"{TIME}.{{}}", f"v0:{TIME}:{{}}", f"msg_1.{TIME}.{{}}"):
        signature = sign(OWN_RULE, "whsec_1", text.encode())
        call = SignedCall({"x-hub-signature-256": f"sha256={signature}"}, text.encode())

        assert checked_signature(call, PRESETS[Preset.GITHUB], "whsec_1", NOW)
        with pytest.raises(SignatureInvalid):
            checked_signature(call, DETECTED, "whsec_1", NOW)


def test_a_rule_may_sign_any_parts_of_a_call() -> None:
    rule = SignatureRule(
        "x-sign",
        encoding=Encoding.BASE64,
        algorithm=Algorithm.SHA512,
        signed_text="{method}|{path}|{header:X-Shop}|{timestamp}|{body}!",
        timestamp_header="x-time",
        tolerance=10,
    )
    signature = sign(rule, "secret", b"PUT|/orders/1|berlin|" + TIME.encode() + b"|{}!")
    headers = {"x-sign": signature, "x-shop": "berlin", "x-time": TIME}
    call = SignedCall(headers, b"{}", "PUT", "https://shop.example/orders/1?a=1")

    assert checked_signature(call, [rule], "secret", NOW) == Signature(
        signature, NOW + timedelta(seconds=10), is_timed=True
    )
    with pytest.raises(SignatureExpired):
        checked_signature(call, [rule], "secret", NOW + timedelta(seconds=11))
    for change in ({"x-shop": "hamburg"}, {"x-time": ""}, {"x-time": f"{TIME},{TIME}"}):
        with pytest.raises(SignatureInvalid):
            checked_signature(replace(call, headers=headers | change), [rule], "secret", NOW)


MOMENT = str(int(NOW.timestamp()) * 1000)


@pytest.mark.parametrize(
    ("rule", "time", "header"),
    [
        # HubSpot, Zendesk and Paddle.
        (SignatureRule("x-sign", signed_text="{timestamp}{body}", timestamp_header="x-time"), MOMENT, "{}"),
        (
            SignatureRule("x-sign", signed_text="{timestamp}{body}", timestamp_header="x-time"),
            "2024-01-20T11:00:00+01:00",
            "{}",
        ),
        (
            SignatureRule("x-sign", "h1=", signed_text="{timestamp}:{body}", takes_several=True),
            TIME,
            f"ts={TIME};h1={{}}",
        ),
    ],
)
def test_a_time_is_read_as_its_sender_writes_it(rule: SignatureRule, time: str, header: str) -> None:
    signature = sign(rule, "secret", rule.signed_text.format(timestamp=time, body="{}").encode())
    call = SignedCall({"x-sign": header.format(signature), "x-time": time}, b"{}")

    found = checked_signature(call, [rule], "secret", NOW)

    assert found == Signature(signature, NOW + timedelta(minutes=5))


@pytest.mark.parametrize(
    "time", ["", "soon", "99999999999999", "0001-01-01T00:00:00+14:00", f"{TIME}.5", f"{TIME},{TIME}"]
)
def test_what_is_no_time_is_told(time: str) -> None:
    rule = SignatureRule("x-sign", signed_text="{timestamp}{body}", timestamp_header="x-time")
    call = SignedCall({"x-sign": sign(rule, "secret", time.encode()), "x-time": time}, b"")

    with pytest.raises(SignatureInvalid) as refusal:
        checked_signature(call, [rule], "secret", NOW)

    assert refusal.value.fault == Diagnostic("webhook-signature-time", "", values={"header": "x-time"})


def test_a_refusal_says_whether_the_signature_is_absent_or_wrong() -> None:
    rules = PRESETS[Preset.STANDARD_WEBHOOKS]

    with pytest.raises(SignatureInvalid) as absent:
        checked_signature(SignedCall({}, BODY), rules, "secret", NOW)
    with pytest.raises(SignatureInvalid) as wrong:
        checked_signature(SignedCall({"x-sign": "0" * 64}, BODY), [SignatureRule("x-sign")], "secret", NOW)

    assert absent.value.fault == Diagnostic(
        "webhook-signature-absent", "", values={"headers": "`webhook-signature`, `svix-signature`"}
    )
    assert wrong.value.fault == Diagnostic("webhook-signature-wrong", "", values={"header": "x-sign"})


def test_a_secret_may_stand_for_bytes_in_hex() -> None:
    rule = SignatureRule("x-sign", key=KeyForm.HEX, algorithm=Algorithm.SHA512)
    as_text = replace(rule, key=KeyForm.TEXT)

    assert sign(rule, "4a656665", BODY) == sign(as_text, "Jefe", BODY)
    assert sign(rule, "Jefe", BODY) == sign(as_text, "Jefe", BODY)


def test_base64_may_be_that_of_addresses() -> None:
    rule = SignatureRule("x-sign", encoding=Encoding.BASE64)
    body = next(body for n in range(99) if {"+", "/", "="} <= set(sign(rule, "secret", body := b"%d" % n)))
    right = sign(rule, "secret", body)
    call = SignedCall({"x-sign": right.replace("+", "-").replace("/", "_").rstrip("=")}, body)

    assert checked_signature(call, [rule], "secret", NOW) == Signature(
        right, NOW + timedelta(minutes=5), is_timed=False
    )


def test_a_secret_that_is_no_base64_is_taken_as_it_is() -> None:
    rule = PRESETS[Preset.STANDARD_WEBHOOKS][0]
    text = f"msg_1.{TIME}.{{}}".encode()
    headers = {"webhook-id": "msg_1", "webhook-timestamp": TIME}
    plain = replace(rule, key=OWN_RULE.key)
    for secret, key in (("it-is-a-secret", "it-is-a-secret"), ("whsec_QUJD", "whsec_QUJD")):
        signature = f"v1,{sign(plain, key, text)}"
        call = SignedCall({**headers, "webhook-signature": signature}, b"{}")

        assert checked_signature(call, [rule], secret, NOW)
    assert sign(rule, "whsec_QUJD", text) == sign(plain, base64.b64decode("QUJD").decode(), text)


def test_a_form_that_is_none_has_no_signature() -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "x-twilio-signature": "x"}

    with pytest.raises(SignatureInvalid):
        checked_signature(SignedCall(headers, b"a=%ff"), PRESETS[Preset.TWILIO], "12345", NOW)


MAILGUN = SignatureRule(
    field="signature.signature",
    timestamp_field="signature.timestamp",
    signed_text="{timestamp}{field:signature.token}",
)


def sent_by_mailgun(**changed: Json) -> SignedCall:
    """Mailgun's own example (https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks)."""
    signature = {"timestamp": TIME, "token": "a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0"}
    signature["signature"] = sign(MAILGUN, "key", f"{TIME}{signature['token']}".encode())
    return SignedCall({}, b"", content=lambda: {"signature": {**signature, **changed}})


def test_a_signature_may_stand_in_the_body() -> None:
    signature = checked_signature(sent_by_mailgun(), (MAILGUN,), "key", NOW)

    assert signature is not None
    assert signature.is_timed


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"token": "another"}, "webhook-signature-wrong"),
        ({"token": None}, "webhook-signature-wrong"),
        ({"signature": None}, "webhook-signature-absent"),
        ({"signature": True}, "webhook-signature-absent"),
        ({"signature": ["a"]}, "webhook-signature-absent"),
        ({"timestamp": None}, "webhook-signature-time"),
    ],
)
def test_a_signature_in_the_body_that_is_none_is_refused(changed: dict[str, Json], rule: str) -> None:
    with pytest.raises(SignatureInvalid) as refused:
        checked_signature(sent_by_mailgun(**changed), (MAILGUN,), "key", NOW)

    assert refused.value.fault is not None
    assert refused.value.fault.rule == rule


def test_a_signature_in_the_body_grows_old() -> None:
    with pytest.raises(SignatureExpired):
        checked_signature(sent_by_mailgun(), (MAILGUN,), "key", NOW + timedelta(seconds=301))


def test_a_body_without_data_has_no_signature() -> None:
    with pytest.raises(SignatureInvalid):
        checked_signature(SignedCall({}, b""), (MAILGUN,), "key", NOW)
