"""Running again what an execution ran."""

import pytest

from exeoflow.errors import (
    ExecutionNotFound,
    ExecutionRunning,
    IdempotencyKeyReused,
    StartRefused,
    TriggerGone,
    WorkflowEmpty,
    WorkflowGone,
)
from exeoflow.model.execution import Execution, ExecutionStatus, TriggerKind
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.close_record import NEVER_STARTED
from exeoflow.service.executions.retry import retry_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.graphs import TRIGGER, WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts, fake_ports

REQUEST = IdempotentRequest.of("key", {"retry_of": "it"})
ORDER: JsonObject = {"body": {"order": 4711}}


def created(ports: FakePorts) -> StoredWorkflow:
    graph = greeting_graph("Hallo", TRIGGER, WEBHOOK)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=graph))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)


def called(ports: FakePorts, workflow: StoredWorkflow) -> Execution:
    """Start by the webhook."""
    return execute_workflow(ports, "acme", workflow.id, Start(ORDER, "hook", TriggerKind.WEBHOOK))


def failed(ports: FakePorts, workflow: StoredWorkflow) -> Execution:
    execution = called(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.FAILED, error="Http.Status500")
    return get_execution(ports, "acme", execution.id).execution


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return created(ports)


def retries_of(ports: FakePorts, execution: Execution) -> tuple[str, ...]:
    return get_execution(ports, "acme", execution.id).retries


def test_a_retry_starts_the_same_again_and_both_know_of_each_other(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    original = failed(ports, workflow)

    retry = retry_execution(ports, "acme", original.id)

    assert (retry.trigger_kind, retry.trigger_node) == (TriggerKind.MANUAL, "hook")
    assert ports.machines.runs[retry.id].input == ports.machines.runs[original.id].input
    assert ports.executions.records[retry.id].input == ORDER
    assert retry.retry_of == original.id
    assert retries_of(ports, original) == (retry.id,)


def test_a_retry_runs_the_newest_revision(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)
    nodes = greeting_graph("Servus", TRIGGER, WEBHOOK).nodes
    changed = update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=nodes))

    retry = retry_execution(ports, "acme", original.id)

    assert changed.publication is not None
    assert ports.machines.runs[retry.id].version_arn == changed.publication.version_arn


def test_an_inactive_workflow_can_be_retried(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.INACTIVE)

    assert retry_execution(ports, "acme", original.id).id in ports.machines.runs


@pytest.mark.parametrize("status", [ExecutionStatus.SUCCESS, ExecutionStatus.CANCELLED])
def test_whatever_has_ended_can_be_retried(
    ports: FakePorts, workflow: StoredWorkflow, status: ExecutionStatus
) -> None:
    original = called(ports, workflow)
    ports.machines.end(original.id, status)

    # Nobody has recorded the end yet.
    assert retry_execution(ports, "acme", original.id).id in ports.machines.runs
    assert get_execution(ports, "acme", original.id).execution.status is status


def test_retries_are_listed_oldest_first_and_can_be_retried_themselves(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    original = failed(ports, workflow)
    first = retry_execution(ports, "acme", original.id)
    ports.clock.advance(seconds=1)
    second = retry_execution(ports, "acme", original.id, REQUEST)
    ports.machines.end(first.id, ExecutionStatus.FAILED)

    third = retry_execution(ports, "acme", first.id)

    assert retries_of(ports, original) == (first.id, second.id)
    assert retries_of(ports, first) == (third.id,)


def test_what_still_runs_is_not_retried(ports: FakePorts, workflow: StoredWorkflow) -> None:
    running = called(ports, workflow)

    with pytest.raises(ExecutionRunning):
        retry_execution(ports, "acme", running.id)

    assert list(ports.machines.runs) == [running.id]


def test_another_workspaces_execution_is_not_found(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)

    with pytest.raises(ExecutionNotFound):
        retry_execution(ports, "other", original.id)


def test_a_deleted_workflow_cannot_be_retried(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)
    delete_workflow(ports, "acme", workflow.id)

    with pytest.raises(WorkflowGone):
        retry_execution(ports, "acme", original.id)


@pytest.mark.parametrize(
    "triggers", [(TRIGGER,), (TRIGGER, {**WEBHOOK, "disabled": True})], ids=["removed", "disabled"]
)
def test_a_trigger_that_is_gone_cannot_be_retried(
    ports: FakePorts, workflow: StoredWorkflow, triggers: tuple[JsonObject, ...]
) -> None:
    original = failed(ports, workflow)
    graph = greeting_graph("Hallo", *triggers)
    changes = WorkflowChanges(nodes=graph.nodes, connections=graph.connections)
    update_workflow(ports, "acme", workflow.id, changes)

    with pytest.raises(TriggerGone) as refusal:
        retry_execution(ports, "acme", original.id)

    assert refusal.value.node_id == "hook"
    assert retries_of(ports, original) == ()


def test_an_emptied_workflow_cannot_be_retried(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)
    update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=(), connections=()))

    with pytest.raises(WorkflowEmpty):
        retry_execution(ports, "acme", original.id)


def test_a_refused_retry_leaves_no_link(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)
    ports.machines.refuses_starts = True

    with pytest.raises(StartRefused):
        retry_execution(ports, "acme", original.id)

    assert retries_of(ports, original) == ()
    assert list(ports.executions.records) == [original.id]


def test_the_same_request_retries_once(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)

    retries = [retry_execution(ports, "acme", original.id, REQUEST) for _ in range(2)]

    assert retries_of(ports, original) == (retries[0].id,)
    assert retries[1].id == retries[0].id


def test_a_key_belongs_to_one_request(ports: FakePorts, workflow: StoredWorkflow) -> None:
    original = failed(ports, workflow)
    retry_execution(ports, "acme", original.id, REQUEST)

    with pytest.raises(IdempotencyKeyReused):
        retry_execution(ports, "acme", original.id, IdempotentRequest.of("key", {"retry_of": "other"}))


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("request_of_client", [REQUEST, None], ids=["with a key", "without"])
def test_a_crash_at_any_call_leaves_no_start_without_its_link(
    moment: Moment, request_of_client: IdempotentRequest | None
) -> None:
    for crash_at in range(1, 10):
        ports = fake_ports()
        original = failed(ports, created(ports))
        plan = CrashPlan(crash_at, moment)

        has_crashed = _crashes(ports, original, request_of_client, plan)
        if request_of_client is not None:
            retry_execution(ports, "acme", original.id, request_of_client)
        ports.clock.advance(minutes=5)
        sweep_executions(ports, lambda: True)

        started = set(ports.machines.runs) - {original.id}
        retries = retries_of(ports, original)
        assert started <= set(retries)
        for retry in set(retries) - started:
            error = ports.executions.records[retry].error
            assert error is not None
            assert error.code == NEVER_STARTED
        if request_of_client is not None:
            assert len(started) == len(retries) == 1
        if not has_crashed:
            assert crash_at > 1
            return
    pytest.fail("the operation never came to its end")


def _crashes(
    ports: FakePorts, original: Execution, request: IdempotentRequest | None, plan: CrashPlan
) -> bool:
    try:
        retry_execution(ports.crashing(plan), "acme", original.id, request)
    except Crash:
        return True
    return False
