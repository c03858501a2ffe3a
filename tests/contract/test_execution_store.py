"""What every store of executions does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Step,
    TriggerKind,
)
from exeoflow.model.page import PageRequest
from exeoflow.model.stored_workflow import SourceMap
from exeoflow.service.execution_store import ExecutionStore
from tests.fakes.time_and_chance import CountingIds, FakeClock

IDS = CountingIds()
SUCCESS, FAILED = ExecutionStatus.SUCCESS, ExecutionStatus.FAILED


def record(
    clock: FakeClock, workflow_id: str = "wf_1", workspace: str = "acme", request_hash: str | None = None
) -> ExecutionRecord:
    execution = Execution(
        id=IDS.new_id("exec"),
        workspace=workspace,
        workflow_id=workflow_id,
        workflow_name="Größe",
        status=ExecutionStatus.RUNNING,
        started_at=clock.now(),
        trigger_kind=TriggerKind.MANUAL,
        trigger_node="start",
        request_hash=request_hash,
    )
    return ExecutionRecord(execution, {"a": [1, None]}, SourceMap({"A": "a"}, {"a": "Anna"}))


def added(
    store: ExecutionStore, clock: FakeClock, workflow_id: str = "wf_1", workspace: str = "acme"
) -> Execution:
    made = record(clock, workflow_id, workspace)
    assert store.add(made, clock.now() + timedelta(minutes=5)) is None
    return made.execution


def end(clock: FakeClock, status: ExecutionStatus = SUCCESS) -> ExecutionEnd:
    error = ExecutionError("Http.Timeout", "zu langsam", None) if status is FAILED else None
    steps = (
        Step("a", "Anna", SUCCESS, clock.now(), clock.now()),
        Step("b", "b", ExecutionStatus.CANCELLED, clock.now()),
    )
    return ExecutionEnd(status, clock.now(), {"ä": 1}, error, steps)


def ids(store: ExecutionStore, matching: ExecutionFilter, clock: FakeClock) -> list[str]:
    page = store.list_page("acme", matching, PageRequest(limit=100), clock.now())
    assert page.total == len(page.items)
    return [execution.id for execution in page.items]


@pytest.mark.parametrize("request_hash", [None, "hash"])
def test_a_record_comes_back_as_it_was_stored(
    executions: ExecutionStore, clock: FakeClock, request_hash: str | None
) -> None:
    made = record(clock, request_hash=request_hash)

    assert executions.add(made, clock.now()) is None

    assert executions.get(made.execution.id) == made
    assert executions.get("exec_unknown") is None


def test_an_id_is_taken_once(executions: ExecutionStore, clock: FakeClock) -> None:
    first = record(clock, request_hash="first")
    second = replace(first, execution=replace(first.execution, request_hash="second"), input="other")

    executions.add(first, clock.now())

    assert executions.add(second, clock.now()) == first.execution
    assert executions.get(first.execution.id) == first
    assert ids(executions, ExecutionFilter(), clock) == [first.execution.id]


def test_a_record_is_closed_once(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    clock.advance(seconds=3)
    failure = end(clock, FAILED)

    assert executions.finish(execution, failure)
    assert not executions.finish(execution, end(clock))
    executions.remove(execution)
    executions.postpone(execution.id, clock.now())

    closed = executions.get(execution.id)
    assert closed is not None
    assert closed.execution == replace(execution, status=FAILED, finished_at=clock.now())
    assert (closed.output, closed.error, closed.steps) == (failure.output, failure.error, failure.steps)
    assert executions.due(clock.now() + timedelta(days=1)) == []


def test_a_record_names_its_error_workflow(executions: ExecutionStore, clock: FakeClock) -> None:
    made = replace(record(clock), error_workflow="wf_2")

    executions.add(made, clock.now())

    assert executions.get(made.execution.id) == made


def test_a_closed_record_is_marked_until_its_follow_up_ends(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    late, early, unmarked = (added(executions, clock) for _ in range(3))
    minute = timedelta(minutes=1)
    assert executions.finish(late, end(clock), clock.now() + 2 * minute)
    assert executions.finish(early, end(clock, FAILED), clock.now() + minute)
    assert executions.finish(unmarked, end(clock))

    assert executions.follow_ups_due(clock.now()) == []
    assert executions.follow_ups_due(clock.now() + minute) == [early.id]
    assert executions.follow_ups_due(clock.now() + 2 * minute) == [early.id, late.id]
    assert executions.due(clock.now() + timedelta(days=1)) == []
    assert [_is_marked(executions, each) for each in (late, early, unmarked)] == [True, True, False]

    executions.end_follow_up(early.id)
    executions.end_follow_up(early.id)

    assert executions.follow_ups_due(clock.now() + timedelta(days=1)) == [late.id]
    assert not _is_marked(executions, early)


def test_who_comes_second_leaves_no_mark(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    executions.finish(execution, end(clock))

    assert not executions.finish(execution, end(clock), clock.now())

    assert executions.follow_ups_due(clock.now()) == []


def _is_marked(executions: ExecutionStore, execution: Execution) -> bool:
    found = executions.get(execution.id)
    assert found is not None
    return found.has_follow_up


def test_what_is_unknown_cannot_be_closed(executions: ExecutionStore, clock: FakeClock) -> None:
    assert not executions.finish(record(clock).execution, end(clock))


def test_steps_can_be_added_to_a_closed_record(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    executions.finish(execution, replace(end(clock), steps=None))
    without = executions.get(execution.id)
    assert without is not None
    assert without.steps is None

    executions.add_steps(execution, end(clock).steps or ())

    assert executions.get(execution.id) == replace(without, steps=end(clock).steps)


def test_a_start_that_never_was_leaves_nothing(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)

    executions.remove(execution)
    executions.remove(execution)

    assert executions.get(execution.id) is None
    assert ids(executions, ExecutionFilter(), clock) == []
    assert executions.due(clock.now() + timedelta(days=1)) == []


def test_every_combination_of_filters_is_exact(executions: ExecutionStore, clock: FakeClock) -> None:
    made = []
    for number in range(8):
        execution = added(executions, clock, f"wf_{number % 2}")
        if number % 4 >= 2:
            executions.finish(execution, end(clock))
        made.append((execution, number))
        clock.advance(seconds=1)
    added(executions, clock, workspace="other")
    since, until = made[2][0].started_at, made[6][0].started_at

    for workflow_id in (None, "wf_0", "wf_unknown"):
        for status in (None, SUCCESS, FAILED):
            for span in ({}, {"since": since}, {"until": until}, {"since": since, "until": until}):
                matching = ExecutionFilter(workflow_id, status, **span)
                expected = [
                    execution.id
                    for execution, number in reversed(made)
                    if workflow_id in {None, execution.workflow_id}
                    and status in {None, SUCCESS if number % 4 >= 2 else ExecutionStatus.RUNNING}
                    and (not matching.since or execution.started_at >= matching.since)
                    and (not matching.until or execution.started_at <= matching.until)
                ]
                assert ids(executions, matching, clock) == expected


def test_bounds_in_the_wrong_order_match_nothing(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    later = execution.started_at + timedelta(hours=1)

    assert ids(executions, ExecutionFilter(since=later, until=execution.started_at), clock) == []


def test_pages_follow_each_other(executions: ExecutionStore, clock: FakeClock) -> None:
    made = []
    for _ in range(5):
        made.append(added(executions, clock).id)
        clock.advance(milliseconds=1)

    pages = [
        executions.list_page("acme", ExecutionFilter(), PageRequest(number, 2), clock.now())
        for number in (1, 2, 3, 4)
    ]

    assert [execution.id for page in pages for execution in page.items] == made[::-1]
    assert {page.total for page in pages} == {5}


def test_what_outlived_its_retention_is_neither_listed_nor_counted(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    clock.moment = datetime(2024, 1, 20, 23, 59, 59, tzinfo=UTC)
    added(executions, clock)
    clock.advance(seconds=1)
    kept = added(executions, clock)

    clock.moment = datetime(2024, 2, 20, 10, tzinfo=UTC)

    assert ids(executions, ExecutionFilter(), clock) == [kept.id]
    assert ids(executions, ExecutionFilter(since=datetime(2024, 1, 1, tzinfo=UTC)), clock) == [kept.id]


def test_the_sweep_sees_what_is_due_most_overdue_first(executions: ExecutionStore, clock: FakeClock) -> None:
    first, second, third = (record(clock).execution for _ in range(3))
    for execution, minutes in ((first, 3), (second, 1), (third, 9)):
        executions.add(
            ExecutionRecord(execution, {}, SourceMap({}, {})), clock.now() + timedelta(minutes=minutes)
        )

    clock.advance(minutes=3)
    assert executions.due(clock.now()) == [second.id, first.id]
    executions.postpone(second.id, clock.now() + timedelta(minutes=1))
    executions.postpone("exec_unknown", clock.now())

    assert executions.due(clock.now()) == [first.id]
