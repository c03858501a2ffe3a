"""Senders who sign with a private key: vectors that they publish, what is refused, keys as they are shown."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding as Form
from cryptography.hazmat.primitives.serialization import PublicFormat

from exeoflow.api.webhooks.bodies import new_webhook
from exeoflow.api.webhooks.first_contact import challenge_in
from exeoflow.errors import InvalidRequest, SignatureExpired, SignatureInvalid, SignatureReplayed
from exeoflow.model.json import JsonObject
from exeoflow.model.webhooks.options import authentication_of, options_of
from exeoflow.model.webhooks.signature import (
    PUBLIC_KEY_PRESETS,
    Encoding,
    PublicKeyAlgorithm,
    PublicKeyPreset,
    SignatureRule,
)
from exeoflow.model.webhooks.webhook import AuthenticationType, Webhook, WebhookAuthentication
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.webhooks.admission import WebhookCall, check_caller
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import create_webhook
from exeoflow.service.webhooks.first_tokens import told_webhooks
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.public_keys import is_key_for, read_public_key
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token
from exeoflow.service.webhooks.signatures import SignedCall, checked_signature
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.webhooks import FakeKeySets

VECTORS = json.loads(
    (Path(__file__).parents[3] / "data" / "webhook_public_keys.json").read_text(encoding="utf-8")
)
NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
TIME = str(int(NOW.timestamp()))
BODY = b'{"type": 2}'
ED25519 = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ECDSA = ec.derive_private_key(4_711, ec.SECP256R1())
RSA = rsa.generate_private_key(65_537, 2_048)
SHORT = rsa.generate_private_key(65_537, 1_024)  # noqa: S505  (what is refused)
BROKEN = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
KEYS: dict[PublicKeyAlgorithm, Any] = {
    PublicKeyAlgorithm.ED25519: ED25519,
    PublicKeyAlgorithm.ECDSA_SHA256: ECDSA,
    PublicKeyAlgorithm.RSA_SHA256: RSA,
}


def shown(key: Any, form: Form = Form.PEM, kind: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> bytes:
    content = key.public_key().public_bytes(form, kind)
    assert isinstance(content, bytes)
    return content


def pem(key: Any) -> str:
    return shown(key).decode()


def digits(key: ed25519.Ed25519PrivateKey = ED25519) -> str:
    return shown(key, Form.Raw, PublicFormat.Raw).hex()


def made_by(algorithm: PublicKeyAlgorithm, text: bytes) -> bytes:
    match algorithm:
        case PublicKeyAlgorithm.ED25519:
            return ED25519.sign(text)
        case PublicKeyAlgorithm.ECDSA_SHA256:
            return ECDSA.sign(text, ec.ECDSA(SHA256()))
        case _:
            return RSA.sign(text, padding.PKCS1v15(), SHA256())


def discord(body: bytes = BODY, time: str = TIME) -> dict[str, str]:
    return {"x-signature-ed25519": ED25519.sign(time.encode() + body).hex(), "x-signature-timestamp": time}


def rule_of(preset: PublicKeyPreset, key: str, **more: Any) -> SignatureRule:
    return replace(PUBLIC_KEY_PRESETS[preset], public_key=key, **more)


def webhook(ports: FakePorts, authentication: JsonObject | list[JsonObject]) -> Webhook:
    graph = greeting_graph("Hallo", WEBHOOK)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=graph))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)
    body: JsonObject = {"workflow_id": workflow.id, "name": "Hook", "authentication": authentication}
    made, token = create_webhook(ports, "acme", new_webhook(body))
    assert token is None
    return made


def written(**fields: Any) -> JsonObject:
    return {"type": "public_key", "preset": "discord", "key": digits(), **fields}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each["preset"])
def test_what_a_sender_signed_is_taken_and_nothing_else(vector: dict[str, Any]) -> None:
    body = bytes.fromhex(vector["body_hex"]) if "body_hex" in vector else vector["body"].encode()
    call = SignedCall(vector["headers"], body)
    now = datetime.fromtimestamp(vector["time"], UTC) if "time" in vector else NOW
    rule = rule_of(PublicKeyPreset(vector["preset"]), vector["key"], **vector.get("rule", {}))

    signature = checked_signature(call, [rule], "", now)

    assert signature is not None
    assert signature.is_timed == ("time" in vector)
    with pytest.raises(SignatureInvalid):
        checked_signature(replace(call, body=body + b" "), [rule], "", now)


@pytest.mark.parametrize("algorithm", PublicKeyAlgorithm)
@pytest.mark.parametrize("encoding", Encoding)
def test_each_algorithm_knows_its_sender_in_either_encoding(
    algorithm: PublicKeyAlgorithm, encoding: Encoding
) -> None:
    rule = SignatureRule("x-sign", encoding=encoding, algorithm=algorithm, public_key=pem(KEYS[algorithm]))
    signature = made_by(algorithm, BODY)
    sent = signature.hex() if encoding is Encoding.HEX else base64.b64encode(signature).decode()
    call = SignedCall({"x-sign": sent}, BODY)

    assert checked_signature(call, [rule], "", NOW) is not None
    for wrong in ("", "nothing of it", sent[:-8], "AAAA", "00" * 64):
        with pytest.raises(SignatureInvalid):
            checked_signature(replace(call, headers={"x-sign": wrong}), [rule], "", NOW)


def test_one_of_several_signatures_of_standard_webhooks_suffices() -> None:
    rule = rule_of(
        PublicKeyPreset.STANDARD_WEBHOOKS, f"whpk_{base64.b64encode(bytes.fromhex(digits())).decode()}"
    )
    text = f"msg_1.{TIME}.".encode() + BODY
    right = base64.b64encode(ED25519.sign(text)).decode()
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": TIME,
        "webhook-signature": f"v1,AAAA v1a,{right[::-1]} v1a,{right}",
    }

    assert checked_signature(SignedCall(headers, BODY), [rule], "", NOW) is not None


def test_the_same_text_with_another_signature_of_it_is_the_same_delivery() -> None:
    """Of (r, s) of ECDSA (r, n - s) is as right, and whoever sees the one can make the other."""
    rule = rule_of(PublicKeyPreset.SENDGRID, base64.b64encode(shown(ECDSA, Form.DER)).decode())
    signature = made_by(PublicKeyAlgorithm.ECDSA_SHA256, TIME.encode() + BODY)
    r, s = decode_dss_signature(signature)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    sent = [
        SignedCall({rule.header: base64.b64encode(each).decode(), str(rule.timestamp_header): TIME}, BODY)
        for each in (signature, encode_dss_signature(r, order - s))
    ]

    first, second = (checked_signature(each, [rule], "", NOW) for each in sent)

    assert first == second


def test_a_signature_grows_old_and_serves_one_delivery(ports: FakePorts) -> None:
    made = webhook(ports, written())
    time = str(int(ports.clock.now().timestamp()))
    sent = WebhookCall("POST", discord(time=time) | {"x-request-id": "1"}, {}, BODY, None)

    started = call_webhook(ports, admit_call(ports, made, sent), CallBody({}))
    again = call_webhook(ports, admit_call(ports, made, sent), CallBody({}))

    assert started.id == again.id
    with pytest.raises(SignatureReplayed):
        call_webhook(
            ports,
            admit_call(ports, made, replace(sent, headers=discord(time=time) | {"idempotency-key": "2"})),
            CallBody({}),
        )
    with pytest.raises(SignatureExpired):
        check_caller(made, sent, ports.clock.now() + timedelta(seconds=301), FakeKeySets)


def test_both_keys_count_while_a_sender_changes_them(ports: FakePorts) -> None:
    other = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    made = webhook(ports, [written(key=digits(other)), written()])
    call = WebhookCall("POST", discord(), {}, BODY, None)

    assert check_caller(made, call, NOW, FakeKeySets).signature is not None
    with pytest.raises(SignatureInvalid):
        check_caller(webhook(ports, written(key=digits(other))), call, NOW, FakeKeySets)


def test_there_is_no_secret_to_tell_or_to_rotate(ports: FakePorts) -> None:
    made = webhook(ports, written())

    changed, token = update_webhook(
        ports,
        "acme",
        made.id,
        WebhookChanges(authentication=made.authentication, further=()),
    )

    assert (changed.proof, token, made.has_token) == ("", None, True)
    with pytest.raises(InvalidRequest) as refused:
        rotate_webhook_token(ports, "acme", made.id)
    assert [fault.rule for fault in refused.value.faults] == ["webhook-without-secret"]
    workflow = ports.workflows.get("acme", made.workflow_id)
    assert workflow is not None
    assert told_webhooks(ports, workflow, frozenset()) == ()


def test_a_secret_is_made_anew_for_who_signed_with_a_key_before(ports: FakePorts) -> None:
    made = webhook(ports, written())

    changed, token = update_webhook(
        ports, "acme", made.id, WebhookChanges(authentication=WebhookAuthentication())
    )

    assert changed.proof
    assert token is not None


def test_nobody_is_known_without_a_key() -> None:
    nothing = WebhookAuthentication(AuthenticationType.PUBLIC_KEY)

    with pytest.raises(SignatureInvalid):
        checked_signature(SignedCall(discord(), BODY), nothing.rules, "", NOW)


def test_what_is_stored_is_read_again(ports: FakePorts) -> None:
    made = webhook(ports, written())
    options = options_of(made)

    assert authentication_of("public_key", is_enabled=True, options=options) == made.authentication


@pytest.mark.parametrize(
    ("fields", "rule", "place"),
    [
        ({"key": "no key"}, "public-key-unreadable", "authentication.key"),
        ({"key": BROKEN}, "public-key-unreadable", "authentication.key"),
        ({"key": "QUFBQQ=="}, "public-key-unreadable", "authentication.key"),
        ({"key": pem(ECDSA)}, "public-key-type", "authentication.key"),
        ({"key": pem(SHORT), "algorithm": "rsa-sha256"}, "public-key-type", "authentication.key"),
        ({"preset": "custom"}, "signature-header-missing", "authentication"),
        ({"signed_text": "{timestamp}"}, "signed-text-without-body", "authentication.signed_text"),
        ({"signed_text": "{nothing}{body}"}, "signed-text-unknown", "authentication.signed_text"),
    ],
)  # fmt: skip
def test_a_rule_that_could_let_nobody_in_is_refused(fields: dict[str, Any], rule: str, place: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        new_webhook({"workflow_id": "wf_1", "name": "Hook", "authentication": written(**fields)})

    assert [(fault.rule, fault.path) for fault in refused.value.faults] == [(rule, place)]


def test_what_stands_beside_a_preset_changes_its_rule() -> None:
    fields = written(
        preset="custom", header="X-Sign", timestamp_header="X-Time", signed_text="{timestamp}|{body}"
    )
    body = new_webhook({"workflow_id": "wf_1", "name": "Hook", "authentication": fields})

    assert body.authentication.rules == (
        SignatureRule(
            "x-sign",
            algorithm=PublicKeyAlgorithm.ED25519,
            signed_text="{timestamp}|{body}",
            timestamp_header="x-time",
            public_key=digits(),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        pem(RSA),
        pem(RSA).replace("\n", "\\n"),
        base64.b64encode(shown(RSA, Form.DER)).decode(),
        base64.b64encode(shown(RSA, Form.DER)).decode() + "\n",
    ],
)
def test_a_key_is_read_as_it_is_shown(text: str) -> None:
    assert is_key_for(read_public_key(text), PublicKeyAlgorithm.RSA_SHA256)


def test_a_certificate_holds_a_key() -> None:
    certificate = trustme.CA().cert_pem.bytes().decode()

    assert is_key_for(read_public_key(certificate), PublicKeyAlgorithm.ECDSA_SHA256)


def test_discord_is_answered_when_it_asks_whether_somebody_is_there(ports: FakePorts) -> None:
    answer = challenge_in({"type": 1, "id": "1"}, webhook(ports, written()))

    assert answer is not None
    assert (answer.body, answer.headers["Content-Type"]) == ('{"type":1}', "application/json")
    assert challenge_in({"type": 1}, webhook(ports, written(preset="custom", header="x-sign"))) is None
    assert challenge_in({"type": 2}, webhook(ports, written())) is None
