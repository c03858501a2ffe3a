"""Secrets of webhooks that credentials hold."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exeoflow.errors import (
    CredentialInUse,
    CredentialNotFound,
    InvalidRequest,
    SignatureInvalid,
    TokenInvalid,
)
from exeoflow.model.credential import CredentialKind
from exeoflow.model.webhooks.options import authentication_of, options_of
from exeoflow.model.webhooks.signature import PRESETS, Preset
from exeoflow.model.webhooks.webhook import AuthenticationType, Webhook, WebhookAuthentication
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.credentials.create import NewCredential, create_credential
from exeoflow.service.credentials.delete import delete_credential
from exeoflow.service.credentials.update import CredentialChanges, update_credential
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.further import FurtherAuthentication
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token
from exeoflow.service.webhooks.signatures import sign
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

GITHUB = WebhookAuthentication(AuthenticationType.HMAC, preset=Preset.GITHUB)
BEARER = WebhookAuthentication()
HOLDERS: "dict[CredentialKind, JsonObject]" = {
    CredentialKind.BEARER: {"token": "secret"},
    CredentialKind.BASIC: {"username": "ada", "password": "secret"},
    CredentialKind.HEADER: {"name": "X-Key", "value": "secret"},
    CredentialKind.QUERY: {"name": "key", "value": "secret"},
    CredentialKind.HMAC: {"secret": "secret", "preset": "github"},
}


@pytest.fixture
def workflow_id(ports: FakePorts) -> str:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph("Hallo", WEBHOOK)))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE).id


def holder(ports: FakePorts, secret: str = "secret") -> str:  # noqa: S107  (no secret)
    new = NewCredential("Held", CredentialKind.BEARER, {"token": secret})
    return create_credential(ports, "acme", new).id


def made(
    ports: FakePorts,
    workflow_id: str,
    credential: str,
    kind: WebhookAuthentication = GITHUB,
    further: tuple[FurtherAuthentication, ...] = (),
) -> Webhook:
    held = replace(kind, credential=credential)
    webhook, token = create_webhook(
        ports, "acme", NewWebhook(workflow_id, "Orders", authentication=held, further=further)
    )
    assert token is None
    return webhook


def signed(secret: str) -> WebhookCall:
    headers = {"x-hub-signature-256": f"sha256={sign(PRESETS[Preset.GITHUB][0], secret, b'{}')}"}
    return WebhookCall("POST", headers, {}, b"{}", None)


def bearing(token: str) -> WebhookCall:
    return WebhookCall("POST", {}, {}, b"{}", token)


def is_admitted(ports: FakePorts, webhook: Webhook, call: WebhookCall) -> bool:
    try:
        admit_call(ports, webhook, call)
    except (SignatureInvalid, TokenInvalid):
        return False
    return True


def test_a_credential_proves_callers_and_its_rotation_counts_at_once(
    ports: FakePorts, workflow_id: str
) -> None:
    credential = holder(ports)
    webhook = made(ports, workflow_id, credential)

    assert is_admitted(ports, webhook, signed("secret"))
    update_credential(ports, "acme", credential, CredentialChanges(values={"token": "newer"}))

    assert [is_admitted(ports, webhook, signed(each)) for each in ("newer", "secret", "")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("kind", HOLDERS)
def test_whatever_holds_one_secret_proves_callers(
    ports: FakePorts, workflow_id: str, kind: CredentialKind
) -> None:
    credential = create_credential(ports, "acme", NewCredential("Held", kind, HOLDERS[kind])).id
    webhook = made(ports, workflow_id, credential, BEARER)

    assert is_admitted(ports, webhook, bearing("secret"))
    assert not is_admitted(ports, webhook, bearing("ada"))


def test_two_credentials_serve_a_rotation_that_takes_its_time(ports: FakePorts, workflow_id: str) -> None:
    old = FurtherAuthentication(replace(GITHUB, credential=holder(ports, "old")))
    off = FurtherAuthentication(replace(GITHUB, is_enabled=False, credential=holder(ports, "off")))
    webhook = made(ports, workflow_id, holder(ports, "new"), further=(old, off))

    assert [is_admitted(ports, webhook, signed(each)) for each in ("new", "old", "off", "x")] == [
        True,
        True,
        False,
        False,
    ]


def test_nothing_of_the_secret_is_stored_with_the_webhook(ports: FakePorts, workflow_id: str) -> None:
    credential = holder(ports, "4711")
    webhook = made(ports, workflow_id, credential)

    assert webhook.has_token
    assert "4711" not in str(ports.webhooks.get(webhook.id))
    assert options_of(webhook)["authentication"] == {"preset": "github", "credential": credential}
    assert authentication_of("hmac", is_enabled=True, options=options_of(webhook)) == webhook.authentication


@pytest.mark.parametrize("kind", [GITHUB, BEARER])
def test_a_credential_that_webhooks_need_is_deleted_by_force_only_and_then_nobody_gets_in(
    ports: FakePorts, workflow_id: str, kind: WebhookAuthentication
) -> None:
    credential = holder(ports)
    webhook = made(ports, workflow_id, credential, kind)

    with pytest.raises(CredentialInUse) as refusal:
        delete_credential(ports, "acme", credential)
    assert refusal.value.workflows == (workflow_id,)
    delete_credential(ports, "acme", credential, is_forced=True)

    for call in (signed("secret"), signed(""), bearing("secret"), bearing("")):
        assert not is_admitted(ports, webhook, call)


def test_what_no_webhook_names_any_more_is_free(ports: FakePorts, workflow_id: str) -> None:
    credential = holder(ports)
    webhook = made(ports, workflow_id, credential)

    _, token = update_webhook(ports, "acme", webhook.id, WebhookChanges(authentication=GITHUB))

    assert token is not None
    assert is_admitted(ports, ports.webhooks.webhooks[webhook.id], signed(token))
    delete_credential(ports, "acme", credential)


def test_a_webhook_may_be_given_a_credential_later(ports: FakePorts, workflow_id: str) -> None:
    webhook, token = create_webhook(ports, "acme", NewWebhook(workflow_id, "Orders", authentication=GITHUB))
    assert token is not None
    held = replace(GITHUB, credential=holder(ports))

    changed, told = update_webhook(
        ports,
        "acme",
        webhook.id,
        WebhookChanges(authentication=held, further=(FurtherAuthentication(GITHUB),)),
    )

    assert told is None
    assert [is_admitted(ports, changed, signed(each)) for each in ("secret", token)] == [True, True]


def test_what_is_not_there_or_no_single_secret_is_refused(ports: FakePorts, workflow_id: str) -> None:
    aws: JsonObject = {
        "access_key_id": "a",
        "secret_access_key": "b",
        "region": "eu-west-1",
        "service": "s3",
    }
    other = create_credential(ports, "acme", NewCredential("AWS", CredentialKind.AWS_SIGV4, aws)).id
    foreign = create_credential(
        ports, "other", NewCredential("Held", CredentialKind.BEARER, {"token": "x"})
    ).id
    further = FurtherAuthentication(replace(GITHUB, credential=other))

    with pytest.raises(InvalidRequest) as refusal:
        made(ports, workflow_id, holder(ports), further=(further,))

    assert [(each.rule, each.path) for each in refusal.value.faults] == [
        ("webhook-credential-type", "authentication[1].credential")
    ]
    with pytest.raises(CredentialNotFound):
        made(ports, workflow_id, foreign)


def test_a_held_secret_is_not_rotated_with_the_webhook(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id, holder(ports))

    with pytest.raises(InvalidRequest) as refusal:
        rotate_webhook_token(ports, "acme", webhook.id)

    assert [each.rule for each in refusal.value.faults] == ["webhook-secret-held"]
