"""The embedded engine: many runs at once, and nothing is lost when it is left and opened again."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionEnd, ExecutionStatus
from exeoflow.model.json import JsonObject
from exeoflow.model.state_room import MOST_STATE_BYTES
from exeoflow.service.ports.state_machines import MachineVersion
from local.embedded.engine import pool
from local.embedded.engine.definitions import DefinitionError, read_definition
from local.embedded.engine.interface import Call, Failure, Success, TaskResult
from local.embedded.engine.journal import RunRecord
from local.embedded.engine.machines import EmbeddedMachines
from local.state.database import Database
from tests.embedded import PREFIX, embedded_machines

INVOKE = "arn:aws:states:::lambda:invoke"
DONE: JsonObject = {"Type": "Succeed", "Output": "{% $states.input %}"}


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database(":memory:")) as database:
        yield database


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an engine be left in the middle of a task, as soon as it is closed."""
    monkeypatch.setattr(pool, "_PATIENCE_SECONDS", 0.05)


def started(
    machines: EmbeddedMachines, states: JsonObject, data: str = "{}", workflow_id: str = "wf_1"
) -> str:
    definition: JsonObject = {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}
    arn = machines.publish(MachineVersion("acme", workflow_id, 1, definition))
    machines.start(arn, "exec_1", data)
    return arn


def end_of(machines: EmbeddedMachines, execution: str = "exec_1", seconds: float = 20) -> ExecutionEnd:
    found: ExecutionEnd = until(lambda: machines.find("wf_1", execution).end, seconds)
    return found


def until(look: Callable[[], Any], seconds: float = 20) -> Any:
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > deadline:
            pytest.fail("it does not happen")
        time.sleep(0.01)
    return seen


def kinds(machines: EmbeddedMachines, execution: str = "exec_1") -> list[str]:
    return [event.kind for event in machines.history("wf_1", execution) or ()]


class Tasks:
    """Tasks that wait until a test lets them answer."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.may_answer = threading.Event()

    def __call__(self, _run: RunRecord, call: Call) -> TaskResult:
        self.calls.append(call)
        self.may_answer.wait(20)
        return Success({"answer": len(self.calls)})


def test_a_wait_goes_on_where_the_engine_is_opened_again(database: Database) -> None:
    with embedded_machines(database) as machines:
        started(machines, {"W": {"Type": "Wait", "Seconds": 1, "Next": "D"}, "D": DONE}, '{"a": 1}')
        until(lambda: "WaitStateEntered" in kinds(machines))

    with embedded_machines(database) as machines:
        end = end_of(machines)

    assert (end.status, end.output) == (ExecutionStatus.SUCCESS, {"a": 1})
    assert kinds(machines)[-2:] == ["SucceedStateExited", "ExecutionSucceeded"]


ASKING: JsonObject = {
    "T": {
        "Type": "Task",
        "Resource": f"{INVOKE}.waitForTaskToken",
        "Arguments": {"token": "{% $states.context.Task.Token %}"},
        "Next": "D",
    },
    "D": DONE,
}


def test_an_answer_from_outside_counts_once_also_after_the_engine_was_opened_again(
    database: Database,
) -> None:
    tokens: list[str] = []

    def ask(_run: RunRecord, call: Call) -> TaskResult:
        tokens.append(call.arguments["token"])
        return Success(None)

    with embedded_machines(database, answer=ask) as machines:
        started(machines, ASKING)
        until(lambda: "TaskSubmitted" in kinds(machines))

    with embedded_machines(database, answer=ask) as machines:
        answers = [machines.finish_task(tokens[0], '{"yes": true}') for _ in range(2)]
        end = end_of(machines)

    assert answers == [True, False]
    assert end.output == {"yes": True}
    assert len(tokens) == 1


@pytest.mark.usefixtures("impatient")
def test_a_question_that_was_being_asked_is_asked_again_and_takes_the_answer_to_the_first(
    database: Database,
) -> None:
    tasks = Tasks()
    states: JsonObject = {
        "T": {"Type": "Task", "Resource": f"{INVOKE}.waitForTaskToken", "Arguments": {}, "End": True}
    }
    with embedded_machines(database, answer=tasks) as machines:
        started(machines, states)
        until(lambda: tasks.calls)
        machines.engine.close()  # leaves the question behind

    with embedded_machines(database, answer=tasks) as machines:
        is_taken = machines.finish_task(str(tasks.calls[0].token), '{"yes": true}')
        end = end_of(machines)
        tasks.may_answer.set()

    assert is_taken
    assert end.output == {"yes": True}
    assert {call.token for call in tasks.calls} == {tasks.calls[0].token}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("retry", "calls", "outcome"),
    [
        ([], 1, ("Local.Interrupted", None)),
        ([{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 0, "MaxAttempts": 1}], 2, (None, {"answer": 2})),
    ],
)
def test_a_task_that_was_under_way_is_tried_again_only_as_its_retry_allows(
    database: Database, retry: list[JsonObject], calls: int, outcome: tuple[str | None, Any]
) -> None:
    tasks = Tasks()
    states: JsonObject = {
        "T": {"Type": "Task", "Resource": INVOKE, "Arguments": {}, "Retry": retry, "End": True}
    }
    with embedded_machines(database, answer=tasks) as machines:
        started(machines, states)
        until(lambda: tasks.calls)
        machines.engine.close()  # leaves the task behind

    with embedded_machines(database, answer=tasks) as machines:
        until(lambda: len(tasks.calls) == calls)
        tasks.may_answer.set()
        end = end_of(machines)

    assert (None if end.error is None else end.error.code, end.output) == outcome
    if end.error is not None:
        assert "stopped while this task was under way" in end.error.message


ITERATING: JsonObject = {
    "Type": "Task",
    "Resource": INVOKE,
    "Arguments": "{% $states.input %}",
    "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 0}],
    "End": True,
}
OF_SIXTY: JsonObject = {
    "M": {
        "Type": "Map",
        "Items": "{% [1..60] %}",
        "MaxConcurrency": 3,
        "ItemProcessor": {"StartAt": "T", "States": {"T": ITERATING}},
        "End": True,
    }
}


@pytest.mark.usefixtures("impatient")
def test_iterations_that_are_over_are_not_run_again(database: Database) -> None:
    seen: list[int] = []
    is_stopped = threading.Event()

    def work(_run: RunRecord, call: Call) -> TaskResult:
        if len(seen) >= 30 and not is_stopped.is_set():
            is_stopped.wait(20)
        seen.append(call.arguments)
        return Success(call.arguments)

    with embedded_machines(database, answer=work) as machines:
        started(machines, OF_SIXTY)
        until(lambda: len(seen) >= 30)
        machines.engine.close()

    with embedded_machines(database, answer=work) as machines:
        is_stopped.set()
        end = end_of(machines)

    assert end.output == list(range(1, 61))
    assert len(seen) < 60 + 10
    assert database.rows("SELECT count(*) FROM run_scopes") == [(0,)]
    assert database.rows("SELECT count(*) FROM run_results") == [(0,)]
    assert database.rows("SELECT count(*) FROM run_items") == [(0,)]


def test_a_thousand_waiting_executions_cost_no_thread_each_and_all_end(database: Database) -> None:
    ended: list[str] = []

    def note(record: RunRecord) -> None:
        if not record.is_running:
            ended.append(record.id)

    before = threading.active_count()
    with embedded_machines(database, on_status=note) as machines:
        arn = started(machines, {"W": {"Type": "Wait", "Seconds": 1, "Next": "D"}, "D": DONE})
        for number in range(1_000):
            machines.start(arn, f"exec_many_{number}", "{}")
        threads = threading.active_count() - before
        until(lambda: len(ended) == 1_001, 60)

    assert threads < 20


@pytest.mark.parametrize("waits", [True, False])
def test_another_workflow_is_started_and_waited_for_where_that_is_wanted(
    database: Database, *, waits: bool
) -> None:
    start = "arn:aws:states:::states:startExecution"
    states: JsonObject = {
        "T": {
            "Type": "Task",
            "Resource": f"{start}.sync:2" if waits else start,
            "Arguments": {"StateMachineArn": f"{PREFIX}wf_2", "Input": {"n": 1}},
            "Output": "{% $states.result.Output %}"
            if waits
            else "{% $exists($states.result.ExecutionArn) %}",
            "End": True,
        }
    }
    inner: JsonObject = {"P": {"Type": "Pass", "Output": "{% $states.input.n + 1 %}", "End": True}}
    with embedded_machines(database) as machines:
        machines.publish(MachineVersion("acme", "wf_2", 1, {"StartAt": "P", "States": inner}))
        started(machines, states)
        end = end_of(machines)

    assert end.output == (2 if waits else True)


def test_another_workflow_is_started_by_the_name_that_the_task_gives_and_only_once(
    database: Database,
) -> None:
    arguments: JsonObject = {"StateMachineArn": f"{PREFIX}wf_2", "Name": "{% $states.input.name %}"}
    start: JsonObject = {
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution",
        "Arguments": arguments,
    }
    states: JsonObject = {
        "T": {**start, "Output": "{% $merge([$states.input, $states.result]) %}", "Next": "U"},
        "U": {**start, "End": True},
    }
    with embedded_machines(database) as machines:
        machines.publish(MachineVersion("acme", "wf_2", 1, {"StartAt": "D", "States": {"D": DONE}}))
        started(machines, states, '{"name": "exec_sub"}')
        end = end_of(machines)
        named = machines.find("wf_2", "exec_sub")

    assert named.is_known
    assert end.error is not None
    assert end.error.code == "StepFunctions.ExecutionAlreadyExistsException"


def test_what_a_task_waited_for_is_stopped_with_it(database: Database) -> None:
    states: JsonObject = {
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Arguments": {"StateMachineArn": f"{PREFIX}wf_2", "Input": {}},
            "End": True,
        }
    }
    ended: dict[str, str] = {}

    def note(record: RunRecord) -> None:
        ended[record.workflow_id] = record.status

    wait: JsonObject = {"W": {"Type": "Wait", "Seconds": 60, "End": True}}
    with embedded_machines(database, on_status=note) as machines:
        machines.publish(MachineVersion("acme", "wf_2", 1, {"StartAt": "W", "States": wait}))
        started(machines, states)
        until(lambda: "wf_2" in ended)
        machines.stop("wf_1", "exec_1")
        until(lambda: ended["wf_2"] != "RUNNING")

    assert ended == {"wf_1": "ABORTED", "wf_2": "ABORTED"}


def test_a_missing_workflow_and_one_that_fails_are_failures_of_the_task(database: Database) -> None:
    states: JsonObject = {
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Arguments": {"StateMachineArn": f"{PREFIX}wf_2", "Input": {}},
            "End": True,
        }
    }
    fail: JsonObject = {"F": {"Type": "Fail", "Error": "Own", "Cause": "because"}}
    with embedded_machines(database) as machines:
        arn = started(machines, states)
        missing = end_of(machines)
        machines.publish(MachineVersion("acme", "wf_2", 1, {"StartAt": "F", "States": fail}))
        machines.start(arn, "exec_2", "{}")
        failed = end_of(machines, "exec_2")

    assert missing.error is not None
    assert missing.error.code == "StepFunctions.StateMachineDoesNotExistException"
    assert failed.error is not None
    assert failed.error.code == "States.TaskFailed"
    assert "because" in failed.error.message


def test_an_execution_that_takes_too_long_times_out_also_after_a_restart(database: Database) -> None:
    states: JsonObject = {"Wait": {"Type": "Wait", "Seconds": 300, "Next": "Done"}, "Done": DONE}
    definition: JsonObject = {
        "QueryLanguage": "JSONata",
        "TimeoutSeconds": 1,
        "StartAt": "Wait",
        "States": states,
    }
    with embedded_machines(database) as machines:
        arn = machines.publish(MachineVersion("acme", "wf_1", 1, definition))
        machines.start(arn, "exec_1", "{}")
        until(lambda: len(kinds(machines)) > 1)

    with embedded_machines(database) as machines:
        end = end_of(machines)

        assert (end.status, end.error and end.error.code) == (ExecutionStatus.FAILED, "States.Timeout")
        assert kinds(machines)[-1] == "ExecutionTimedOut"


def test_a_task_that_takes_too_long_times_out_and_may_be_caught(database: Database) -> None:
    tasks = Tasks()
    states: JsonObject = {
        "T": {
            "Type": "Task",
            "Resource": INVOKE,
            "Arguments": {},
            "TimeoutSeconds": 1,
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "D", "Output": "late"}],
            "End": True,
        },
        "D": DONE,
    }
    with embedded_machines(database, answer=tasks) as machines:
        started(machines, states)
        end = end_of(machines)
        tasks.may_answer.set()

    assert end.output == "late"


def test_a_definition_that_the_engine_does_not_know_ends_the_run_with_a_reason(database: Database) -> None:
    with embedded_machines(database) as machines:
        started(machines, {"X": {"Type": "Magic", "End": True}})
        end = end_of(machines)

    assert end.error is not None
    assert end.error.code == "States.Runtime"
    assert "Magic" in end.error.message


@pytest.mark.parametrize(
    "text", ["no JSON", "[]", '{"StartAt": "A", "States": {}}', '{"StartAt": "A", "States": {"A": {}}}']
)
def test_what_is_no_definition_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        read_definition(text)

    assert "\n" not in str(raised.value)


def test_a_broken_task_runner_fails_the_task_and_nothing_else(database: Database) -> None:
    def broken(_run: RunRecord, _call: Call) -> TaskResult:
        raise OSError("no such device")

    with embedded_machines(database, answer=broken) as machines:
        started(machines, {"T": {"Type": "Task", "Resource": INVOKE, "Arguments": {}, "End": True}})
        end = end_of(machines)

    assert end.error is not None
    assert "no such device" in end.error.message


def test_a_full_disk_refuses_what_is_new_and_loses_nothing_that_was_acknowledged(database: Database) -> None:
    with embedded_machines(database) as machines:
        arn = started(machines, {"W": {"Type": "Wait", "Seconds": 1, "Next": "D"}, "D": DONE})
        until(lambda: "WaitStateEntered" in kinds(machines))
        [(pages,)] = database.rows("PRAGMA page_count")
        database.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Unavailable):
            machines.start(arn, "exec_2", f'"{"x" * 200_000}"')
        time.sleep(1.5)
        database.rows("PRAGMA max_page_count = 1000000")
        end = end_of(machines)

    assert end.status is ExecutionStatus.SUCCESS
    assert machines.find("wf_1", "exec_2").is_known is False


def test_a_failure_inside_ends_what_runs_beside_it_and_can_be_caught_outside(database: Database) -> None:
    branch: JsonObject = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": True}}}
    failing: JsonObject = {
        "StartAt": "T",
        "States": {"T": {"Type": "Task", "Resource": INVOKE, "Arguments": {}, "End": True}},
    }
    states: JsonObject = {
        "P": {
            "Type": "Parallel",
            "Branches": [branch, failing],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "D", "Output": "{% $states.errorOutput %}"}],
            "End": True,
        },
        "D": DONE,
    }
    with embedded_machines(database, answer=lambda _run, _call: Failure("Own", "because")) as machines:
        started(machines, states)
        end = end_of(machines)

    assert end.output == {"Error": "Own", "Cause": "because"}


LARGE: JsonObject = {
    "Map": {
        "Type": "Map",
        "Items": "{% [1..20] %}",
        "ItemProcessor": {
            "StartAt": "Text",
            "States": {"Text": {"Type": "Pass", "Output": "{% $pad('', 20000, 'x') %}", "End": True}},
        },
        "Next": "Count",
    },
    "Count": {"Type": "Pass", "Output": "{% $count($states.input) %}", "End": True},
}


def test_values_may_be_larger_than_in_aws(database: Database) -> None:
    with embedded_machines(database) as machines:
        started(machines, LARGE)
        end = end_of(machines)

    assert (end.status, end.output) == (ExecutionStatus.SUCCESS, 20)


def test_with_the_limits_of_aws_they_may_not_and_the_state_and_the_bytes_are_told(database: Database) -> None:
    with embedded_machines(database, most_bytes=MOST_STATE_BYTES) as machines:
        started(machines, LARGE)
        error = end_of(machines).error

    assert error is not None
    assert error.code == "States.DataLimitExceeded"
    assert error.message == "What 'Map' puts out has 400,061 bytes; 262,144 are allowed."


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (
            {"Type": "Pass", "Assign": {"x": "{% $states.input.text & $states.input.text %}"}, "End": True},
            "What 'Large' keeps in variables has",
        ),
        (
            {
                "Type": "Task",
                "Resource": INVOKE,
                "Arguments": {"a": "{% $states.input.text %}", "b": "{% $states.input.text %}"},
                "End": True,
            },
            "What 'Large' sends has",
        ),
        (
            {"Type": "Task", "Resource": INVOKE, "Arguments": "short", "End": True},
            "What 'Large' is answered has",
        ),
    ],
)
def test_whatever_is_too_large_is_told(database: Database, state: JsonObject, message: str) -> None:
    def answer(_run: RunRecord, call: Call) -> TaskResult:
        return Success("x" * 70_000 if call.arguments == "short" else {})

    with embedded_machines(database, most_bytes=65_536, answer=answer) as machines:
        started(machines, {"Large": state}, json.dumps({"text": "x" * 40_000}))
        error = end_of(machines).error

    assert error is not None
    assert error.message.startswith(message)
