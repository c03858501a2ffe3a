"""A start asked for again under its key is answered as the first time, although it would be refused now."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from exeoflow.errors import (
    IdempotencyKeyReused,
    InvalidRequest,
    RateLimited,
    StartRefused,
    WorkflowGone,
    WorkflowInactive,
    WorkflowNotFound,
)
from exeoflow.model.execution import Execution, ExecutionStatus, TriggerKind
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.retry import Retry, retry_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.graphs import TRIGGER, WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

REQUEST = IdempotentRequest.of("key", {"go": "on"})


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    workflow = create_workflow(
        ports, "acme", NewWorkflow("Greeting", graph=greeting_graph("Hallo", TRIGGER, WEBHOOK))
    )
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)


def is_deleted(ports: FakePorts, workflow: StoredWorkflow) -> None:
    delete_workflow(ports, "acme", workflow.id)


def has_lost_its_trigger(ports: FakePorts, workflow: StoredWorkflow) -> None:
    nodes = greeting_graph("Hallo", {"id": "other", "type": "trigger"}).nodes
    connections = greeting_graph("Hallo", {"id": "other"}).connections
    update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=nodes, connections=connections))


def is_inactive(ports: FakePorts, workflow: StoredWorkflow) -> None:
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.INACTIVE)


def called(ports: FakePorts, workflow: StoredWorkflow, request: IdempotentRequest = REQUEST) -> Execution:
    start = Start({"body": {}}, "hook", TriggerKind.WEBHOOK)
    return execute_workflow(ports, "acme", workflow.id, start, request)


@pytest.mark.parametrize("change", [is_deleted, has_lost_its_trigger, is_inactive])
def test_a_start_is_answered_whatever_became_of_its_workflow(
    ports: FakePorts, workflow: StoredWorkflow, change: Callable[[FakePorts, StoredWorkflow], None]
) -> None:
    first = called(ports, workflow)
    ports.machines.end(first.id, ExecutionStatus.SUCCESS)
    change(ports, workflow)

    assert called(ports, workflow).id == first.id
    assert list(ports.machines.runs) == [first.id]


def test_a_start_that_runs_is_answered_too(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = called(ports, workflow)
    is_inactive(ports, workflow)

    assert called(ports, workflow).id == first.id


def test_a_start_that_waits_for_aws_is_answered_too(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.is_throttled = True
    first = called(ports, workflow)
    is_inactive(ports, workflow)

    assert first.is_queued
    assert called(ports, workflow).is_queued


def test_a_repetition_is_not_counted_against_the_rate(ports: FakePorts) -> None:
    graph = replace(greeting_graph(), settings={"rate": {"max": 1}})
    workflow = create_workflow(ports, "acme", NewWorkflow("Rare", graph=graph))
    first = execute_workflow(ports, "acme", workflow.id, Start(), REQUEST)

    assert execute_workflow(ports, "acme", workflow.id, Start(), REQUEST).id == first.id
    with pytest.raises(RateLimited):
        execute_workflow(ports, "acme", workflow.id, Start(), IdempotentRequest.of("other", {}))


def test_another_request_under_the_key_is_refused_as_ever(ports: FakePorts, workflow: StoredWorkflow) -> None:
    called(ports, workflow)
    other = IdempotentRequest.of("key", {"go": "back"})

    with pytest.raises(IdempotencyKeyReused):
        called(ports, workflow, other)
    is_deleted(ports, workflow)
    with pytest.raises(WorkflowNotFound):
        called(ports, workflow, other)


def test_what_never_began_is_refused(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.refuses_starts = True
    with pytest.raises(StartRefused):
        called(ports, workflow)
    is_inactive(ports, workflow)

    with pytest.raises(WorkflowInactive):
        called(ports, workflow)
    ports.clock.advance(minutes=10)
    sweep_executions(ports, lambda: True)
    with pytest.raises(WorkflowInactive):
        called(ports, workflow)


def test_a_rerun_is_answered_after_its_node_is_gone(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = called(ports, workflow)
    ports.machines.end(original.id, ExecutionStatus.FAILED, error="Http.Status500")
    get_execution(ports, "acme", original.id)
    rerun = Retry(from_node="greet")
    first = retry_execution(ports, "acme", original.id, REQUEST.part("a"), rerun)
    second = IdempotentRequest.of("second", {})
    nodes = tuple(
        {**node, "id": "welcome"} if node["id"] == "greet" else node for node in workflow.graph.nodes
    )
    connections = tuple({**each, "target": "welcome"} for each in workflow.graph.connections)
    update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=nodes, connections=connections))

    assert retry_execution(ports, "acme", original.id, REQUEST.part("a"), rerun).id == first.id
    with pytest.raises(InvalidRequest):
        retry_execution(ports, "acme", original.id, second, rerun)
    is_deleted(ports, workflow)
    assert retry_execution(ports, "acme", original.id, REQUEST.part("a"), rerun).id == first.id
    with pytest.raises(WorkflowGone):
        retry_execution(ports, "acme", original.id, second, rerun)
