from typing import Any

import pytest

from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.interpreter.environment import ScriptedEnvironment
from tests.oracle.interpreter.interpret import interpret
from tests.oracle.interpreter.regions import IrreducibleLoop
from tests.oracle.interpreter.trace import Trace

ECHO = "{{ $input }}"


def run(workflow: dict[str, Any], data: Any = None, **environment: Any) -> Trace:
    return interpret(workflow, "t", data, ScriptedEnvironment(**environment))


def spans(trace: Trace) -> dict[str, tuple[float, float | None]]:
    return {each.node_id: (each.start, each.end) for each in trace.runs}


def test_a_chain_runs_one_after_the_other() -> None:
    trace = run(drawn("t > a > b"), seconds={"a": 2, "b": 3})

    assert spans(trace) == {"t": (0, 0), "a": (0, 2), "b": (2, 5)}
    assert trace.outcome.seconds == 5


def test_a_fork_runs_side_by_side_and_a_join_waits_for_all() -> None:
    trace = run(drawn("t > a > c", "t > b > c", c=values(v=ECHO), a=values(x=1), b={}), seconds={"b": 4})

    assert spans(trace)["c"] == (4, 4)
    assert trace.outcome.output["v"].keys() == {"a", "b"}


def test_a_branch_not_taken_is_dead_and_the_join_takes_the_only_live_predecessor() -> None:
    workflow = drawn(
        "t > c",
        "c:true > a > j",
        "c:false > b > j",
        c=condition("$trigger.yes"),
        a=values(x=1),
        j=values(v=ECHO),
    )

    trace = run(workflow, {"yes": True})

    assert [each.node_id for each in trace.runs] == ["t", "c", "a", "j"]
    assert trace.outcome.output == {"v": {"x": 1}}


def test_a_node_whose_connections_are_all_dead_is_skipped_with_what_follows() -> None:
    workflow = drawn(
        "t > c", "c:true > a > b", "c:false > d", c=condition("false"), d=values(x="{{ $nodes.a }}")
    )

    assert run(workflow).outcome.output == {"x": None}


def test_several_ends_give_an_object() -> None:
    assert run(drawn("t > a", "t > b", a=values(x=1), b=values(x=2))).outcome.output == {
        "a": {"x": 1},
        "b": {"x": 2},
    }


@pytest.mark.parametrize(
    ("mode", "output"),
    [
        ("object", {"a": [1, 2], "b": {"x": 3}}),
        ("append", [1, 2, {"x": 3}]),
        ("first", [1, 2]),
    ],
)
def test_merge_takes_its_predecessors_in_the_order_of_the_connections(mode: str, output: object) -> None:
    workflow = drawn(
        "t > b",
        "t > a > m",
        "b > m",
        a={"type": "transform", "config": {"expression": "[1, 2]"}},
        b=values(x=3),
        m={"type": "merge", "config": {"mode": mode}},
    )

    assert run(workflow).outcome.output == output


def test_a_switch_fires_every_case_that_holds_in_mode_all() -> None:
    cases = [{"handle": name, "expression": text} for name, text in (("x", "true"), ("y", "1"), ("z", "''"))]
    workflow = drawn(
        "t > s",
        "s:x > a",
        "s:y > b",
        "s:z > c",
        s={"type": "switch", "config": {"cases": cases, "mode": "all"}},
    )

    assert [each.node_id for each in run(workflow).runs] == ["t", "s", "a", "b"]


def test_for_each_runs_its_body_per_item_and_yields_the_results_in_order() -> None:
    workflow = drawn(
        "t > f",
        "f:loop > b > f",
        "f:done > d",
        f=for_each(concurrency=2),
        b=values(i="{{ $item * 10 + $index }}"),
    )

    trace = run(workflow, {"items": [3, 1, 2]})

    assert trace.runs[-1].input == [{"i": 30}, {"i": 11}, {"i": 22}]


def test_for_each_runs_as_many_items_at_a_time_as_its_concurrency() -> None:
    workflow = drawn("t > f", "f:loop > b > f", f=for_each(concurrency=2))

    assert run(workflow, {"items": [1, 2, 3]}).outcome.seconds == 2


def test_an_extra_exit_is_settled_when_the_for_each_is_over_and_carries_a_list() -> None:
    workflow = drawn(
        "t > f",
        "t > x",
        "f:loop > c",
        "c:true > x",
        "c:false > f",
        f=for_each(),
        c=condition("$item > 1"),
        x=values(v=ECHO),
    )

    trace = run(workflow, {"items": [1, 2, 3]})

    assert trace.runs[-1].input == {"t": {"items": [1, 2, 3]}, "c": [2, 3]}


def test_nodes_in_a_body_are_read_from_outside_as_a_list() -> None:
    workflow = drawn(
        "t > f",
        "f:loop > c",
        "c:true > b > f",
        "f:done > d",
        f=for_each(),
        c=condition("$item > 1"),
        b=values(v="{{ $item }}"),
        d=values(b="{{ $nodes.b }}", f="{{ $nodes.f }}"),
    )

    trace = run(workflow, {"items": [1, 2]})

    assert trace.outcome.output == {"b": [None, {"v": 2}], "f": [1, {"v": 2}]}


def test_a_loop_runs_until_no_connection_back_is_live() -> None:
    workflow = drawn(
        "t > n > c",
        "c:false > w > n",
        "c:true > d",
        n=values(n="{{ ($exists($nodes.n.n) ? $nodes.n.n : 0) + 1 }}"),
        c=condition("$input.n = 3"),
        w={"type": "wait", "config": {"seconds": 5}},
        d=values(v=ECHO),
    )

    trace = run(workflow)

    assert trace.outcome.output == {"v": {"n": 3}}
    assert trace.outcome.seconds == 10


def test_a_loop_without_a_way_out_fails_at_its_header() -> None:
    outcome = run(drawn("t > a > b > a", max_iterations=4)).outcome

    assert (outcome.code, outcome.node_id, outcome.seconds) == ("Loop.MaxIterations", "a", 8)


def test_what_a_loop_starts_without_leaving_it_runs_in_every_iteration() -> None:
    workflow = drawn("t > a > c", "a > x > y", "c:true > a", "c:false > z", c=condition("$nodes.x = null"))

    assert [each.node_id for each in run(workflow).runs if each.node_id in {"y", "z"}] == ["y", "y", "z"]


def test_a_loop_with_two_entries_is_irreducible() -> None:
    with pytest.raises(IrreducibleLoop) as caught:
        run(drawn("t > a > b > a", "t > b"))

    assert caught.value.entries == ("a", "b")


def test_a_failed_node_fails_the_execution_and_is_named() -> None:
    outcome = run(drawn("t > a > b"), failures={"a": ("Http.Timeout", 9)}).outcome

    assert (outcome.status, outcome.code, outcome.node_id) == ("failed", "Http.Timeout", "a")


def test_a_node_is_tried_again_after_growing_pauses() -> None:
    trace = run(drawn("t > a", a={"retry": {"interval": 2}}), failures={"a": ("Http.Timeout", 2)})

    assert trace.outcome.status == "success"
    assert trace.outcome.seconds == 1 + 2 + 1 + 4 + 1


@pytest.mark.parametrize(("action", "ran"), [("continue", "b"), ("branch", "e")])
def test_on_error_goes_on_with_code_and_message(action: str, ran: str) -> None:
    workflow = drawn("t > a > b", "a:error > e", a={"on_error": action})

    trace = run(workflow, failures={"a": ("Http.Timeout", 9)})

    assert trace.runs[-1].node_id == ran
    assert trace.runs[-1].input == {"error": {"code": "Http.Timeout", "message": "a failed"}}


def test_an_overrun_of_a_request_is_an_error_of_its_own() -> None:
    outcome = run(drawn("t > a", a={"timeout": 3}), seconds={"a": 4}).outcome

    assert (outcome.code, outcome.seconds) == ("Http.Timeout", 3)


def test_a_value_that_yields_nothing_fails_its_node() -> None:
    outcome = run(drawn("t > a", a=values(x="{{ $trigger.none }}"))).outcome

    assert (outcome.code, outcome.node_id) == ("States.QueryEvaluationError", "a")


def test_templates_keep_types_alone_and_join_texts_otherwise() -> None:
    workflow = drawn("t > a", a=values(x="{{ $trigger.n }}", y="n={{ $trigger.n }}{{ $trigger.none }}!"))

    assert run(workflow, {"n": 7}).outcome.output == {"x": 7, "y": "n=7!"}


def test_a_disabled_node_passes_its_input_through_its_first_handle() -> None:
    workflow = drawn(
        "t > c", "c:true > a", "c:false > b", c={**condition("false"), "disabled": True}, a=values(v=ECHO)
    )

    assert run(workflow, 5).outcome.output == {"v": 5}


def test_stop_ends_its_path_or_the_whole_execution() -> None:
    assert run(drawn("t > s", s={"type": "stop"}), 5).outcome.output == 5

    failed = run(drawn("t > s", s={"type": "stop", "config": {"status": "failed", "message": "no"}})).outcome
    assert (failed.code, failed.message, failed.node_id) == ("Workflow.Stopped", "no", "s")
