"""What is known of the items of a for_each that did not all succeed."""

from dataclasses import replace

from exeoflow.service.executions.explain.recalled_steps import recorded_items
from tests.integration.embedded.test_recalled_steps import ran
from tests.oracle.drawings.drawing import condition, drawn, for_each

WORKFLOW = drawn(
    "t > f",
    "f:loop > c",
    "c:true > s",
    "c:false > x > f",
    f=for_each(concurrency=1),
    c=condition("$item = 3"),
    s={"type": "stop", "config": {"status": "failed", "code": "E", "message": "m"}},
    x={"type": "transform", "config": {"expression": "$item * 10"}},
)


def test_items_that_ended_without_an_error_have_their_results() -> None:
    run = ran(WORKFLOW, "t", {"items": [1, 2, 3, 4]}, 0)

    assert run is not None
    assert recorded_items(*run, "f") == {0: 10, 1: 20}
    assert recorded_items(*run, "x") == {}
    assert recorded_items(*run, "s") == {}


def test_what_the_history_does_not_tell_of_them_is_lost() -> None:
    run = ran(WORKFLOW, "t", {"items": [1, 3]}, 0)

    assert run is not None
    history, record, workflow = run
    without_data = [replace(event, data=None) for event in history]
    assert recorded_items(without_data, record, workflow, "f") is None


def test_of_a_node_that_never_ran_there_are_none() -> None:
    run = ran(WORKFLOW, "t", {"items": []}, 0)

    assert run is not None
    assert recorded_items(*run, "x") == {}
