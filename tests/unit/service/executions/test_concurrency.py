"""How many executions of a workflow run at once, wait, or are refused."""

from contextlib import suppress
from typing import Any

import pytest

from exeoflow.errors import ConcurrencyReached, ExecutionNotFound, RateLimited, WorkflowNotFound
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionStatus
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_next import Wakeup, begin_put_off
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

RUNNING, CANCELLED = ExecutionStatus.RUNNING, ExecutionStatus.CANCELLED


def workflow(ports: FakePorts, **settings: Any) -> StoredWorkflow:
    drawn = greeting_graph()
    graph = Graph(drawn.nodes, drawn.connections, settings)
    return create_workflow(ports, "acme", NewWorkflow("W", graph=graph))


def started(ports: FakePorts, of: StoredWorkflow, key: str | None = None) -> str:
    ports.clock.advance(seconds=1)
    request = None if key is None else IdempotentRequest.of(key, {})
    return execute_workflow(ports, "acme", of.id, Start(), request).id


def ended(ports: FakePorts, execution_id: str) -> None:
    record_execution_end(ports, execution_id, ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now(), {}))


def waits(ports: FakePorts, execution_id: str) -> bool:
    execution = get_execution(ports, "acme", execution_id).execution
    assert execution.is_running
    has_begun = ports.machines.find(execution.workflow_id, execution_id).is_known
    assert has_begun is not execution.is_queued
    return execution.is_queued


def of_customer(ports: FakePorts, of: StoredWorkflow, customer: Any) -> str:
    ports.clock.advance(seconds=1)
    start = Start({"body": {"customer": customer}})
    return execute_workflow(ports, "acme", of.id, start).id


def test_with_a_key_each_value_of_it_is_bounded_for_itself(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "key": "$trigger.body.customer"})
    ids = [of_customer(ports, of, customer) for customer in (1, 2, 1, 2, None, 1)]

    assert [waits(ports, each) for each in ids] == [False, False, True, True, False, True]
    ended(ports, ids[1])
    assert [waits(ports, each) for each in (ids[0], *ids[2:])] == [False, True, False, False, True]
    ended(ports, ids[0])
    assert [waits(ports, each) for each in ids[2:]] == [False, False, False, True]


def test_with_a_key_only_the_oldest_of_the_same_value_is_cancelled(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "cancel_running", "key": "$trigger.body.customer"})
    ids = [of_customer(ports, of, customer) for customer in (1, 2, 2)]

    statuses = [ports.executions.records[each].execution.status for each in ids]
    assert statuses == [RUNNING, CANCELLED, RUNNING]


def test_what_waits_with_a_key_is_found_by_the_sweep_and_leaves_with_its_workflow(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "key": "$trigger.body.customer"})
    first, second = (of_customer(ports, of, 1) for _ in range(2))
    ports.machines.end(first, ExecutionStatus.SUCCESS)
    ports.clock.advance(hours=1)

    sweep_executions(ports, lambda: True)

    assert not waits(ports, second)
    third = of_customer(ports, of, 1)
    delete_workflow(ports, "acme", of.id)
    ended(ports, second)
    assert not ports.executions.records[third].execution.is_queued


def test_starts_wait_for_their_turn_in_their_order(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 2})
    ids = [started(ports, of) for _ in range(5)]

    assert [waits(ports, each) for each in ids] == [False, False, True, True, True]
    ended(ports, ids[1])
    ended(ports, ids[1])
    assert [waits(ports, each) for each in (ids[0], *ids[2:])] == [False, False, True, True]
    ended(ports, ids[0])
    ended(ports, ids[2])
    assert [waits(ports, each) for each in ids[3:]] == [False, False]


def test_no_more_wait_than_may_wait(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "queue", "max_queued": 1})
    first, second = started(ports, of), started(ports, of)

    with pytest.raises(ConcurrencyReached) as refusal:
        started(ports, of)

    assert refusal.value.limit == 1
    assert ports.executions.records.keys() == {first, second}


def test_a_start_that_finds_no_room_is_refused_and_leaves_nothing(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "skip"})
    first = started(ports, of)

    with pytest.raises(ConcurrencyReached):
        started(ports, of)

    assert ports.executions.records.keys() == {first}
    ended(ports, first)
    assert not waits(ports, started(ports, of))


def test_a_slot_of_what_ended_unseen_is_found_to_be_free(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "skip"})
    first = ports.executions.records[started(ports, of)]
    ports.executions.finish(first.execution, ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now()))

    assert not waits(ports, started(ports, of))


def test_the_oldest_is_ended_to_make_room(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 2, "mode": "cancel_running"})
    first, second, third = (started(ports, of) for _ in range(3))

    assert get_execution(ports, "acme", first).execution.status is CANCELLED
    assert [waits(ports, each) for each in (second, third)] == [False, False]


def test_the_oldest_makes_room_though_it_ended_while_it_was_to_be(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "cancel_running"})
    first = started(ports, of)
    ports.machines.end(first, ExecutionStatus.SUCCESS)

    second = started(ports, of)

    assert get_execution(ports, "acme", first).execution.status is ExecutionStatus.SUCCESS
    assert not waits(ports, second)


def test_one_that_cannot_be_ended_makes_no_room(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "cancel_running"})
    first = started(ports, of)
    del ports.machines.runs[first]

    with pytest.raises(ConcurrencyReached):
        started(ports, of)


def test_one_that_is_only_just_beginning_is_waited_for(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "cancel_running"})
    first = started(ports, of)
    run = ports.machines.runs.pop(first)
    pauses: list[int] = []

    def pause(attempt: int) -> None:
        pauses.append(attempt)
        if attempt == 2:
            ports.machines.runs[first] = run

    monkeypatch.setattr(ports.clock, "pause", pause)
    second = started(ports, of)

    assert pauses == [0, 1, 2]
    assert get_execution(ports, "acme", first).execution.status is CANCELLED
    assert not waits(ports, second)


def test_one_that_does_not_begin_is_not_waited_for_by_every_start(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "cancel_running"})
    first = started(ports, of)
    del ports.machines.runs[first]
    ports.clock.advance(seconds=10)

    with pytest.raises(ConcurrencyReached):
        started(ports, of)

    assert ports.clock.pauses == []


def test_who_waits_can_be_cancelled_and_keeps_nobody_waiting(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first, second, third = (started(ports, of) for _ in range(3))

    cancelled = cancel_execution(ports, "acme", second)
    ended(ports, first)

    assert cancelled.status is CANCELLED
    assert not waits(ports, third)
    assert list(ports.executions.queued("acme", of.id)) == []


def test_the_same_request_waits_once(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    started(ports, of)

    assert started(ports, of, "key") == started(ports, of, "key")
    assert len(ports.executions.queued("acme", of.id)) == 1


def test_a_request_that_died_before_it_asked_for_room_asks_again(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    started(ports, of)
    waiting = started(ports, of, "key")
    ports.executions.dequeue("acme", of.id, waiting)

    assert started(ports, of, "key") == waiting
    assert waits(ports, waiting)


def test_the_sweep_lets_begin_what_nobody_let_begin(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first, second = started(ports, of), started(ports, of)
    record = ports.executions.records[first]
    ports.executions.finish(record.execution, ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now()))

    ports.clock.advance(minutes=6)
    sweep_executions(ports, lambda: True)

    assert not waits(ports, second)


def test_what_waits_long_is_not_given_up(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    started(ports, of)
    second = started(ports, of)

    ports.clock.advance(hours=6)
    sweep_executions(ports, lambda: True)

    assert waits(ports, second)


def test_a_lost_execution_makes_room_when_the_sweep_closes_it(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first, second = started(ports, of), started(ports, of)
    del ports.machines.runs[first]

    ports.clock.advance(minutes=6)
    sweep_executions(ports, lambda: True)

    assert get_execution(ports, "acme", first).execution.status is ExecutionStatus.FAILED
    assert not waits(ports, second)


def test_a_limit_that_was_taken_away_lets_all_begin(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    ids = [started(ports, of) for _ in range(3)]
    update_workflow(ports, "acme", of.id, WorkflowChanges(settings={}))

    ended(ports, ids[0])

    assert [waits(ports, each) for each in ids[1:]] == [False, False]


def test_nothing_of_a_deleted_workflow_begins(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first, second = started(ports, of), started(ports, of)
    ports.executions.records[second] = ports.executions.records[second]
    delete_workflow(ports, "acme", of.id)

    ended(ports, first)

    assert get_execution(ports, "acme", second).execution.status is CANCELLED
    assert list(ports.executions.queued("acme", of.id)) == []


def test_what_has_no_machine_any_more_leaves_the_queue_for_the_sweep(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first, second = started(ports, of), started(ports, of)
    ports.machines.versions.clear()

    ended(ports, first)
    ports.clock.advance(minutes=6)
    sweep_executions(ports, lambda: True)

    assert get_execution(ports, "acme", second).execution.status is ExecutionStatus.FAILED


def test_starts_are_limited_by_time(ports: FakePorts) -> None:
    of = workflow(ports, rate={"max": 2, "per": 600})
    for _ in range(2):
        started(ports, of)

    with pytest.raises(RateLimited) as refusal:
        started(ports, of)

    assert 0 < refusal.value.retry_after <= 600
    assert len(ports.executions.records) == 2
    ports.clock.advance(seconds=refusal.value.retry_after)
    assert not waits(ports, started(ports, of))


def woken(ports: FakePorts) -> None:
    for execution_id, _ in ports.outbox.wakeups:
        with suppress(ExecutionNotFound):
            begin_put_off(ports, Wakeup(execution_id))


def test_of_a_burst_the_last_start_begins(ports: FakePorts) -> None:
    of = workflow(ports, debounce={"seconds": 30})
    first, second, third = (started(ports, of) for _ in range(3))

    assert ports.outbox.wakeups == [(first, 30), (second, 30), (third, 30)]
    assert [get_execution(ports, "acme", each).execution.status for each in (first, second)] == [
        CANCELLED
    ] * 2
    assert waits(ports, third)
    woken(ports)
    woken(ports)
    assert not waits(ports, third)


def test_of_starts_that_come_at_once_one_is_left(ports: FakePorts, monkeypatch: pytest.MonkeyPatch) -> None:
    of = workflow(ports, debounce={"seconds": 30})
    enqueue = ports.executions.enqueue
    begun: list[str] = []

    def overtaken(execution: Execution) -> None:
        """Let two others start while the first one is about to wait."""
        begun.append(execution.id)
        if len(begun) < 3:
            started(ports, of)
        enqueue(execution)

    monkeypatch.setattr(ports.executions, "enqueue", overtaken)
    started(ports, of)

    statuses = [ports.executions.records[each].execution.status for each in sorted(begun)]
    assert statuses == [CANCELLED, CANCELLED, ExecutionStatus.RUNNING]
    assert list(ports.executions.queued("acme", of.id)) == [max(begun)]


def test_starts_with_another_key_do_not_follow_each_other(ports: FakePorts) -> None:
    of = workflow(ports, debounce={"seconds": 30, "key": "$trigger.body.customer"})
    ada, bob, again = (of_customer(ports, of, customer) for customer in ("ada", "bob", "ada"))

    assert get_execution(ports, "acme", ada).execution.status is CANCELLED
    woken(ports)
    assert [waits(ports, each) for each in (bob, again)] == [False, False]


def test_a_wakeup_that_was_lost_is_made_good_by_the_sweep(ports: FakePorts) -> None:
    of = workflow(ports, debounce={"seconds": 240})
    waiting = started(ports, of)

    ports.clock.advance(minutes=4)
    sweep_executions(ports, lambda: True)
    assert waits(ports, waiting)
    ports.clock.advance(minutes=2)
    sweep_executions(ports, lambda: True)
    assert not waits(ports, waiting)


def test_a_wakeup_of_a_deleted_workflow_starts_nothing(ports: FakePorts) -> None:
    of = workflow(ports, debounce={"seconds": 30})
    waiting = started(ports, of)
    record = ports.executions.records[waiting]
    delete_workflow(ports, "acme", of.id)
    ports.executions.records[waiting] = record

    with pytest.raises(WorkflowNotFound):
        begin_put_off(ports, Wakeup(waiting))


def test_starts_are_limited_by_key(ports: FakePorts) -> None:
    of = workflow(ports, rate={"max": 1, "per": 86400, "key": "$trigger.body.customer"})
    for customer in ("ada", "bob", None, {"a": 1}):
        of_customer(ports, of, customer)

    with pytest.raises(RateLimited):
        of_customer(ports, of, "bob")
    with pytest.raises(RateLimited):
        execute_workflow(ports, "acme", of.id, Start({"body": "text"}))
