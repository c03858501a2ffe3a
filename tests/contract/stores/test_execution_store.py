"""What every store of executions does."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, Final

import pytest

from exeoflow.model.durations import Durations, bucket_of
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Parent,
    Pin,
    Step,
    TriggerKind,
)
from exeoflow.model.identifiers import key_of
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.service.ports.stores.execution_store import ExecutionStore
from tests.fakes.time_and_chance import CountingIds, FakeClock

IDS = CountingIds()
SUCCESS, FAILED = ExecutionStatus.SUCCESS, ExecutionStatus.FAILED
Trigger = tuple[TriggerKind, str]
BY_HAND: Trigger = (TriggerKind.MANUAL, "start")
BY_HOOK: Trigger = (TriggerKind.WEBHOOK, "hook")
BY_HAND_AT_HOOK: Trigger = (TriggerKind.MANUAL, "hook")


def record(
    clock: FakeClock,
    workflow_id: str = "wf_1",
    workspace: str = "acme",
    request_hash: str | None = None,
    trigger: Trigger = BY_HAND,
) -> ExecutionRecord:
    kind, node = trigger
    execution = Execution(
        id=IDS.new_id("exec"),
        workspace=workspace,
        workflow_id=workflow_id,
        workflow_name="Größe",
        status=ExecutionStatus.RUNNING,
        started_at=clock.now(),
        trigger_kind=kind,
        trigger_node=node,
        request_hash=request_hash,
        revision=7,
    )
    return ExecutionRecord(
        execution, {"a": [1, None]}, SourceMap({"A": "a"}, {"a": "Anna"}, told={"a": ["No"]})
    )


def added(
    store: ExecutionStore,
    clock: FakeClock,
    workflow_id: str = "wf_1",
    workspace: str = "acme",
    trigger: Trigger = BY_HAND,
) -> Execution:
    made = record(clock, workflow_id, workspace, trigger=trigger)
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

    executions.postpone_follow_up(early.id, clock.now() + 3 * minute)
    executions.postpone_follow_up(unmarked.id, clock.now())
    assert executions.follow_ups_due(clock.now() + 2 * minute) == [late.id]
    assert executions.follow_ups_due(clock.now() + 3 * minute) == [late.id, early.id]
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


def test_steps_may_tell_which_node_failed(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    unknown = ExecutionError("Http.Timeout", "zu spät")
    executions.finish(execution, replace(end(clock, FAILED), steps=None, error=unknown))

    executions.add_steps(execution, (), replace(unknown, node_id="call"))

    found = executions.get(execution.id)
    assert found is not None
    assert (found.steps, found.error) == ((), ExecutionError("Http.Timeout", "zu spät", "call"))


def test_a_start_that_never_was_leaves_nothing(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)

    executions.remove(execution)
    executions.remove(execution)

    assert executions.get(execution.id) is None
    assert ids(executions, ExecutionFilter(), clock) == []
    assert executions.due(clock.now() + timedelta(days=1)) == []


def test_of_what_was_taken_back_nothing_is_left_to_who_has_its_id_next(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    small = record(clock)
    noise = hashlib.shake_256(b"noise").hexdigest(400_000)
    names = {noise[at : at + 80]: noise[at : at + 60] for at in range(0, len(noise), 80)}
    executions.add(
        replace(small, source_map=SourceMap(names, names), pins={"a": Pin(noise)}),
        clock.now() + timedelta(minutes=5),
    )

    executions.remove(small.execution)
    executions.add(small, clock.now() + timedelta(minutes=5))

    assert executions.get(small.execution.id) == small


def test_stats_count_every_end_once_and_the_time_of_successes(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    began = [added(executions, clock, trigger=trigger) for trigger in (BY_HAND, BY_HOOK, BY_HAND, BY_HAND)]
    others = added(executions, clock, "wf_2"), added(executions, clock, workspace="other")
    for execution, status, milliseconds in (
        (began[0], SUCCESS, 250),
        (began[1], SUCCESS, 4_000),
        (began[2], FAILED, 60_000),
        *((other, SUCCESS, 1) for other in others),
    ):
        ended = ExecutionEnd(status, execution.started_at + timedelta(milliseconds=milliseconds))
        for _ in range(2):
            executions.finish(execution, ended)

    stats = executions.stats("acme", "wf_1", None, None, clock.now())

    assert stats.by_day == {
        clock.now().date(): {SUCCESS: 2, FAILED: 1, ExecutionStatus.RUNNING: 1},
    }
    assert (stats.runs, stats.count(SUCCESS), stats.count(FAILED)) == (4, 2, 1)
    assert stats.durations == Durations(4_250, {bucket_of(250): 1, bucket_of(4_000): 1})
    assert stats.last_run is not None
    assert stats.last_run.id == began[-1].id


def test_a_clock_that_goes_wrong_takes_no_time_away(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    executions.finish(execution, ExecutionEnd(SUCCESS, clock.now() - timedelta(milliseconds=3)))

    assert executions.stats("acme", "wf_1", None, None, clock.now()).durations == Durations(0, {0: 1})


def test_what_is_taken_back_is_in_no_stats(executions: ExecutionStore, clock: FakeClock) -> None:
    executions.remove(added(executions, clock))

    stats = executions.stats("acme", "wf_1", None, None, clock.now())

    assert (stats.runs, stats.last_run) == (0, None)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, [0, 1, 2]),
        (1, None, [1, 2]),
        (None, 1, [0, 1]),
        (1, 1, [1]),
        (2, 1, []),
        (None, 9, [0, 1, 2]),
    ],
)
def test_stats_are_of_whole_days(
    executions: ExecutionStore,
    clock: FakeClock,
    since: int | None,
    until: int | None,
    expected: list[int],
) -> None:
    clock.moment = datetime(2024, 1, 20, 23, 59, 59, 999_000, tzinfo=UTC)
    first_day = clock.now().date()
    made = []
    for _ in range(3):
        made.append(added(executions, clock).id)
        clock.advance(days=1)
    first = None if since is None else first_day + timedelta(days=since)
    last = None if until is None else first_day + timedelta(days=until)

    stats = executions.stats("acme", "wf_1", first, last, clock.now())

    assert stats.runs == len(expected)
    assert (stats.last_run and stats.last_run.id) == (made[expected[-1]] if expected else None)
    assert stats.first_day == (first or date(2023, 12, 24))
    assert stats.last_day == (last or clock.now().date())


def test_stats_reach_to_the_last_day_that_there_is(executions: ExecutionStore, clock: FakeClock) -> None:
    newest = added(executions, clock)

    stats = executions.stats("acme", "wf_1", date.min, date.max, clock.now())

    assert (stats.runs, stats.last_run) == (1, newest)


def test_what_outlived_its_retention_is_in_no_stats(executions: ExecutionStore, clock: FakeClock) -> None:
    added(executions, clock)
    clock.advance(days=31)
    kept = added(executions, clock)

    stats = executions.stats("acme", "wf_1", None, None, clock.now())

    assert stats.last_run == kept
    assert stats.runs == 1


def repeating(original: Execution, clock: FakeClock) -> ExecutionRecord:
    made = record(clock)
    return replace(made, execution=replace(made.execution, retry_of=original.id))


def test_what_a_node_started_has_its_parent_and_is_found_by_it_and_by_its_key(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    parent = added(executions, clock)
    started, nameless = record(clock), record(clock)
    run_id = f"exec_sub{'0' * 26}{parent.id.removeprefix('exec_')}"
    with_node = replace(started.execution, id=run_id, parent=Parent(parent.id, "run"))
    without = replace(nameless.execution, id=run_id.replace("0", "1", 1), parent=Parent("exec_2", None))
    made, other = replace(started, execution=with_node), replace(nameless, execution=without)

    for each in (made, other):
        executions.add(each, clock.now())

    assert executions.get(run_id) == made
    assert executions.get(without.id) == other
    assert ids(executions, ExecutionFilter(parent_id=parent.id), clock) == [run_id]
    assert executions.id_of_key(key_of(run_id)) == run_id
    assert executions.id_of_key(parent.id) is None


def test_an_execution_knows_its_retries_oldest_first(executions: ExecutionStore, clock: FakeClock) -> None:
    original = added(executions, clock)
    retries = []
    for _ in range(3):
        retries.append(repeating(original, clock))
        executions.add(retries[-1], clock.now())
        clock.advance(milliseconds=1)
    executions.add(retries[0], clock.now())
    executions.finish(retries[1].execution, end(clock))

    found = executions.get(original.id)
    retry = executions.get(retries[0].execution.id)

    assert found is not None
    assert found.retries == tuple(retry.execution.id for retry in retries)
    assert retry == retries[0]


def test_a_retry_that_is_taken_back_is_known_to_nobody(executions: ExecutionStore, clock: FakeClock) -> None:
    original = added(executions, clock)
    retry = repeating(original, clock)
    executions.add(retry, clock.now())

    executions.remove(retry.execution)

    found = executions.get(original.id)
    assert found is not None
    assert found.retries == ()


def shows(execution: Execution, status: ExecutionStatus, matching: ExecutionFilter) -> bool:
    return matching.matches(replace(execution, status=status), None)


@pytest.mark.slow
def test_every_combination_of_filters_is_exact(executions: ExecutionStore, clock: FakeClock) -> None:
    made = []
    for number, trigger in enumerate([BY_HAND, BY_HOOK, BY_HAND_AT_HOOK] * 4):
        execution = added(executions, clock, f"wf_{number % 2}", trigger=trigger)
        is_ended = number % 4 >= 2
        if is_ended:
            executions.finish(execution, end(clock))
        made.append((execution, SUCCESS if is_ended else ExecutionStatus.RUNNING))
        clock.advance(seconds=1)
    added(executions, clock, workspace="other")
    spans = product((None, made[2][0].started_at), (None, made[6][0].started_at))

    for (since, until), workflow_id, status, kind, node in product(
        spans,
        (None, "wf_0", "wf_unknown"),
        ((), (SUCCESS,), (FAILED,), (SUCCESS, ExecutionStatus.RUNNING)),
        (None, TriggerKind.MANUAL, TriggerKind.QUEUE),
        (None, "hook", "unknown"),
    ):
        # A node means something within its workflow only.
        if node is None or workflow_id is not None:
            matching = ExecutionFilter(workflow_id, frozenset(status), since, until, kind, node)
            expected = [execution.id for execution, now in made[::-1] if shows(execution, now, matching)]
            assert ids(executions, matching, clock) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "matching", [ExecutionFilter(), ExecutionFilter("wf_1"), ExecutionFilter(trigger_kind=TriggerKind.MANUAL)]
)
def test_bounds_may_fall_into_days_and_between_them(
    executions: ExecutionStore, clock: FakeClock, matching: ExecutionFilter
) -> None:
    midnight = datetime(2024, 1, 10, tzinfo=UTC)
    almost = timedelta(days=1) - timedelta(milliseconds=1)
    moments = [
        midnight + timedelta(days=day) + of_day
        for day in range(3)
        for of_day in (timedelta(), timedelta(hours=10), almost)
    ]
    made = []
    for moment in moments:
        clock.moment = moment
        running, ended = added(executions, clock), added(executions, clock)
        executions.finish(ended, end(clock))
        made += [running, ended]
    clock.moment = datetime(2024, 1, 20, tzinfo=UTC)

    # Beginning, middle and end of the first day and of the last.
    for since, until in product((None, *moments[:3]), (None, *moments[-3:])):
        within = replace(matching, since=since, until=until)
        expected = {execution.id for execution in made if shows(execution, SUCCESS, within)}
        assert set(ids(executions, within, clock)) == expected


def test_what_is_taken_back_is_counted_nowhere(executions: ExecutionStore, clock: FakeClock) -> None:
    executions.remove(added(executions, clock, trigger=BY_HOOK))

    assert ids(executions, ExecutionFilter(trigger_kind=TriggerKind.WEBHOOK), clock) == []
    assert ids(executions, ExecutionFilter("wf_1", trigger_node="hook"), clock) == []


def test_bounds_in_the_wrong_order_match_nothing(executions: ExecutionStore, clock: FakeClock) -> None:
    execution = added(executions, clock)
    later = execution.started_at + timedelta(hours=1)

    assert ids(executions, ExecutionFilter(since=later, until=execution.started_at), clock) == []


@pytest.mark.parametrize(
    "matching",
    [
        ExecutionFilter(),
        ExecutionFilter(trigger_kind=TriggerKind.MANUAL),
        ExecutionFilter("wf_1", trigger_kind=TriggerKind.MANUAL),
    ],
)
def test_pages_follow_each_other(
    executions: ExecutionStore, clock: FakeClock, matching: ExecutionFilter
) -> None:
    made = []
    for number, trigger in enumerate([BY_HAND, BY_HAND_AT_HOOK, BY_HAND, BY_HAND, BY_HAND_AT_HOOK]):
        execution = added(executions, clock, trigger=trigger)
        if number % 2:
            executions.finish(execution, end(clock))
        made.append(execution.id)
        clock.advance(milliseconds=1)

    pages = [
        executions.list_page("acme", matching, PageRequest(number, 2), clock.now()) for number in (1, 2, 3, 4)
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


def test_what_executions_are_about_finds_them(executions: ExecutionStore, clock: FakeClock) -> None:
    made = []
    for subjects in (("a1", "b1"), ("a1",), ("a2",), ()):
        clock.advance(seconds=1)
        new = record(clock)
        new = replace(new, execution=replace(new.execution, subjects=subjects))
        assert executions.add(new, clock.now()) is None
        assert executions.get(new.execution.id) == new
        made.append(new.execution)
    executions.finish(made[1], end(clock))

    running = frozenset({ExecutionStatus.RUNNING})

    assert ids(executions, ExecutionFilter(subjects=("a1",)), clock) == [made[1].id, made[0].id]
    assert ids(executions, ExecutionFilter(subjects=("a1",), statuses=running), clock) == [made[0].id]
    executions.remove(made[0])
    assert ids(executions, ExecutionFilter(subjects=("b1",)), clock) == []


ADA: Final = (("customer", "4711"), ("stage", "prod"))
SHOP: Final = ("shop",)


def labelled(executions: ExecutionStore, clock: FakeClock) -> list[Execution]:
    """Four executions with labels and tags; all but the third failed."""
    made = []
    for number, (labels, tags) in enumerate(
        [(ADA, SHOP), (ADA, ()), ((("customer", "4712"),), SHOP), ((), ())]
    ):
        clock.advance(seconds=1)
        new = record(clock, f"wf_{number % 2}")
        new = replace(new, execution=replace(new.execution, labels=labels, tags=tags))
        assert executions.add(new, clock.now()) is None
        made.append(new.execution)
        assert (found := executions.get(new.execution.id)) is not None
        assert found.execution == new.execution
    for execution, code in ((made[0], "Http.Timeout"), (made[3], "Http.Timeout"), (made[1], "Other")):
        executions.finish(execution, replace(end(clock, FAILED), error=ExecutionError(code, "x")))
    executions.add_steps(made[1], [], ExecutionError("S3.NoSuchKey", "y"))
    return made


def test_labels_tags_and_error_codes_find_executions(executions: ExecutionStore, clock: FakeClock) -> None:
    made = labelled(executions, clock)

    def numbers(**asked: Any) -> list[int]:
        found = ids(executions, ExecutionFilter(**asked), clock)
        return [[execution.id for execution in made].index(each) for each in found]

    assert numbers(labels=(("customer", "4711"),)) == [1, 0]
    assert numbers(labels=ADA, tags=SHOP) == [0]
    assert numbers(labels=(("customer", "47"),)) == []
    assert numbers(tags=SHOP) == [2, 0]
    assert numbers(tags=SHOP, statuses=frozenset({ExecutionStatus.RUNNING})) == [2]
    assert numbers(labels=ADA[:1], workflow_id="wf_1") == [1]
    assert numbers(error_code="Http.Timeout") == [3, 0]
    assert numbers(error_code="Http.Timeout", since=made[3].started_at) == [3]
    assert numbers(error_code="S3.NoSuchKey") == [1]
    assert numbers(error_code="Other") == []
    executions.remove(made[2])
    assert numbers(tags=SHOP) == [0]


def test_what_is_found_by_an_error_code_comes_page_by_page(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    first, *_ = labelled(executions, clock)

    page = executions.list_page(
        "acme", ExecutionFilter(error_code="Http.Timeout"), PageRequest(2, 1), clock.now()
    )

    assert ([execution.id for execution in page.items], page.total) == ([first.id], 2)
    assert executions.list_page("other", ExecutionFilter(tags=SHOP), PageRequest(), clock.now()).total == 0


def test_slots_are_given_to_so_many_and_can_be_taken_back(
    executions: ExecutionStore, clock: FakeClock
) -> None:
    first, second, third = (added(executions, clock) for _ in range(3))
    elsewhere = added(executions, clock, "wf_2")

    assert list(executions.take_slot(first, 2)) == []
    assert list(executions.take_slot(second, 2)) == []
    assert list(executions.take_slot(first, 2)) == []
    assert list(executions.take_slot(third, 2)) == sorted([first.id, second.id])
    assert list(executions.take_slot(elsewhere, 2)) == []
    executions.free_slot("acme", "wf_1", first.id)
    executions.free_slot("acme", "wf_1", first.id)
    executions.free_slot("acme", "wf_unknown", first.id)
    assert list(executions.take_slot(third, 2)) == []
    for execution in (second, third):
        executions.free_slot("acme", "wf_1", execution.id)
    assert list(executions.take_slot(first, 1)) == []


def test_each_lane_has_slots_and_a_queue_of_its_own(executions: ExecutionStore, clock: FakeClock) -> None:
    made = [record(clock) for _ in range(3)]
    lanes = [
        replace(each, execution=replace(each.execution, slot_key=key))
        for each, key in zip(made, ("-a", "-b", "-a"), strict=True)
    ]
    for each in lanes:
        executions.add(each, clock.now())
    a, b, after_a = (each.execution for each in lanes)

    assert executions.get(a.id) == lanes[0]
    assert list(executions.take_slot(a, 1)) == []
    assert list(executions.take_slot(b, 1)) == []
    assert list(executions.take_slot(after_a, 1)) == [a.id]
    executions.enqueue(after_a)
    assert list(executions.queued("acme", "wf_1-a")) == [after_a.id]
    assert list(executions.queued("acme", "wf_1-b")) == []
    assert list(executions.queued("acme", "wf_1")) == []
    executions.dequeue("acme", "wf_1-a", after_a.id)
    executions.free_slot("acme", "wf_1-a", a.id)
    assert list(executions.queued("acme", "wf_1-a")) == []
    assert list(executions.take_slot(after_a, 1)) == []


def test_a_queue_is_told_in_the_order_in_which_it_grew(executions: ExecutionStore, clock: FakeClock) -> None:
    made = []
    for _ in range(3):
        made.append(added(executions, clock))
        clock.advance(seconds=1)
    ended = added(executions, clock)
    executions.finish(ended, end(clock))

    for execution in (made[2], made[0], made[1], ended):
        executions.enqueue(execution)

    assert list(executions.queued("acme", "wf_1")) == [execution.id for execution in made]
    assert list(executions.queued("other", "wf_1")) == []
    assert (found := executions.get(made[0].id)) is not None
    assert found.execution == replace(made[0], is_queued=True)
    executions.dequeue("acme", "wf_1", made[0].id)
    executions.dequeue("acme", "wf_1", "exec_unknown")
    assert list(executions.queued("acme", "wf_1")) == [made[1].id, made[2].id]
    assert (found := executions.get(made[0].id)) is not None
    assert not found.execution.is_queued


def test_starts_are_counted_by_workflow_and_window(executions: ExecutionStore, clock: FakeClock) -> None:
    forget_at = clock.now() + timedelta(minutes=1)

    assert [executions.count_start("acme", "wf_1", 7, forget_at) for _ in range(2)] == [1, 2]
    assert executions.count_start("acme", "wf_2", 7, forget_at) == 1
    assert executions.count_start("other", "wf_1", 7, forget_at) == 1
    assert executions.count_start("acme", "wf_1", 8, forget_at) == 1


def test_what_a_rerun_was_given_comes_back(executions: ExecutionStore, clock: FakeClock) -> None:
    new = record(clock)
    new = replace(
        new,
        execution=replace(new.execution, is_rerun=True, is_limited=True),
        pins={
            "a": Pin({"ä": [None]}),
            "b": Pin([1], ("true",)),
            "c": Pin(None, (None, "error")),
            "d": Pin(None, items={2: [1], 0: None}),
        },
    )
    executions.add(new, clock.now())

    assert executions.get(new.execution.id) == new
    assert new.execution.machine == "wf_1-rerun"


@pytest.mark.parametrize("status", [SUCCESS, FAILED])
def test_what_has_ended_is_stored_at_once(
    executions: ExecutionStore, clock: FakeClock, status: ExecutionStatus
) -> None:
    new = record(clock)
    new = replace(new, execution=replace(new.execution, is_express=True, labels=(("order", "7"),)))
    before = executions.stats("acme", "wf_1", None, None, clock.now())
    clock.advance(seconds=2)
    its_end = end(clock, status)

    executions.add_ended(new, its_end)
    executions.add_ended(new, its_end)

    assert executions.get(new.execution.id) == new.ended(its_end)
    assert new.execution.machine == "wf_1-express"
    assert not executions.finish(new.execution, end(clock))
    assert executions.due(clock.now() + timedelta(days=1)) == []
    found = ExecutionFilter(statuses=frozenset({status}), labels=(("order", "7"),))
    assert ids(executions, found, clock) == [new.execution.id]
    assert ids(executions, replace(found, error_code="Http.Timeout"), clock) == (
        [new.execution.id] if status is FAILED else []
    )
    after = executions.stats("acme", "wf_1", None, None, clock.now())
    assert after.by_status.get(status, 0) == before.by_status.get(status, 0) + 1
    assert after.durations.total == (2_000 if status is SUCCESS else 0)


def test_what_follows_from_an_end_is_marked_with_it(executions: ExecutionStore, clock: FakeClock) -> None:
    new = record(clock)

    executions.add_ended(new, end(clock, FAILED), clock.now())

    assert executions.follow_ups_due(clock.now()) == [new.execution.id]
    executions.end_follow_up(new.execution.id)
    assert executions.follow_ups_due(clock.now()) == []
