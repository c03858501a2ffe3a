"""Who may call a webhook: by a token in any place, by one of several secrets, or by none."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exeoflow.errors import (
    InvalidRequest,
    SignatureExpired,
    SignatureInvalid,
    SignatureReplayed,
    TokenInvalid,
)
from exeoflow.model.webhooks.signature import OWN_RULE, PRESETS, Preset, SignatureRule
from exeoflow.model.webhooks.webhook import (
    AuthenticationType,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
    digest_of,
    is_verify_token_of,
)
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.webhooks.admission import CallerProof, WebhookCall, check_caller
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.further import FurtherAuthentication
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.signatures import sign
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.webhooks import FakeKeySets

TELEGRAM = "x-telegram-bot-api-secret-token"
HEADER = WebhookAuthentication(AuthenticationType.HEADER, name=TELEGRAM)
QUERY = WebhookAuthentication(AuthenticationType.QUERY, name="key")
BASIC = WebhookAuthentication(AuthenticationType.BASIC, name="ada")
BEARER = WebhookAuthentication()
GITHUB = WebhookAuthentication(AuthenticationType.HMAC, preset=Preset.GITHUB)
GITLAB = WebhookAuthentication(AuthenticationType.HMAC, preset=Preset.GITLAB)
STRIPE = WebhookAuthentication(AuthenticationType.HMAC, preset=Preset.STRIPE)
OFF = WebhookAuthentication(is_enabled=False)
VECTORS = json.loads(
    (Path(__file__).parents[3] / "data" / "webhook_signatures.json").read_text(encoding="utf-8")
)
SECRET = "grüße vom sender"  # noqa: S105


@pytest.fixture
def workflow_id(ports: FakePorts) -> str:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph("Hallo", WEBHOOK)))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE).id


def made(
    ports: FakePorts, workflow_id: str, first: WebhookAuthentication, *further: FurtherAuthentication
) -> Webhook:
    new = NewWebhook(workflow_id, "Orders", authentication=first, token=SECRET, further=further)
    return create_webhook(ports, "acme", new)[0]


def call(
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    body: bytes = b"{}",
    token: str | None = None,
) -> WebhookCall:
    return WebhookCall("POST", headers or {}, query or {}, body, token)


def basic(text: str) -> WebhookCall:
    return call({"authorization": f"Basic {base64.b64encode(text.encode()).decode()}"})


def github(secret: str, body: bytes = b"{}") -> dict[str, str]:
    return {"x-hub-signature-256": f"sha256={sign(PRESETS[Preset.GITHUB][0], secret, body)}"}


@pytest.mark.parametrize(
    ("authentication", "right", "wrong"),
    [
        (BEARER, [call(token=SECRET)], [call(), call(token="x")]),
        (HEADER, [call({TELEGRAM: SECRET})], [call({TELEGRAM: "x"})]),
        (QUERY, [call(query={"key": SECRET})], [call(query={"key": ""}), call(query={"token": SECRET})]),
        (GITLAB, [call({"x-gitlab-token": SECRET})], []),
        (
            BASIC,
            [basic(f"ada:{SECRET}")],
            [
                basic(f"bob:{SECRET}"),
                basic(f"ada:{SECRET}:"),
                basic("ada"),
                call({"authorization": f"Bearer {SECRET}"}),
                call({"authorization": "Basic !"}),
                call({"authorization": "Basic /w=="}),
            ],
        ),
    ],
)  # fmt: skip
def test_a_token_proves_the_caller_where_the_webhook_looks_for_it(
    ports: FakePorts,
    workflow_id: str,
    authentication: WebhookAuthentication,
    right: list[WebhookCall],
    wrong: list[WebhookCall],
) -> None:
    webhook = made(ports, workflow_id, authentication)

    for each in right:
        assert check_caller(webhook, each, ports.clock.now(), FakeKeySets) == CallerProof()
    for each in [*wrong, call()]:
        with pytest.raises((TokenInvalid, SignatureInvalid)):
            check_caller(webhook, each, ports.clock.now(), FakeKeySets)


def test_a_basic_password_may_hold_colons(ports: FakePorts, workflow_id: str) -> None:
    new = NewWebhook(workflow_id, "Orders", authentication=BASIC, token="a:b:")

    webhook, _ = create_webhook(ports, "acme", new)

    assert check_caller(webhook, basic("ada:a:b:"), ports.clock.now(), FakeKeySets) == CallerProof()


def test_during_a_rotation_either_secret_is_taken(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(
        ports, workflow_id, GITHUB, FurtherAuthentication(GITHUB, "old"), FurtherAuthentication(OFF, "off")
    )

    for secret in (SECRET, "old"):
        assert check_caller(webhook, call(github(secret)), ports.clock.now(), FakeKeySets).signature
    with pytest.raises(SignatureInvalid):
        check_caller(webhook, call(github("older")), ports.clock.now(), FakeKeySets)
    with pytest.raises(SignatureInvalid):
        check_caller(webhook, call(token="off"), ports.clock.now(), FakeKeySets)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["preset"]))
def test_each_sender_may_change_its_secret_while_deliveries_go_on(
    ports: FakePorts, workflow_id: str, vector: dict[str, Any]
) -> None:
    signed = WebhookAuthentication(AuthenticationType.HMAC, preset=Preset(vector["preset"]))
    other = STRIPE if signed.preset is Preset.GITHUB else GITHUB
    sent = WebhookCall(
        "POST",
        vector["headers"],
        vector.get("query", {}),
        vector["body"].encode(),
        token=None,
        url=vector.get("url", ""),
    )
    now = datetime.fromtimestamp(vector.get("time", 1705744800), UTC)
    old, new = FurtherAuthentication(signed, vector["secret"]), FurtherAuthentication(signed, "new")
    is_told_by_signature = signed.preset is not Preset.GITLAB

    for first, further in ((signed, [old]), (other, [new, old]), (BEARER, [old, new])):
        signature = check_caller(made(ports, workflow_id, first, *further), sent, now, FakeKeySets).signature
        assert (signature is not None) == is_told_by_signature
    for first, further in ((signed, [new]), (other, [new]), (signed, [FurtherAuthentication(other, "x")])):
        with pytest.raises(SignatureInvalid):
            check_caller(made(ports, workflow_id, first, *further), sent, now, FakeKeySets)


def test_an_old_signature_is_told_before_another_fault(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id, BEARER, FurtherAuthentication(STRIPE, "s"))
    time = str(int((ports.clock.now() - timedelta(minutes=6)).timestamp()))
    headers = {"stripe-signature": f"t={time},v1={sign(OWN_RULE, 's', time.encode() + b'.{}')}"}

    with pytest.raises(SignatureExpired):
        check_caller(webhook, call(headers), ports.clock.now(), FakeKeySets)
    with pytest.raises(TokenInvalid):
        check_caller(webhook, call(), ports.clock.now(), FakeKeySets)


def test_a_webhook_is_open_where_everything_is_switched_off(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id, OFF, FurtherAuthentication(replace(GITHUB, is_enabled=False), "x"))

    assert check_caller(webhook, call(), ports.clock.now(), FakeKeySets) == CallerProof()


def test_an_authentication_that_names_no_secret_keeps_one_of_its_type(
    ports: FakePorts, workflow_id: str
) -> None:
    webhook = made(ports, workflow_id, GITHUB)
    rotating = WebhookChanges(authentication=GITHUB, token="new", further=(FurtherAuthentication(GITHUB),))

    both, token = update_webhook(ports, "acme", webhook.id, rotating)
    only_old, no_token = update_webhook(
        ports,
        "acme",
        webhook.id,
        WebhookChanges(authentication=BEARER, further=(FurtherAuthentication(GITHUB),)),
    )

    assert token == both.proof
    assert [each.proof for each in both.all_authentications] == ["new", SECRET]
    assert no_token is not None
    assert [each.proof for each in only_old.further] == ["new"]


def test_a_kept_secret_is_not_told_as_a_new_one(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id, BEARER, FurtherAuthentication(GITHUB, "old"))

    changed, token = update_webhook(ports, "acme", webhook.id, WebhookChanges(authentication=GITHUB))

    assert (changed.proof, changed.further, token) == ("old", (), None)


def test_only_the_first_authentication_gets_a_secret_made(ports: FakePorts, workflow_id: str) -> None:
    with pytest.raises(InvalidRequest):
        made(ports, workflow_id, BEARER, FurtherAuthentication(GITHUB))

    webhook = made(ports, workflow_id, BEARER)
    with pytest.raises(InvalidRequest):
        update_webhook(
            ports,
            "acme",
            webhook.id,
            WebhookChanges(authentication=GITHUB, further=(FurtherAuthentication(GITHUB),)),
        )


def test_a_signature_without_time_serves_one_delivery_for_some_minutes(
    ports: FakePorts, workflow_id: str
) -> None:
    webhook = made(ports, workflow_id, GITHUB)

    def delivered(**headers: str) -> str:
        sent = call(github(SECRET) | {name.replace("_", "-"): value for name, value in headers.items()})
        return call_webhook(ports, admit_call(ports, webhook, sent), CallBody({})).id

    assert delivered(x_github_delivery="1") == delivered(x_github_delivery="1")
    with pytest.raises(SignatureReplayed):
        delivered(x_github_delivery="2")
    # Without an id nothing says that the same body is the same delivery.
    assert delivered() != delivered()


def test_a_challenge_is_asked_for_with_a_token_of_its_own(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id, BEARER)
    told = replace(webhook, settings=replace(webhook.settings, verify_hash=digest_of("chosen")))

    assert is_verify_token_of(told, "chosen")
    assert not is_verify_token_of(told, "guessed")
    assert not is_verify_token_of(webhook, "")


def test_anybody_may_call_by_an_open_method_and_by_no_other(ports: FakePorts, workflow_id: str) -> None:
    webhook = replace(
        made(ports, workflow_id, GITHUB), settings=WebhookSettings(open_methods=(WebhookMethod.GET,))
    )

    assert (
        check_caller(webhook, replace(call(), method="GET"), ports.clock.now(), FakeKeySets) == CallerProof()
    )
    with pytest.raises(SignatureInvalid):
        check_caller(webhook, call(), ports.clock.now(), FakeKeySets)


def test_a_call_by_an_open_method_takes_no_id_from_a_signed_one(ports: FakePorts, workflow_id: str) -> None:
    webhook = replace(
        made(ports, workflow_id, GITHUB),
        methods=(WebhookMethod.GET, WebhookMethod.POST),
        settings=WebhookSettings(open_methods=(WebhookMethod.GET,)),
    )

    def started(method: str, headers: dict[str, str]) -> str:
        sent = replace(call(headers | {"x-github-delivery": "1"}), method=method)
        return call_webhook(ports, admit_call(ports, webhook, sent), CallBody({})).id

    unsigned = started("GET", {})
    signed = started("POST", github(SECRET))

    assert unsigned != signed
    assert (started("GET", {}), started("POST", github(SECRET))) == (unsigned, signed)


def test_a_call_whose_body_is_no_data_has_no_signature_in_it(ports: FakePorts, workflow_id: str) -> None:
    rule = SignatureRule(field="signature", signed_text="{field:token}")
    in_body = WebhookAuthentication(AuthenticationType.HMAC, preset=Preset.CUSTOM, rule=rule)
    webhook = made(ports, workflow_id, in_body)
    content = {"token": "once", "signature": sign(rule, SECRET, b"once")}
    sent = replace(call(), content=lambda: content)

    assert check_caller(webhook, sent, ports.clock.now(), FakeKeySets).signature is not None
    with pytest.raises(SignatureInvalid):
        check_caller(webhook, call(), ports.clock.now(), FakeKeySets)
