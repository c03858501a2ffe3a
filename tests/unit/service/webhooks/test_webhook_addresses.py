"""Where webhooks are called: by id, or at a path of their own within the workspace."""

from collections.abc import Sequence

import pytest

from exeoflow.errors import WebhookNotFound, WebhookPathTaken
from exeoflow.model.webhooks.path import parameters_of
from exeoflow.model.webhooks.webhook import Webhook, WebhookAuthentication, WebhookSettings
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.webhooks.addresses import CalledAddress, called_address
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.delete import delete_webhook
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts


@pytest.fixture
def workflow_id(ports: FakePorts) -> str:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph("Hallo", WEBHOOK)))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE).id


def made(ports: FakePorts, workflow_id: str, path: str | None = None) -> Webhook:
    new = NewWebhook(
        workflow_id,
        "Orders",
        authentication=WebhookAuthentication(is_enabled=False),
        settings=WebhookSettings(path=path),
    )
    return create_webhook(ports, "acme", new)[0]


def test_an_id_is_an_address_with_anything_behind_it(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id)

    assert called_address(ports, webhook.id, "") == CalledAddress(webhook)
    assert called_address(ports, webhook.id, "/") == CalledAddress(webhook)
    behind = called_address(ports, webhook.id, "customers/42/")
    assert (behind.path, behind.parameters, behind.is_path) == ("customers/42", {}, True)
    assert not called_address(ports, webhook.id, "").is_path


def test_a_path_is_an_address_within_the_workspace_and_behind_the_id(
    ports: FakePorts, workflow_id: str
) -> None:
    webhook = made(ports, workflow_id, "orders/:id/lines/:line")

    for first in ("acme", webhook.id):
        address = called_address(ports, first, "orders/7/lines/8/")
        assert address == CalledAddress(webhook, "orders/7/lines/8", {"id": "7", "line": "8"})
    assert called_address(ports, webhook.id, "").is_path
    for first, rest in (
        ("acme", "orders/7"),
        ("acme", "orders//lines/8"),
        ("acme", "orders/7/line/8"),
        ("acme", ""),
        ("other", "orders/7/lines/8"),
        (webhook.id, "orders"),
    ):
        with pytest.raises(WebhookNotFound):
            called_address(ports, first, rest)


def test_a_word_goes_before_a_parameter(ports: FakePorts, workflow_id: str) -> None:
    any_order, new_order = made(ports, workflow_id, "orders/:id"), made(ports, workflow_id, "orders/new")

    assert called_address(ports, "acme", "orders/new").webhook == new_order
    assert called_address(ports, "acme", "orders/old").webhook == any_order


def test_a_path_is_one_webhooks_own(ports: FakePorts, workflow_id: str) -> None:
    webhook, other = made(ports, workflow_id, "orders/:id"), made(ports, workflow_id, "orders")

    with pytest.raises(WebhookPathTaken) as error:
        made(ports, workflow_id, "orders/:number")
    with pytest.raises(WebhookPathTaken):
        update_webhook(ports, "acme", other.id, WebhookChanges(settings={"path": "orders/:x"}))
    renamed, _ = update_webhook(ports, "acme", webhook.id, WebhookChanges(settings={"path": "orders/:nr"}))
    delete_webhook(ports, "acme", webhook.id)

    assert error.value.path == "orders/:number"
    assert parameters_of(renamed.settings.path or "") == ["nr"]
    assert made(ports, workflow_id, "orders/:number")


def test_who_is_slower_by_a_moment_is_told_so_too(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, workflow_id: str
) -> None:
    made(ports, workflow_id, "orders")
    seen, looks = ports.webhooks.at_path, iter([True])

    def too_early(workspace: str, first: str) -> Sequence[Webhook]:
        return () if next(looks, False) else seen(workspace, first)

    monkeypatch.setattr(ports.webhooks, "at_path", too_early)

    with pytest.raises(WebhookPathTaken):
        made(ports, workflow_id, "orders")


def test_the_workflow_gets_the_path_and_its_parameters(ports: FakePorts, workflow_id: str) -> None:
    webhook = made(ports, workflow_id, "orders/:id")
    call = WebhookCall("POST", {}, {}, b"", None, path="orders/7", parameters={"id": "7"})

    execution = call_webhook(ports, admit_call(ports, webhook, call), CallBody(None))

    trigger = ports.machines.runs[execution.id].input
    assert isinstance(trigger, dict)
    assert (trigger["path"], trigger["params"]) == ("orders/7", {"id": "7"})
