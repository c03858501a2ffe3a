"""Messages of Amazon SNS: what a topic has signed, what is refused and by which field, and the handshake."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from exeoflow.api.webhooks.bodies import new_webhook
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import (
    InvalidRequest,
    KeysNotFetched,
    SignatureExpired,
    SignatureInvalid,
    SignatureReplayed,
)
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.options import authentication_of, options_of
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call, call_webhook, finish_handshake
from exeoflow.service.webhooks.create import create_webhook
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

RSA = rsa.generate_private_key(65_537, 2_048)
TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders"
HOST = "https://sns.eu-central-1.amazonaws.com"
URL = f"{HOST}/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem"
NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
HANDSHAKE = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")


def certificate(ports: FakePorts, key: Any = RSA, begins: int = -1, ends: int = 1) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = ports.clock.now()
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, now + timedelta(begins), now + timedelta(ends)
    )
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM).decode()


@pytest.fixture
def sns(ports: FakePorts) -> FakePorts:
    ports.key_sets.sets[URL] = certificate(ports)
    return ports


def message(ports: FakePorts, covered: tuple[str, ...] = NOTIFICATION, **changed: Any) -> dict[str, Any]:
    """Return a message as SNS sends it; the signature covers what is `changed`."""
    now = ports.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    content = {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": TOPIC,
        "Message": '{"order": 1}\nand äöü',
        "Timestamp": now,
        "SignatureVersion": "2",
        "SigningCertURL": URL,
        **changed,
    }
    text = "".join(f"{name}\n{content[name]}\n" for name in covered if name in content)
    hashed = SHA1() if content["SignatureVersion"] == "1" else SHA256()  # noqa: S303 - as topics have it
    signature = RSA.sign(text.encode(), padding.PKCS1v15(), hashed)
    return {**content, "Signature": base64.b64encode(signature).decode()}


def handshake(ports: FakePorts, kind: str, **changed: Any) -> dict[str, Any]:
    fields = {"Type": kind, "Token": "2336+/", "SubscribeURL": "https://169.254.169.254/?Action=Other"}
    return message(ports, HANDSHAKE, **fields, **changed)


def webhook(ports: FakePorts, written: list[Json] | None = None) -> Webhook:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph("Hallo", WEBHOOK)))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)
    authentication: Json = written or {"type": "sns", "topic": TOPIC}
    body: JsonObject = {"workflow_id": workflow.id, "name": "Hook", "authentication": authentication}
    made, token = create_webhook(ports, "acme", new_webhook(body))
    assert token is None
    return made


def call(content: object, **headers: str) -> WebhookCall:
    return WebhookCall("POST", headers, {}, json.dumps(content).encode(), None)


def refused(ports: FakePorts, made: Webhook, content: object) -> str:
    with pytest.raises(SignatureInvalid) as raised:
        admit_call(ports, made, call(content))
    assert isinstance(raised.value.fault, Diagnostic)
    assert raised.value.fault.rule == "webhook-sns-wrong"
    return raised.value.fault.values["part"]


@pytest.mark.parametrize("changed", [{}, {"Subject": "New"}, {"SignatureVersion": "1"}, {"Message": ""}])
def test_what_a_topic_sends_starts_the_workflow_once(sns: FakePorts, changed: Any) -> None:
    made, sent = webhook(sns), message(sns, **changed)

    started = [call_webhook(sns, admit_call(sns, made, call(sent)), CallBody(sent)).id for _ in range(2)]

    assert started[0] == started[1]
    trigger: Any = sns.machines.runs[started[0]].input
    assert trigger["body"] == sent
    assert not finish_handshake(sns, admit_call(sns, made, call(sent)))
    assert sns.key_sets.visited == []


def test_a_message_that_is_sent_again_as_another_delivery_is_refused(sns: FakePorts) -> None:
    made, sent = webhook(sns), message(sns)
    call_webhook(sns, admit_call(sns, made, call(sent)), CallBody(sent))

    again = admit_call(sns, made, call(sent, **{"webhook-id": "another"}))

    with pytest.raises(SignatureReplayed):
        call_webhook(sns, again, CallBody(sent))


def test_a_new_subscription_is_confirmed_at_the_topics_own_address(sns: FakePorts) -> None:
    made = webhook(sns)
    sent = call(handshake(sns, "SubscriptionConfirmation"))
    arn = "arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Aorders"
    address = f"{HOST}/?Action=ConfirmSubscription&TopicArn={arn}&Token=2336%2B%2F"

    with pytest.raises(KeysNotFetched):
        finish_handshake(sns, admit_call(sns, made, sent))
    sns.key_sets.sets[address] = {}

    assert finish_handshake(sns, admit_call(sns, made, sent))
    assert sns.key_sets.visited == [address]


def test_the_end_of_a_subscription_is_taken_note_of(sns: FakePorts) -> None:
    sent = call(handshake(sns, "UnsubscribeConfirmation"))

    assert finish_handshake(sns, admit_call(sns, webhook(sns), sent))
    assert sns.key_sets.visited == []


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("TopicArn", TOPIC.replace("orders", "others"), "TopicArn"),
        ("TopicArn", ["x"], "TopicArn"),
        ("Type", "Other", "Type"),
        ("Message", "forged", "Signature"),
        ("Message", 7, "Message"),
        ("Subject", "added", "Signature"),
        ("Signature", "é", "Signature"),
        ("Signature", None, "Signature"),
        ("SignatureVersion", "3", "SignatureVersion"),
        ("SignatureVersion", "1", "Signature"),
        ("Timestamp", "yesterday", "Timestamp"),
        ("MessageId", "1\nTimestamp", "MessageId"),
        ("SigningCertURL", URL.replace("https", "http"), "SigningCertURL"),
        ("SigningCertURL", URL.replace("eu-central-1", "us-east-1"), "SigningCertURL"),
        ("SigningCertURL", URL.replace(".com/", ".com.evil.example/"), "SigningCertURL"),
        ("SigningCertURL", URL.replace("//", "//evil.example@"), "SigningCertURL"),
        ("SigningCertURL", f"{HOST}:8443/SimpleNotificationService-1.pem", "SigningCertURL"),
        ("SigningCertURL", f"{HOST}/../SimpleNotificationService-1.pem", "SigningCertURL"),
        ("SigningCertURL", f"{URL}?x=1", "SigningCertURL"),
        ("SigningCertURL", f"{URL}\n", "SigningCertURL"),
        ("SigningCertURL", None, "SigningCertURL"),
    ],
)
def test_what_is_not_as_the_topic_signed_it_is_refused(
    sns: FakePorts, field: str, value: Any, part: str
) -> None:
    assert refused(sns, webhook(sns), message(sns) | {field: value}) == part


@pytest.mark.parametrize("content", [[], "text", None, {}])
def test_what_is_no_message_is_refused(sns: FakePorts, content: Any) -> None:
    assert refused(sns, webhook(sns), content) in {"Type", "TopicArn"}


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(sns: FakePorts, raw: bytes) -> None:
    with pytest.raises(SignatureInvalid):
        admit_call(sns, webhook(sns), WebhookCall("POST", {}, {}, raw, None))


def test_a_message_cannot_be_taken_apart_otherwise_than_it_was_signed(sns: FakePorts) -> None:
    """Whoever may publish could else write fields into a message, and somebody sends it with these."""
    sent = message(sns, Message="pay\nMessageId\n1")
    forged = sent | {"Message": "pay", "MessageId": f"1\nMessageId\n{sent['MessageId']}"}

    assert refused(sns, webhook(sns), forged) == "MessageId"


@pytest.mark.parametrize(
    ("key", "begins", "ends"),
    [(RSA, -2, -1), (RSA, 1, 2), (ec.derive_private_key(4_711, ec.SECP256R1()), -1, 1)],
)
def test_a_certificate_that_is_not_in_force_or_of_no_such_key_proves_nothing(
    sns: FakePorts, key: Any, begins: int, ends: int
) -> None:
    sns.key_sets.sets[URL] = certificate(sns, key, begins, ends)

    assert refused(sns, webhook(sns), message(sns)) == "SigningCertURL"


def test_what_lies_there_and_is_no_certificate_proves_nothing(sns: FakePorts) -> None:
    sns.key_sets.sets[URL] = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"

    assert refused(sns, webhook(sns), message(sns)) == "SigningCertURL"


def test_nothing_is_asked_for_before_the_topic_is_right(sns: FakePorts) -> None:
    refused(sns, webhook(sns), message(sns, TopicArn=TOPIC.replace("1234", "9999")))

    assert sns.key_sets.asked == []


def test_a_message_is_taken_for_as_long_as_it_is_tried(sns: FakePorts) -> None:
    made, sent = webhook(sns), message(sns)

    sns.clock.moment += timedelta(seconds=3_900)
    admit_call(sns, made, call(sent))
    sns.clock.moment += timedelta(seconds=1)

    with pytest.raises(SignatureExpired):
        admit_call(sns, made, call(sent))


def test_a_topic_stands_beside_other_ways_in(sns: FakePorts) -> None:
    bearer: JsonObject = {"type": "bearer", "secret": "s" * 32}
    made = webhook(sns, [{"type": "sns", "topic": TOPIC}, bearer])

    assert admit_call(sns, made, call(message(sns))).proof.message is not None
    assert admit_call(sns, made, WebhookCall("POST", {}, {}, b"{}", "s" * 32)).proof.message is None


@pytest.mark.parametrize(
    "topic",
    ["orders", f"{TOPIC}.fifo", TOPIC.replace("eu-central-1", "evil.example/"), f"{TOPIC}:sub", f"{TOPIC}\n"],
)
def test_a_topic_is_named_by_its_arn(topic: str) -> None:
    written: JsonObject = {"type": "sns", "topic": topic}

    with pytest.raises(InvalidRequest):
        new_webhook({"workflow_id": "wf_1", "name": "Hook", "authentication": written})


def test_what_is_stored_is_read_again(sns: FakePorts) -> None:
    made = webhook(sns)

    assert authentication_of("sns", is_enabled=True, options=options_of(made)) == made.authentication
