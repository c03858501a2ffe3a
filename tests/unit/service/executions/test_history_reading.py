"""Histories of executions, read into steps and ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.model.execution import (
    Execution,
    ExecutionError,
    ExecutionRecord,
    ExecutionStatus,
    TriggerKind,
)
from exeoflow.model.history import HistoryEvent
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.service.executions.history_reading import (
    Reading,
    details_of,
    error_of,
    message_of,
    read_history,
)

START = datetime(2024, 1, 20, 10, tzinfo=UTC)
SOURCE_MAP = SourceMap(
    node_of_state={"A": "a", "B": "b", "C": "c", "Each": "each", "Folds": "f", "D": "d"},
    node_names={"a": "Anna", "b": "Bert", "s": "Sara"},
    folded={"Folds": {"before": ["r"], "after": ["s", "t"]}},
    told={"c": ["Approval.Rejected", "States.Timeout"]},
    around={"Around": "d"},
)
RECORD = ExecutionRecord(
    Execution(
        id="exec_1",
        workspace="acme",
        workflow_id="wf_1",
        workflow_name="W",
        status=ExecutionStatus.RUNNING,
        started_at=START,
        trigger_kind=TriggerKind.MANUAL,
        trigger_node="start",
    ),
    input={},
    source_map=SOURCE_MAP,
)
SUCCESS, FAILED = ExecutionStatus.SUCCESS, ExecutionStatus.FAILED
CANCELLED, RUNNING = ExecutionStatus.CANCELLED, ExecutionStatus.RUNNING

Event = tuple[int, str] | tuple[int, str, str]


def read(*events: Event, error: str | None = None, cause: str | None = None) -> Reading:
    """Read events given as (previous, kind, state); each is one second after the one before."""
    history = [
        HistoryEvent(
            id=number,
            previous=event[0],
            kind=event[1],
            at=START + timedelta(seconds=number),
            state=event[2] if len(event) > 2 else None,
            error=error,
            cause=cause,
            data="[1]" if event[1] == "ExecutionSucceeded" else None,
        )
        for number, event in enumerate(events, start=1)
    ]
    reading = read_history(history, RECORD)
    started, *others = reading.steps or (None,)
    assert started is None or (started.node_id, started.started_at) == ("start", START)
    steps = tuple(others)
    return replace(
        reading, steps=steps, end=None if reading.end is None else replace(reading.end, steps=steps)
    )


def statuses(reading: Reading) -> list[tuple[str, ExecutionStatus]]:
    return [(step.node_id, step.status) for step in reading.steps]


@pytest.mark.parametrize(
    ("kind", "error"), [("TaskFailed", "Approval.Rejected"), ("TaskTimedOut", "States.Timeout")]
)
def test_an_error_that_tells_of_a_handle_is_no_failure(kind: str, error: str) -> None:
    events: list[Event] = [
        (0, "ExecutionStarted"),
        (1, "TaskStateEntered", "C"),
        (2, kind),
        (3, "TaskStateExited", "C"),
    ]

    assert statuses(read(*events, error=error)) == [("c", SUCCESS)]
    assert statuses(read(*events, error="Lambda.Unknown")) == [("c", FAILED)]


def test_an_empty_history_has_neither_steps_nor_end() -> None:
    assert read() == Reading((), None)


def test_states_of_nodes_are_steps_and_others_are_not() -> None:
    reading = read(
        (0, "ExecutionStarted"),
        (1, "PassStateEntered", "A"),
        (2, "PassStateExited", "A"),
        (3, "ChoiceStateEntered", "Join"),
        (4, "ChoiceStateExited", "Join"),
        (5, "TaskStateEntered", "C"),
    )

    assert statuses(reading) == [("a", SUCCESS), ("c", RUNNING)]
    assert [step.node_name for step in reading.steps] == ["Anna", "c"]
    assert [step.duration for step in reading.steps] == [1000, None]
    assert reading.end is None


def test_a_retried_task_that_succeeds_is_a_success() -> None:
    reading = read(
        (0, "TaskStateEntered", "A"),
        (1, "TaskScheduled"),
        (2, "TaskFailed"),
        (3, "TaskScheduled"),
        (4, "TaskSucceeded"),
        (5, "TaskStateExited", "A"),
        (6, "ExecutionSucceeded"),
    )

    assert statuses(reading) == [("a", SUCCESS)]
    assert reading.end is not None
    assert (reading.end.status, reading.end.output) == (SUCCESS, [1])


def test_a_failure_that_was_caught_is_a_failed_step() -> None:
    reading = read(
        (0, "TaskStateEntered", "A"),
        (1, "TaskTimedOut"),
        (2, "TaskStateExited", "A"),
        (3, "PassStateEntered", "B"),
        (4, "PassStateExited", "B"),
        (5, "ExecutionSucceeded"),
    )

    assert statuses(reading) == [("a", FAILED), ("b", SUCCESS)]


def test_a_failure_names_the_innermost_node_and_ends_its_siblings() -> None:
    reading = read(
        (0, "ParallelStateEntered", "Fork"),
        (1, "ParallelStateStarted"),
        (2, "TaskStateEntered", "A"),
        (2, "TaskStateEntered", "B"),
        (3, "TaskFailed"),
        (5, "ExecutionFailed"),
        error="Http.Status404",
        cause='{"errorMessage": "Nicht da", "errorType": "Http.Status404"}',
    )

    assert statuses(reading) == [("a", FAILED), ("b", CANCELLED)]
    assert reading.end is not None
    assert reading.end.error == ExecutionError("Http.Status404", "Nicht da", "a")
    assert [step.finished_at for step in reading.steps] == [reading.end.finished_at] * 2


def test_a_branch_that_fails_and_is_caught_outside_ends_with_its_fork() -> None:
    reading = read(
        (0, "ParallelStateEntered", "Fork"),
        (1, "TaskStateEntered", "A"),
        (1, "TaskStateEntered", "B"),
        (2, "TaskFailed"),
        (4, "ParallelStateFailed"),
        (5, "ParallelStateExited", "Fork"),
        (6, "PassStateEntered", "C"),
    )

    assert statuses(reading) == [("a", FAILED), ("b", CANCELLED), ("c", RUNNING)]


def test_items_of_a_map_are_told_apart() -> None:
    reading = read(
        (0, "MapStateEntered", "Each"),
        (1, "MapIterationStarted"),
        (2, "PassStateEntered", "A"),
        (1, "MapIterationStarted"),
        (4, "PassStateEntered", "A"),
        (5, "PassStateExited", "A"),
        (3, "PassStateExited", "A"),
        (7, "MapStateSucceeded"),
        (8, "MapStateExited", "Each"),
    )

    assert [(step.node_id, step.duration) for step in reading.steps] == [
        ("each", 8000),
        ("a", 4000),
        ("a", 1000),
    ]


def test_a_cancelled_execution_has_cancelled_steps_and_no_error() -> None:
    reading = read((0, "WaitStateEntered", "A"), (1, "ExecutionAborted"))

    assert statuses(reading) == [("a", CANCELLED)]
    assert reading.end is not None
    assert (reading.end.status, reading.end.error) == (CANCELLED, None)


def test_an_execution_that_took_too_long_failed_by_time_out() -> None:
    reading = read((0, "ExecutionTimedOut"))

    assert reading.end is not None
    assert reading.end.error == ExecutionError("States.Timeout", "", None)


def test_an_exit_without_an_entry_is_passed_over() -> None:
    assert read((0, "PassStateExited", "A")).steps == ()


def test_an_error_without_words_has_a_code_and_an_empty_message() -> None:
    assert error_of(FAILED, None, None, None) == ExecutionError("States.Runtime", "", None)


def test_a_cause_that_is_no_report_of_a_lambda_is_the_message() -> None:
    for cause in ("plain words", '["a list"]', '{"other": 1}'):
        assert error_of(FAILED, "X", cause, "a") == ExecutionError("X", cause, "a")


def test_nodes_without_a_state_are_steps_of_no_time_around_the_state_that_tells_of_them() -> None:
    reading = read(
        (0, "TaskStateEntered", "Folds"),
        (1, "TaskSucceeded"),
        (2, "TaskStateExited", "Folds"),
        (3, "TaskStateEntered", "B"),
    )

    assert [step.node_name for step in reading.steps] == ["r", "f", "Sara", "t", "Bert"]
    assert [step.duration for step in reading.steps] == [0, 2000, 0, 0, None]
    assert {status for node, status in statuses(reading) if node in "rst"} == {SUCCESS}


def test_nodes_behind_a_state_did_not_run_when_its_error_was_caught() -> None:
    reading = read(
        (0, "TaskStateEntered", "Folds"),
        (1, "TaskFailed"),
        (2, "TaskStateExited", "Folds"),
        (3, "ExecutionSucceeded"),
    )

    assert statuses(reading) == [("r", SUCCESS), ("f", FAILED)]


def test_nodes_behind_a_state_did_not_run_while_it_is_not_left() -> None:
    assert statuses(read((0, "TaskStateEntered", "Folds"))) == [("r", SUCCESS), ("f", RUNNING)]


def test_steps_stand_in_the_order_in_which_they_began_also_across_branches() -> None:
    reading = read(
        (0, "ParallelStateEntered", "Fork"),
        (1, "TaskStateEntered", "Folds"),
        (1, "TaskStateEntered", "A"),
        (2, "TaskStateExited", "Folds"),
    )

    assert [step.node_id for step in reading.steps] == ["r", "f", "a", "s", "t"]


INSIDE: list[Event] = [
    (0, "ExecutionStarted"),
    (1, "ParallelStateEntered", "Around"),
    (2, "ParallelStateStarted"),
    (3, "TaskStateEntered", "D"),
]


@pytest.mark.parametrize("is_called", [False, True])
def test_a_task_whose_surrounding_state_fails_for_it_has_failed(*, is_called: bool) -> None:
    called: list[Event] = [(4, "TaskScheduled"), (5, "TaskSucceeded")] if is_called else []
    last = 4 + len(called)
    reading = read(
        *INSIDE,
        *called,
        (last, "TaskStateExited", "D"),
        (last + 1, "FailStateEntered", "Fail D"),
        (last + 2, "ExecutionFailed"),
        error="Code.Failed",
        cause="no (line 1)",
    )

    assert statuses(reading) == [("d", FAILED)]
    assert reading.end is not None
    assert reading.end.error == ExecutionError("Code.Failed", "no (line 1)", "d")


@pytest.mark.parametrize(
    ("cause", "message", "details"),
    [
        ("plain", "plain", None),
        ('{"errorMessage": "from a function"}', "from a function", None),
        (
            '{"errorMessage": "{\\"exeoflow:error\\": \\"refused\\", \\"details\\": {\\"status\\": 422}}"}',
            "refused",
            {"status": 422},
        ),
        ('{"errorMessage": "{\\"message\\": 1}"}', '{"message": 1}', None),
        ("[1]", "[1]", None),
    ],
)
def test_a_cause_tells_its_message_and_details(cause: str, message: str, details: object) -> None:
    assert (message_of(cause), details_of(cause)) == (message, details)


def left_loop(error: str | None, *rest: tuple[str, str | None]) -> Reading:
    """Read how a node of its body ended a loop: as AWS tells it, without names of errors, or with one."""
    said: list[tuple[str, str | None]] = [
        ("MapStateEntered", "Each"),
        ("MapIterationStarted", None),
        ("FailStateEntered", "Leave"),
        ("MapIterationFailed", None),
        ("MapStateFailed", None),
        *rest,
    ]
    history = [
        HistoryEvent(
            id=number,
            previous=number - 1,
            kind=kind,
            at=START + timedelta(seconds=number),
            state=state,
            error=error if kind.endswith("Failed") else None,
            index=0,
        )
        for number, (kind, state) in enumerate(said, start=1)
    ]
    told = {"each": ["ForEach.Break"], "leave": ["ForEach.Break"]}
    nodes = {"Each": "each", "Leave": "leave", "B": "b"}
    reading = read_history(history, replace(RECORD, source_map=SourceMap(nodes, {}, told=told)))
    return replace(reading, steps=(reading.steps or ())[1:])  # the first one is the trigger's


@pytest.mark.parametrize("error", [None, "ForEach.Break"])
def test_a_loop_that_is_left_has_not_failed(error: str | None) -> None:
    reading = left_loop(
        error, ("MapStateExited", "Each"), ("PassStateEntered", "B"), ("PassStateExited", "B")
    )

    assert statuses(reading) == [("each", SUCCESS), ("leave", SUCCESS), ("b", SUCCESS)]


def test_a_node_that_cannot_end_its_loop_fails() -> None:
    reading = left_loop("ForEach.BreakTooLarge", ("ExecutionFailed", None))

    assert statuses(reading) == [("each", FAILED), ("leave", FAILED)]
