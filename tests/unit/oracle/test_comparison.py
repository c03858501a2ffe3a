"""The judge that holds a machine's run against the workflow's."""

import pytest

from tests.oracle.drawings.drawing import drawn
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine

CODE = {"type": "code", "config": {"source": "return 1"}, "retry": {"max_attempts": 1}}


def test_attempts_of_a_state_within_another_are_one_run_of_its_node() -> None:
    workflow = drawn("t > a > b", a=CODE, b=CODE)
    machine = compiled_machine(workflow)
    assert machine is not None

    trials = [compare(workflow, machine, "t", {}, SeededEnvironment(seed, 0.3)) for seed in range(12)]

    assert [trial.differences for trial in trials] == [()] * len(trials)
    assert any(len(run.requests) > 1 for trial in trials for run in trial.meant.runs)


NULL = "{{ null }}"


@pytest.mark.parametrize(
    ("node", "field"),
    [
        ({"type": "file", "config": {"operation": "write", "format": "json", "value": NULL}}, "value"),
        ({"config": {"url": "https://example.com/", "method": "POST", "body": NULL}}, "body"),
    ],
    ids=["file", "request"],
)
def test_an_expression_that_yields_null_is_sent_as_null(node: Json, field: str) -> None:
    workflow = drawn("t > a", a=node)
    machine = compiled_machine(workflow)
    assert machine is not None

    trial = compare(workflow, machine, "t", {}, SeededEnvironment(0))

    assert trial.differences == ()
    assert trial.meant.runs[-1].requests[0][field] is None
