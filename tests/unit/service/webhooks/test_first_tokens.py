"""Activation tells the addresses of webhooks, and the first token of each, this once."""

import pytest

from exeoflow.model.api_key import Scope
from exeoflow.model.webhooks.webhook import is_token_of
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.webhooks.first_tokens import ToldWebhook, told_webhooks
from exeoflow.service.webhooks.read import get_webhook
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.triggers.webhook_naming import webhook_id_of
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

READER = frozenset({Scope.WEBHOOKS_READ})
WRITER = READER | {Scope.WEBHOOKS_WRITE}


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    created = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph("Hallo", WEBHOOK)))
    return set_workflow_status(ports, "acme", created.id, WorkflowStatus.ACTIVE)


def told(ports: FakePorts, workflow: StoredWorkflow, scopes: frozenset[Scope] = WRITER) -> ToldWebhook:
    [found] = told_webhooks(ports, workflow, scopes)
    return found


def test_the_first_token_is_told_once(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first, again = told(ports, workflow), told(ports, workflow)

    assert first.token is not None
    assert is_token_of(first.webhook, first.token)
    assert again == ToldWebhook(first.webhook)
    assert get_webhook(ports, "acme", first.webhook.id) == first.webhook


def test_before_that_no_token_lets_anybody_in(ports: FakePorts, workflow: StoredWorkflow) -> None:
    webhook = told(ports, workflow, READER).webhook

    assert not webhook.has_token
    assert not any(is_token_of(webhook, guess) for guess in ("", webhook.proof, webhook.id))


def test_only_who_may_read_webhooks_sees_them(ports: FakePorts, workflow: StoredWorkflow) -> None:
    assert told_webhooks(ports, workflow, frozenset({Scope.WORKFLOWS_WRITE})) == ()
    assert told(ports, workflow, READER).token is None
    assert told(ports, workflow).token is not None


def test_a_token_made_by_hand_stays(ports: FakePorts, workflow: StoredWorkflow) -> None:
    webhook, _ = rotate_webhook_token(ports, "acme", webhook_id_of(workflow.id, "hook"))

    assert told(ports, workflow) == ToldWebhook(webhook)


def test_nothing_calls_an_inactive_workflow(ports: FakePorts, workflow: StoredWorkflow) -> None:
    inactive = set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.INACTIVE)

    assert told_webhooks(ports, inactive, WRITER) == ()


@pytest.mark.parametrize("scopes", [READER, WRITER])
def test_a_webhook_that_is_gone_meanwhile_is_left_out(
    ports: FakePorts, workflow: StoredWorkflow, scopes: frozenset[Scope]
) -> None:
    ports.webhooks.remove(told(ports, workflow, READER).webhook)

    assert told_webhooks(ports, workflow, scopes) == ()


def test_who_rotates_at_the_same_moment_wins(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, workflow: StoredWorkflow
) -> None:
    webhook_id = webhook_id_of(workflow.id, "hook")
    replace = ports.webhooks.replace

    def overtaken(*_: object) -> bool:
        monkeypatch.setattr(ports.webhooks, "replace", replace)
        rotate_webhook_token(ports, "acme", webhook_id)
        return False

    monkeypatch.setattr(ports.webhooks, "replace", overtaken)

    assert told(ports, workflow) == ToldWebhook(get_webhook(ports, "acme", webhook_id))
