"""What an author says of retries, as `Retry` and `Catch` of the node's state."""

from typing import Any

import pytest

from tests.oracle.drawings.drawing import drawn
from tests.oracle.judges.compiling import compiled_machine
from tests.unit.compiler.machines import compiled

_GET = {"type": "http_request", "config": {"url": "https://example.com/"}}


def _state(**node: Any) -> dict[str, Any]:
    machine = compiled_machine(drawn("t > n", n={**_GET, **node}))
    assert machine is not None
    (state,) = (each for each in machine.definition["States"].values() if each["Type"] == "Task")
    return dict(state)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, {"IntervalSeconds": 1, "BackoffRate": 2}),
        ({"max_interval": 9}, {"IntervalSeconds": 1, "BackoffRate": 2, "MaxDelaySeconds": 9}),
        ({"interval": 5, "max_interval": 5}, {"IntervalSeconds": 5, "BackoffRate": 1}),
        ({"interval": 9, "max_interval": 5}, {"IntervalSeconds": 5, "BackoffRate": 1}),
        ({"jitter": True}, {"IntervalSeconds": 1, "BackoffRate": 2, "JitterStrategy": "FULL"}),
    ],
)
def test_pauses_are_bounded_and_spread_as_the_author_says(
    said: dict[str, Any], expected: dict[str, Any]
) -> None:
    retrier = _state(retry=said)["Retry"][-1]

    assert retrier == {"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, **expected}


def test_an_overrun_of_a_request_is_meant_where_overruns_are_named() -> None:
    named = {"errors": ["States.Timeout"]}
    state = _state(retry=named, on_error={"action": "continue", **named}, timeout=20)

    assert state["Retry"][-1]["ErrorEquals"] == ["States.Timeout", "Http.Timeout"]
    assert state["Catch"][0]["ErrorEquals"] == ["States.Timeout", "Http.Timeout"]
    assert state["Arguments"]["Payload"]["time_limit"] == 20
    assert state["TimeoutSeconds"] > 20 + 60


def test_a_loop_means_what_its_nodes_call_so() -> None:
    rule = {"action": "continue", "errors": ["States.Timeout"]}
    loop = {"type": "for_each", "config": {"items": "{{ $trigger }}"}, "on_error": rule}
    machine = compiled_machine(drawn("t > e", "e:loop > n", "n > e", e=loop, n=_GET))

    assert machine is not None
    (state,) = (each for each in machine.definition["States"].values() if each["Type"] == "Map")
    assert state["Catch"][0]["ErrorEquals"] == ["States.Timeout", "Http.Timeout"]


def test_another_workflow_fails_its_node_by_its_own_error_which_retries_may_name() -> None:
    named = {"errors": ["Sub.Bad"], "max_attempts": 2}
    node = {"type": "sub_workflow", "config": {"workflow_id": "wf_1"}, "retry": named, "timeout": 9}
    machine = compiled(drawn("t > n", n=node))

    (parallel,) = (each for each in machine.definition["States"].values() if each["Type"] == "Parallel")
    running, failing = parallel["Branches"][0]["States"].values()
    assert parallel["Retry"][0]["ErrorEquals"] == ["Sub.Bad"]
    assert (running["TimeoutSeconds"], running["Catch"][0]["ErrorEquals"]) == (9, ["States.TaskFailed"])
    assert failing["Error"] == "{% $states.input.error.code %}"
    # The Parallel state and the task; at most three times the task, and what fails for it.
    assert machine.budgets["states_entered"] == {"min": 2, "max": 7}
