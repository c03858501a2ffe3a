"""Requests with a key that fail anywhere and come again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from exeoflow.errors import (
    ExecutionFinished,
    IdempotencyKeyReused,
    TooManyNotifications,
    Unavailable,
)
from exeoflow.model.execution import Execution, ExecutionStatus
from exeoflow.model.notification import MAX_NOTIFICATIONS
from exeoflow.model.webhooks.webhook import is_token_of
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.notifications.create import NewNotification, create_notification
from exeoflow.service.notifications.delete import delete_notification
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.delete import delete_webhook
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from tests.fakes.crashes import CrashPlan, Moment
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

REQUEST = IdempotentRequest.of("key", {"n": 1})
ENDS = NewNotification("https://example.com/ends")


@pytest.fixture
def workflow_id(ports: FakePorts) -> str:
    return create_workflow(ports, "acme", NewWorkflow("W", graph=greeting_graph())).id


Operation = Callable[[Ports, str], Any]
OPERATIONS: dict[str, Operation] = {
    "create_webhook": lambda ports, id_: create_webhook(ports, "acme", NewWebhook(id_, "W"), REQUEST),
    "create_notification": lambda ports, _: create_notification(ports, "acme", ENDS, REQUEST),
}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_what_failed_anywhere_is_made_once_when_it_comes_again(
    ports: FakePorts, workflow_id: str, name: str, moment: Moment
) -> None:
    for fault_at in range(1, 10):
        ports.webhooks.webhooks.clear()
        ports.notifications.notifications.clear()
        ports.receipts.kept.clear()
        plan = CrashPlan(fault_at, moment, failure=Unavailable)

        with suppress(Unavailable):
            OPERATIONS[name](ports.crashing(plan), workflow_id)
        ports.clock.advance(minutes=1)
        made = OPERATIONS[name](ports, workflow_id)

        assert OPERATIONS[name](ports, workflow_id) == made
        assert len(ports.webhooks.webhooks) + len(ports.notifications.notifications) == 1
    assert plan.calls < fault_at


def test_what_was_made_and_deleted_stays_deleted(ports: FakePorts, workflow_id: str) -> None:
    new = NewWebhook(workflow_id, "W")
    webhook, token = create_webhook(ports, "acme", new, REQUEST)
    notification = create_notification(ports, "acme", ENDS, REQUEST)
    delete_webhook(ports, "acme", webhook.id)
    delete_notification(ports, "acme", notification.id)

    assert create_webhook(ports, "acme", new, REQUEST) == (webhook, token)
    assert create_notification(ports, "acme", ENDS, REQUEST) == notification
    assert (ports.webhooks.webhooks, ports.notifications.notifications) == ({}, {})


def test_an_old_rotation_does_not_come_back(ports: FakePorts, workflow_id: str) -> None:
    webhook, _ = create_webhook(ports, "acme", NewWebhook(workflow_id, "W"))
    _, first = rotate_webhook_token(ports, "acme", webhook.id, REQUEST)
    assert is_token_of(ports.webhooks.webhooks[webhook.id], first)
    _, newer = rotate_webhook_token(ports, "acme", webhook.id)

    _, again = rotate_webhook_token(ports, "acme", webhook.id, REQUEST)

    assert again == first
    assert is_token_of(ports.webhooks.webhooks[webhook.id], newer)


def test_a_key_stands_for_one_request(ports: FakePorts, workflow_id: str) -> None:
    create_webhook(ports, "acme", NewWebhook(workflow_id, "W"), REQUEST)

    with pytest.raises(IdempotencyKeyReused):
        create_webhook(ports, "acme", NewWebhook(workflow_id, "V"), IdempotentRequest.of("key", {"n": 2}))
    create_webhook(ports, "other", NewWebhook(in_other_workspace(ports), "W"), REQUEST)


def in_other_workspace(ports: FakePorts) -> str:
    return create_workflow(ports, "other", NewWorkflow("W", graph=greeting_graph())).id


def test_a_receipt_alone_tells_no_secret(ports: FakePorts, workflow_id: str) -> None:
    webhook, token = create_webhook(ports, "acme", NewWebhook(workflow_id, "W"), REQUEST)
    assert token is not None
    [kept] = ports.receipts.kept.values()
    guessed = replace(REQUEST, pepper="")

    _, other = create_webhook(ports, "acme", NewWebhook(workflow_id, "W"), guessed)

    assert token not in repr(kept)
    assert other != token
    assert is_token_of(webhook, token)


def test_the_last_notification_that_there_is_room_for_is_no_second_one(ports: FakePorts) -> None:
    for number in range(MAX_NOTIFICATIONS - 1):
        create_notification(ports, "acme", NewNotification(f"https://example.com/{number}"))
    plan = CrashPlan(5, "after", failure=Unavailable)
    with pytest.raises(Unavailable):
        create_notification(ports.crashing(plan), "acme", ENDS, REQUEST)
    assert len(ports.notifications.notifications) == MAX_NOTIFICATIONS

    create_notification(ports, "acme", ENDS, REQUEST)

    with pytest.raises(TooManyNotifications):
        create_notification(ports, "acme", ENDS)


@pytest.fixture
def execution(ports: FakePorts, workflow_id: str) -> Execution:
    return execute_workflow(ports, "acme", workflow_id, Start())


def test_who_repeats_a_cancellation_is_told_of_his_own(ports: FakePorts, execution: Execution) -> None:
    first = cancel_execution(ports, "acme", execution.id, REQUEST)

    assert cancel_execution(ports, "acme", execution.id, REQUEST) == first
    with pytest.raises(ExecutionFinished):
        cancel_execution(ports, "acme", execution.id)


@pytest.mark.parametrize("status", [ExecutionStatus.CANCELLED, ExecutionStatus.SUCCESS])
def test_what_ended_before_is_no_cancellation_of_ones_own(
    ports: FakePorts, execution: Execution, status: ExecutionStatus
) -> None:
    ports.machines.end(execution.id, status)
    with suppress(ExecutionFinished):
        cancel_execution(ports, "acme", execution.id)
    ports.clock.advance(minutes=1)

    for _ in range(2):
        with pytest.raises(ExecutionFinished):
            cancel_execution(ports, "acme", execution.id, REQUEST)
