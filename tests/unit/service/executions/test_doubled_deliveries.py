"""Deliveries that come twice, some at the same moment: each starts one execution."""

import random
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from exeoflow.model.execution import Execution, ExecutionFilter, TriggerKind
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.records import list_executions
from exeoflow.service.executions.starting.start_by_event import Occurrence, start_by_event
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.read import find_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import TRIGGER, WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

DELIVERIES = 1_000
AT_ONCE = 8


class Atomic:
    """Stands in front of a port and lets one call in at a time, as every port promises to work."""

    def __init__(self, port: object) -> None:
        self._port = port
        self._turn = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if not callable(method):
            return method

        def call(*arguments: Any, **options: Any) -> Any:
            with self._turn:
                return method(*arguments, **options)

        return call


@pytest.fixture
def shared(ports: FakePorts) -> Iterator[FakePorts]:
    executions: Any = Atomic(ports.executions)
    machines: Any = Atomic(ports.machines)
    interval = sys.getswitchinterval()
    # So threads take turns in the middle of everything that is not atomic.
    sys.setswitchinterval(1e-6)
    yield replace(ports, executions=executions, machines=machines)
    sys.setswitchinterval(interval)


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    graph = greeting_graph("Hallo", TRIGGER, WEBHOOK)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=graph))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)


def delivered_twice(deliver: Callable[[int], Execution]) -> dict[int, set[str]]:
    """Deliver everything twice, half of it at once and half of it at any time; return the executions."""
    together = [number for number in range(DELIVERIES // 2) for _ in range(2)]
    apart = [*range(DELIVERIES // 2, DELIVERIES)] * 2
    random.Random(0).shuffle(apart)  # noqa: S311  (an order, the same in every run)
    started: dict[int, set[str]] = {number: set() for number in range(DELIVERIES)}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, execution in zip(together + apart, pool.map(deliver, together + apart), strict=True):
            started[number].add(execution.id)
    return started


def assert_each_started_once(ports: FakePorts, started: dict[int, set[str]]) -> None:
    assert {len(executions) for executions in started.values()} == {1}
    assert len(ports.executions.records) == len(ports.machines.runs) == DELIVERIES
    assert list_executions(ports, "acme", ExecutionFilter(), PageRequest()).total == DELIVERIES


def test_a_thousand_events_that_come_twice_start_a_thousand_executions(
    ports: FakePorts, shared: FakePorts, workflow: StoredWorkflow
) -> None:
    def deliver(number: int) -> Execution:
        return start_by_event(
            shared, Occurrence("acme", workflow.id, TriggerKind.QUEUE, f"message-{number}", {"n": number})
        )

    assert_each_started_once(ports, delivered_twice(deliver))


def test_a_thousand_calls_that_come_twice_start_a_thousand_executions(
    ports: FakePorts, shared: FakePorts, workflow: StoredWorkflow
) -> None:
    webhook, token = create_webhook(ports, "acme", NewWebhook(workflow.id, "Orders"))

    def deliver(number: int) -> Execution:
        headers = {"x-github-delivery": f"{number}"}
        admitted = admit_call(
            shared, find_webhook(shared, webhook.id), WebhookCall("POST", headers, {}, b"", token)
        )
        return call_webhook(shared, admitted, CallBody({"n": number}))

    assert_each_started_once(ports, delivered_twice(deliver))
