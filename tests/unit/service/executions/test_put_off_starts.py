"""Starts beyond what Step Functions takes in a second: nobody is refused, nothing starts twice."""

from collections.abc import Callable

import pytest

from exeoflow.errors import StartsThrottled, Unavailable
from exeoflow.model.execution import Execution, ExecutionStatus, TriggerKind
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_next import Wakeup, begin_put_off
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

REQUEST = IdempotentRequest.of("key", {"input": {}})


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))


@pytest.fixture
def start(ports: FakePorts, workflow: StoredWorkflow) -> Callable[..., Execution]:
    def start(request: IdempotentRequest | None = None, data: JsonObject | None = None) -> Execution:
        return execute_workflow(ports, "acme", workflow.id, Start(data or {}), request)

    return start


def test_what_is_not_taken_now_waits_and_begins_later(
    ports: FakePorts, start: Callable[..., Execution]
) -> None:
    ports.machines.is_throttled = True
    execution = start(data={"name": "Ada"})
    assert execution.is_queued
    assert ports.machines.runs == {}
    [(named, seconds)] = ports.outbox.wakeups
    assert named == execution.id
    assert 5 <= seconds <= 10

    ports.machines.is_throttled = False
    begin_put_off(ports, Wakeup(execution.id))

    assert ports.machines.runs[execution.id].input == {"name": "Ada"}
    assert not ports.executions.records[execution.id].execution.is_queued


def test_those_of_one_moment_do_not_come_back_in_one_moment(
    ports: FakePorts, start: Callable[..., Execution]
) -> None:
    ports.machines.is_throttled = True
    for _ in range(100):
        start()
    ports.clock.advance(minutes=30)
    first = [seconds for _, seconds in ports.outbox.wakeups]
    ports.outbox.wakeups.clear()

    for execution_id in list(ports.executions.records):
        begin_put_off(ports, Wakeup(execution_id))

    later = [seconds for _, seconds in ports.outbox.wakeups]
    assert set(first) == set(range(5, 10))
    assert len(set(later)) > 90
    assert 450 <= min(later) < max(later) <= 900


def test_the_same_request_again_waits_with_the_first(
    ports: FakePorts, start: Callable[..., Execution]
) -> None:
    ports.machines.is_throttled = True
    first = start(REQUEST)
    again = start(REQUEST)
    ports.machines.is_throttled = False
    begin_put_off(ports, Wakeup(first.id))

    assert (again.id, again.is_queued) == (first.id, True)
    assert start(REQUEST).id == first.id
    assert list(ports.machines.runs) == [first.id]


def test_a_repetition_that_is_throttled_waits_too(ports: FakePorts, start: Callable[..., Execution]) -> None:
    ports.machines.refuses_starts = True
    with pytest.raises(Unavailable):
        start(REQUEST)
    ports.machines.refuses_starts, ports.machines.is_throttled = False, True

    execution = start(REQUEST)

    assert ports.executions.records[execution.id].execution.is_queued
    assert [named for named, _ in ports.outbox.wakeups] == [execution.id]


def test_a_message_that_got_lost_is_made_good_by_the_sweep(
    ports: FakePorts, start: Callable[..., Execution], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(ports.outbox, "put_wakeup", lose)
    ports.machines.is_throttled = True
    execution = start()
    ports.machines.is_throttled = False
    ports.clock.advance(minutes=5)

    sweep_executions(ports, lambda: True)

    assert list(ports.machines.runs) == [execution.id]
    assert ports.executions.records[execution.id].execution.status is ExecutionStatus.RUNNING


def test_the_sweep_gives_up_nothing_that_waits_and_asks_for_no_more_messages(
    ports: FakePorts, start: Callable[..., Execution]
) -> None:
    ports.machines.is_throttled = True
    execution = start()
    ports.clock.advance(hours=2)

    sweep = sweep_executions(ports, lambda: True)

    assert [type(setback.error) for setback in sweep.setbacks] == [StartsThrottled]
    assert ports.executions.records[execution.id].execution.is_running
    assert len(ports.outbox.wakeups) == 1


def test_what_waits_can_be_cancelled_and_never_begins(
    ports: FakePorts, start: Callable[..., Execution]
) -> None:
    ports.machines.is_throttled = True
    execution = start()

    cancelled = cancel_execution(ports, "acme", execution.id)

    assert cancelled.status is ExecutionStatus.CANCELLED
    assert ports.machines.runs == {}


def test_what_runs_although_its_answer_said_otherwise_is_stopped_when_it_is_cancelled(
    ports: FakePorts, start: Callable[..., Execution]
) -> None:
    """A try before the throttled one may have begun it."""
    ports.machines.is_throttled = True
    execution = start()
    ports.machines.is_throttled = False
    version = ports.executions.records[execution.id].execution.workflow_id
    ports.machines.start(f"arn:{version}:1", execution.id, "{}")

    cancel_execution(ports, "acme", execution.id)

    end = ports.machines.runs[execution.id].end
    assert end is not None
    assert end.status is ExecutionStatus.CANCELLED


def test_any_trigger_may_wait(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.is_throttled = True

    execution = execute_workflow(ports, "acme", workflow.id, Start(kind=TriggerKind.ERROR))

    assert execution.is_queued
