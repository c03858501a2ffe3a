"""Callers with a JSON Web Token: what is taken, what is refused and by which part, keys that change."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exeoflow.api.webhooks.bodies import new_webhook
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest, KeysNotFetched, SignatureInvalid
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.options import authentication_of, options_of
from exeoflow.model.webhooks.token_rule import GOOGLE_ISSUERS, GOOGLE_KEYS
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.credentials.create import NewCredential, create_credential
from exeoflow.service.credentials.delete import delete_credential
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import create_webhook
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.secret_places import secret_places
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

RSA = rsa.generate_private_key(65_537, 2_048)
OTHER = rsa.generate_private_key(65_537, 2_048)
ECDSA = ec.derive_private_key(4_711, ec.SECP384R1())
ED25519 = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
SECRET = "a secret of at least thirty-two bytes"  # noqa: S105  (no secret)
KEYS_URL = "https://issuer.example/keys"
BODY = b'{"order": 1}'
ISSUER: dict[str, Any] = {
    "jwks_url": KEYS_URL,
    "issuer": "https://issuer.example",
    "audience": "https://us.example",
}


def pem(key: Any) -> str:
    found = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return str(found.decode())


def key_set(*keys: tuple[str, Any], **more: Any) -> JsonObject:
    found = [
        json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | {"kid": name, "use": "sig"} | more
        for name, key in keys
    ]
    return {"keys": found}


def webhook(ports: FakePorts, further: Sequence[JsonObject] = (), **fields: Any) -> Webhook:
    graph = greeting_graph("Hallo", WEBHOOK)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=graph))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)
    written: list[Json] = [{"type": "jwt", **fields}, *further]
    body: JsonObject = {
        "workflow_id": workflow.id,
        "name": "Hook",
        "authentication": written if further else written[0],
    }
    return create_webhook(ports, "acme", new_webhook(body))[0]


def now_of(ports: FakePorts) -> int:
    return int(ports.clock.now().timestamp())


def claims_of(ports: FakePorts, **changed: Any) -> dict[str, Any]:
    now = now_of(ports)
    claims = {"iss": "https://issuer.example", "aud": "https://us.example", "iat": now, "exp": now + 300}
    return {name: value for name, value in (claims | changed).items() if value is not None}


def token(claims: Mapping[str, Any], key: Any = RSA, algorithm: str = "RS256", **head: Any) -> str:
    return jwt.encode(dict(claims), key, algorithm, headers={"kid": "1", **head})


def call(sent: str, header: str = "authorization", scheme: str = "Bearer ") -> WebhookCall:
    return WebhookCall("POST", {header: f"{scheme}{sent}"}, {}, BODY, None)


def refused(ports: FakePorts, made: Webhook, sent: str) -> str:
    """Return the part of the token for which it is refused."""
    with pytest.raises(SignatureInvalid) as raised:
        admit_call(ports, made, call(sent))
    assert isinstance(raised.value.fault, Diagnostic)
    assert raised.value.fault.rule == "webhook-jwt-wrong"
    return raised.value.fault.values["part"]


@pytest.fixture
def issued(ports: FakePorts) -> FakePorts:
    ports.key_sets.sets[KEYS_URL] = key_set(("1", RSA))
    return ports


def test_a_token_of_the_issuer_lets_its_bearer_in_again_and_again(issued: FakePorts) -> None:
    made = webhook(issued, **ISSUER)
    sent = token(claims_of(issued))

    for _ in range(2):
        assert admit_call(issued, made, call(sent)).proof.signature is None
    assert admit_call(issued, made, call(sent, scheme="")).proof.signature is None
    assert issued.key_sets.asked == [False, False, False]


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"exp": -61}, "exp"),
        ({"exp": None}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"exp": True}, "exp"),
        ({"nbf": 61}, "nbf"),
        ({"nbf": "later"}, "nbf"),
        ({"iss": "https://other.example"}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "https://them.example"}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": []}, "aud"),
        ({"email": "somebody@else.example"}, "email"),
        ({"groups": ["readers"]}, "groups"),
    ],
)
def test_a_token_that_says_something_else_is_refused(
    issued: FakePorts, changed: dict[str, Any], part: str
) -> None:
    made = webhook(issued, **ISSUER, claims={"email": "us@issuer.example", "groups": "writers"})
    right = {"email": "us@issuer.example", "groups": ["readers", "writers"], "nbf": now_of(issued) + 59}
    moved = {
        name: now_of(issued) + value if name in ("exp", "nbf") and type(value) is int else value
        for name, value in changed.items()
    }

    assert admit_call(issued, made, call(token(claims_of(issued, **right))))
    assert refused(issued, made, token(claims_of(issued, **(right | moved)))) == part


def test_a_token_that_another_key_has_signed_is_refused(issued: FakePorts) -> None:
    made, claims = webhook(issued, **ISSUER), claims_of(issued)
    # What is public must not be taken for a secret: with HS256 anybody could sign by it.
    public = base64.urlsafe_b64encode(pem(RSA).encode()).decode()
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    text = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

    assert refused(issued, made, token(claims, OTHER)) == "signature"
    assert refused(issued, made, token(claims, public, "HS256")) == "alg"
    assert refused(issued, made, token(claims, RSA, "RS512")) == "alg"
    assert refused(issued, made, f"{head}.{text}.") == "alg"
    assert refused(issued, made, "no token") == "token"
    assert refused(issued, made, "e30.e30.e30") == "alg"
    assert refused(issued, made, token(claims, crit=["exp"])) == "token"
    with pytest.raises(SignatureInvalid) as raised:
        admit_call(issued, made, replace(call(""), headers={}))
    assert isinstance(raised.value.fault, Diagnostic)
    assert raised.value.fault.rule == "webhook-jwt-absent"


def test_a_new_key_is_asked_for_and_an_old_one_is_gone(issued: FakePorts) -> None:
    made, claims = webhook(issued, **ISSUER), claims_of(issued)
    issued.key_sets.renewed[KEYS_URL] = key_set(("2", OTHER))

    assert admit_call(issued, made, call(token(claims, OTHER, kid="2"))).proof.signature is None
    assert issued.key_sets.asked == [False, True]
    assert refused(issued, made, token(claims, OTHER, kid="3")) == "kid"


@pytest.mark.parametrize(
    "keys",
    [
        {"keys": []},
        {"keys": ["1", {"kid": "1", "kty": "oct", "k": "AAAA"}]},
        {"keys": [{"kid": "1", "kty": "RSA", "n": "!", "e": "AQAB"}]},
        {"keys": "none"},
        [],
        key_set(("1", RSA), use="enc"),
        key_set(("1", RSA), alg="RS512"),
    ],
)
def test_a_set_without_a_key_that_fits_lets_nobody_in(ports: FakePorts, keys: Any) -> None:
    ports.key_sets.sets[KEYS_URL] = keys

    assert refused(ports, webhook(ports, **ISSUER), token(claims_of(ports))) == "kid"


def test_a_token_without_the_name_of_its_key_is_tried_with_all(ports: FakePorts) -> None:
    ports.key_sets.sets[KEYS_URL] = key_set(("1", OTHER), ("2", RSA))
    sent = jwt.encode(claims_of(ports), RSA, "RS256")

    assert admit_call(ports, webhook(ports, **ISSUER), call(sent)).proof.signature is None


def test_an_issuer_that_cannot_be_asked_is_no_fault_of_the_caller(ports: FakePorts) -> None:
    with pytest.raises(KeysNotFetched):
        admit_call(ports, webhook(ports, **ISSUER), call(token(claims_of(ports))))


def test_an_issuer_that_is_down_keeps_nobody_out_who_proves_himself_otherwise(ports: FakePorts) -> None:
    made = webhook(ports, further=({"type": "bearer", "secret": SECRET},), **ISSUER)
    sent = call(token(claims_of(ports)))

    assert admit_call(ports, made, replace(sent, token=SECRET)).proof.signature is None
    with pytest.raises(KeysNotFetched):
        admit_call(ports, made, sent)


@pytest.mark.parametrize(
    ("key", "algorithm"), [(RSA, "RS256"), (RSA, "PS256"), (ECDSA, "ES384"), (ED25519, "EdDSA")]
)
def test_a_key_may_be_given_by_itself(ports: FakePorts, key: Any, algorithm: str) -> None:
    made = webhook(ports, key=pem(key), algorithms=[algorithm])

    assert admit_call(ports, made, call(token(claims_of(ports), key, algorithm))).proof.signature is None
    assert made.proof == ""
    assert refused(ports, made, token(claims_of(ports), SECRET, "HS256")) == "alg"


def test_a_secret_may_be_shared_or_held_by_a_credential(ports: FakePorts) -> None:
    made = webhook(ports, secret=SECRET)
    values: JsonObject = {"token": SECRET}
    held = create_credential(ports, "acme", NewCredential("Held", CredentialKind.BEARER, values)).id
    by_credential = webhook(ports, credential=held, header="X-Token")
    sent = token(claims_of(ports), SECRET, "HS256")

    assert admit_call(ports, made, call(sent)).proof.signature is None
    assert admit_call(ports, by_credential, call(sent, "x-token", "")).proof.signature is None
    assert "x-token" in secret_places(by_credential).headers
    assert refused(ports, made, token(claims_of(ports), f"{SECRET}!", "HS256")) == "signature"
    assert refused(ports, webhook(ports), sent) == "signature"
    delete_credential(ports, "acme", held, is_forced=True)
    with pytest.raises(SignatureInvalid):
        admit_call(ports, by_credential, call(sent, "x-token", ""))


def test_a_secret_that_is_too_short_for_its_algorithm_is_none(ports: FakePorts) -> None:
    made = webhook(ports, secret="k" * 32, algorithms=["HS512"])

    with pytest.warns(jwt.InsecureKeyLengthWarning):
        sent = token(claims_of(ports), "k" * 32, "HS512")
    assert refused(ports, made, sent) == "kid"


def test_a_token_may_say_when_it_was_made_and_what_body_it_is_for(ports: FakePorts) -> None:
    """As Plaid does it."""
    made = webhook(ports, secret=SECRET, max_age=300, body_claim="request_body_sha256")
    digest = hashlib.sha256(BODY)
    forms = (
        digest.hexdigest(),
        base64.b64encode(digest.digest()).decode(),
        base64.urlsafe_b64encode(digest.digest()).decode().rstrip("="),
    )

    def sent(said: Any, issued: Any) -> str:
        claims = claims_of(ports, iat=issued, request_body_sha256=said, exp=None)
        return token(claims, SECRET, "HS256")

    now = now_of(ports)
    for form in forms:
        assert admit_call(ports, made, call(sent(form, now - 299))).proof.signature is None
    assert refused(ports, made, sent(hashlib.sha256(b"").hexdigest(), now)) == "request_body_sha256"
    assert refused(ports, made, sent(None, now)) == "request_body_sha256"
    for wrong in (now - 361, now + 61, None, "now"):
        assert refused(ports, made, sent(forms[0], wrong)) == "iat"
    late = token(claims_of(ports, request_body_sha256=forms[0], exp="x"), SECRET, "HS256")
    assert refused(ports, made, late) == "exp"


def test_google_is_known_by_its_preset(ports: FakePorts) -> None:
    ports.key_sets.sets[GOOGLE_KEYS] = key_set(("1", RSA))
    email = "push@project.iam.gserviceaccount.com"
    made = webhook(ports, preset="google", audience=["a", "b"], claims={"email": email})

    for issuer in GOOGLE_ISSUERS:
        sent = token(claims_of(ports, iss=issuer, aud="b", email=email))
        assert admit_call(ports, made, call(sent)).proof.signature is None
    assert refused(ports, made, token(claims_of(ports, aud="b", email=email))) == "iss"


def test_a_workflow_sees_what_a_token_says_that_was_checked(issued: FakePorts) -> None:
    made = webhook(issued, further=({"type": "bearer", "secret": SECRET},), **ISSUER)
    claims = claims_of(issued, email="ada@example.com", groups=["a"])
    by_token = call(token(claims))
    by_secret = replace(by_token, token=SECRET, headers={})

    def trigger(made_by: WebhookCall) -> Any:
        execution = call_webhook(issued, admit_call(issued, made, made_by), CallBody({"claims": "forged"}))
        return issued.machines.runs[execution.id].input

    assert trigger(by_token)["claims"] == claims
    assert trigger(by_secret) == {"body": {"claims": "forged"}, "headers": {}, "query": {}, "method": "POST"}


@pytest.mark.parametrize("said", ["x" * 16_384, float("nan"), "\ud800"])
def test_a_token_that_says_what_no_workflow_could_hold_is_refused(issued: FakePorts, said: Any) -> None:
    sent = token(claims_of(issued, said=said))

    assert refused(issued, webhook(issued, **ISSUER), sent) == "token"


def test_what_is_stored_is_read_again(ports: FakePorts) -> None:
    made = webhook(ports, **ISSUER, claims={"email_verified": True}, max_age=60)

    read = authentication_of("jwt", is_enabled=True, options=options_of(made))

    assert read == made.authentication


@pytest.mark.parametrize(
    ("fields", "rule", "place"),
    [
        ({"secret": SECRET, "jwks_url": KEYS_URL, "audience": "a"}, "jwt-keys", "authentication"),
        ({"jwks_url": KEYS_URL}, "jwt-audience-missing", "authentication"),
        ({"preset": "google", "audience": "a"}, "jwt-email-missing", "authentication.claims"),
        ({"secret": "short"}, "jwt-secret-short", "authentication.secret"),
        ({"key": "no key"}, "public-key-unreadable", "authentication.key"),
        ({"key": pem(ec.derive_private_key(1, ec.SECP256K1()))}, "public-key-type", "authentication.key"),
        (
            {"key": pem(rsa.generate_private_key(65_537, 1_024))},  # noqa: S505  (what is refused)
            "public-key-type",
            "authentication.key",
        ),
        ({"key": pem(RSA), "algorithms": ["ES256"]}, "jwt-algorithm", "authentication.algorithms"),
        (
            {"jwks_url": KEYS_URL, "audience": "a", "algorithms": ["HS256"]},
            "jwt-algorithm",
            "authentication.algorithms",
        ),
        ({"secret": SECRET, "algorithms": ["RS256"]}, "jwt-algorithm", "authentication.algorithms"),
    ],
)
def test_a_rule_that_would_let_nobody_in_or_anybody_is_refused(
    fields: dict[str, Any], rule: str, place: str
) -> None:
    with pytest.raises(InvalidRequest) as raised:
        new_webhook({"workflow_id": "wf_1", "name": "Hook", "authentication": {"type": "jwt", **fields}})

    assert [(fault.rule, fault.path) for fault in raised.value.faults] == [(rule, place)]
