"""What has run has not ended: a node that leads on to another did not end before it."""

import json
from collections.abc import Mapping
from typing import Any

from exeoflow.compiler.control.passed_ends import passed_ends
from exeoflow.compiler.flow.copying import build_graph
from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations
from tests.oracle.drawings.drawing import condition, drawn
from tests.oracle.drawings.growing_flows import open_switches
from tests.oracle.drawings.small_workflows import every_match
from tests.unit.compiler.machines import compiled


def _passed(workflow: Mapping[str, Any]) -> dict[str, set[str]]:
    """By node the nodes that have not ended where it runs."""
    flow, tree = build_graph(Configurations(Workflow.model_validate(workflow)))
    assert isinstance(tree, RegionTree)
    ends = passed_ends(flow, tree)
    return {
        vertex.id: {flow.vertices[flow.outlets[outlet].source].id for outlet in ends[index]}
        for index, vertex in enumerate(flow.vertices)
    }


def test_what_all_ways_lead_through_has_not_ended() -> None:
    passed = _passed(drawn("t > s", "s:x > a > c", "s:y > b > c", s=every_match("x", "y")))

    assert passed == {"t": set(), "s": set(), "a": {"s"}, "b": {"s"}, "c": {"s"}}


def test_what_is_reached_around_a_switch_may_run_where_that_has_ended() -> None:
    passed = _passed(drawn("t > s", "t > c", "s:x > a > c", s=every_match("x", "y")))

    assert passed["a"] == {"s"}
    assert passed["c"] == set()


def test_a_switch_with_a_way_for_every_case_has_no_end() -> None:
    passed = _passed(drawn("t > s", "s:x > a", "s:default > b", s=every_match("x")))

    assert not any(passed.values())


def test_a_loop_may_end_in_another_iteration_than_the_one_that_left_it() -> None:
    workflow = drawn(
        "t > h > s", "s:x > c", "s:y > out", "c:true > h",
        s=every_match("x", "y"), c=condition("$trigger.again"),
    )  # fmt: skip

    passed = _passed(workflow)

    assert passed["c"] == {"s"}
    assert passed["out"] == set()


def test_switches_in_a_row_are_not_all_asked_at_the_end_whether_they_have_ended() -> None:
    few, many = (len(json.dumps(compiled(open_switches(3 * count)).definition)) for count in (5, 20))

    assert many < 5 * few
