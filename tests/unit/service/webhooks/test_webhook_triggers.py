"""What a trigger's node says of its webhook, put in place by activation."""

from typing import Any

import pytest

from exeoflow.errors import WebhookPathTaken
from exeoflow.model.webhooks.webhook import BodyType, WebhookMethod
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.model.workflows.trigger import WebhookTrigger
from exeoflow.service.webhooks.read import get_webhook
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.triggers.plan import trigger_plan
from exeoflow.service.workflows.triggers.webhook_naming import webhook_id_of
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

CONFIG = {
    "method": ["GET", "POST"],
    "path": "/orders/:id",
    "wait": 3,
    "delivery_id": "event_id",
    "secret_headers": ["X-Customer"],
    "secret_parameters": ["Code"],
    "allowed_origins": ["https://shop.example"],
    "body_type": "text",
    "raw": True,
}


def graph(**config: Any) -> Any:
    return greeting_graph("Hallo", {"id": "hook", "type": "trigger", "config": {"mode": "webhook", **config}})


def activated(ports: FakePorts, **config: Any) -> StoredWorkflow:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=graph(**config)))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)


def saved(ports: FakePorts, workflow: StoredWorkflow, **config: Any) -> None:
    update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=graph(**config).nodes))


def test_a_node_says_what_its_webhook_is_like(ports: FakePorts) -> None:
    workflow = activated(ports, **CONFIG)

    webhook = get_webhook(ports, "acme", webhook_id_of(workflow.id, "hook"))

    assert (webhook.methods, webhook.wait_seconds) == ((WebhookMethod.GET, WebhookMethod.POST), 3)
    settings = webhook.settings
    assert (settings.path, settings.delivery_id, settings.raw) == ("orders/:id", "event_id", True)
    assert (settings.secret_headers, settings.secret_parameters) == (("x-customer",), ("Code",))
    assert settings.body_type is BodyType.TEXT
    assert settings.allowed_origins == ("https://shop.example",)


def test_what_a_node_does_not_name_is_the_webhooks_own(ports: FakePorts) -> None:
    workflow = activated(ports, method="GET", raw=None)
    webhook_id = webhook_id_of(workflow.id, "hook")
    before = get_webhook(ports, "acme", webhook_id)
    update_webhook(ports, "acme", webhook_id, WebhookChanges(wait_seconds=7, settings={"raw": True}))

    saved(ports, workflow, method="PUT", delivery_id="id")
    saved(ports, workflow, method="PUT", delivery_id="id")

    webhook = get_webhook(ports, "acme", webhook_id)
    assert (webhook.methods, webhook.wait_seconds) == ((WebhookMethod.PUT,), 7)
    assert (webhook.settings.raw, webhook.settings.delivery_id) == (True, "id")
    assert (webhook.proof, before.wait_seconds) == (before.proof, 0)


def test_a_path_that_is_taken_activates_nothing(ports: FakePorts) -> None:
    other = activated(ports, path="orders/:id")

    with pytest.raises(WebhookPathTaken):
        activated(ports, path="orders/:number")

    assert [each.workflow_id for each in ports.webhooks.of_workspace("acme")] == [other.id]


def test_who_comes_between_is_looked_at_again(monkeypatch: pytest.MonkeyPatch, ports: FakePorts) -> None:
    workflow = activated(ports)
    replace = ports.webhooks.replace
    lost = iter([False])
    monkeypatch.setattr(ports.webhooks, "replace", lambda *each: next(lost, None) is None and replace(*each))

    saved(ports, workflow, wait=2)

    assert get_webhook(ports, "acme", webhook_id_of(workflow.id, "hook")).wait_seconds == 2


def test_a_plan_holds_what_the_node_says() -> None:
    assert trigger_plan(graph()) == (WebhookTrigger("hook", "hook"),)
    assert trigger_plan(graph(method="GET", wait=0)) == (
        WebhookTrigger("hook", "hook", methods=("GET",), wait_seconds=0),
    )
