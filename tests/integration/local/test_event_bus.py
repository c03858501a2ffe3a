"""Events of the default bus invoke the functions whose rules match."""

import threading
from pathlib import Path
from typing import Any

from local.events.bus import EventBus
from local.functions import FunctionError, Invocable
from local.template import Function, Rule

PATTERN = {"source": ["aws.states"], "detail": {"status": ["FAILED"], "machine": [{"prefix": "arn:"}]}}


class RecordingFunction:
    """A function that notes its events and fails as often as told."""

    def __init__(self, pattern: dict[str, Any], failures: int = 0) -> None:
        rules = (Rule(pattern),)
        self.declared = Function("recorder", "arn", Path(), "app.handler", 29, 1024, {}, rules=rules)
        self.events: list[Any] = []
        self.failures = failures

    def invoke(self, event: Any) -> Any:
        self.events.append(event)
        if len(self.events) <= self.failures:
            raise FunctionError({"errorType": "Boom", "errorMessage": "again"})


class Table:
    """Just these functions."""

    def __init__(self, *functions: Invocable) -> None:
        self.all = functions

    def find(self, name_or_arn: str) -> Invocable | None:
        return next((function for function in self.all if function.declared.name == name_or_arn), None)


def event(status: str) -> dict[str, Any]:
    return {"source": "aws.states", "detail": {"status": status, "machine": "arn:1", "more": {}}}


def deliver(function: RecordingFunction, status: str) -> tuple[bool, list[str]]:
    complaints: list[str] = []
    was_delivered = threading.Event()
    bus = EventBus(Table(function), complaints.append)
    bus.put(event(status), was_delivered.set)
    bus._pool.shutdown(wait=True)  # noqa: SLF001  close() would drop what waits
    return was_delivered.is_set(), complaints


def test_an_event_reaches_the_function_whose_rule_it_matches() -> None:
    function = RecordingFunction(PATTERN)

    outcome = deliver(function, "FAILED")

    assert function.events == [event("FAILED")]
    assert outcome == (True, [])


def test_another_event_reaches_nobody_and_counts_as_delivered() -> None:
    function = RecordingFunction(PATTERN)

    outcome = deliver(function, "RUNNING")

    assert function.events == []
    assert outcome == (True, [])


def test_a_function_that_fails_is_tried_twice_more() -> None:
    function = RecordingFunction(PATTERN, failures=2)

    outcome = deliver(function, "FAILED")

    assert len(function.events) == 3
    assert outcome == (True, [])


def test_an_event_that_nobody_takes_is_reported_and_stays_undelivered() -> None:
    was_delivered, complaints = deliver(RecordingFunction(PATTERN, failures=3), "FAILED")

    assert not was_delivered
    assert complaints == ["recorder failed 3 times: Boom: again"]
