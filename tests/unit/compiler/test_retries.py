"""What an author says of retries, as `Retry` and `Catch` of the node's state."""

from typing import Any

import pytest

from tests.oracle.drawings.drawing import drawn
from tests.oracle.judges.compiling import compiled_machine

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
