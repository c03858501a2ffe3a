"""Which triggers a machine must tell apart."""

import pytest

from exeoflow.compiler.flow import copying
from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.drawings.growing_flows import entered_loop
from tests.unit.compiler.machines import compiled, faults, shape

HOOK = {"type": "trigger", "config": {"mode": "webhook"}}


def test_triggers_that_lead_to_the_same_nodes_need_no_choice() -> None:
    workflow = drawn("t > a > b", "u > a", u=HOOK)

    assert shape(workflow) == {"a": "Task", "b": "Task"}
    assert compiled(workflow).wrapped_triggers == ()
    assert compiled(workflow).diagnostics == ()


def test_triggers_that_lead_to_the_same_loop_need_no_choice() -> None:
    workflow = drawn("t > a > c", "u > a", "c:true > a", u=HOOK, c=condition("{{ $trigger.go }}"))

    assert compiled(workflow).wrapped_triggers == ()


def test_the_default_trigger_is_the_manual_one_wherever_it_stands() -> None:
    assert compiled(drawn("u > a", "t > b", u=HOOK)).wrapped_triggers == ("u",)


@pytest.mark.parametrize(
    "paths",
    [
        ["t > a", "u > b"],
        ["t > a", "u > a", "u > b"],
        ["t > a > b", "u"],
        ["t > a > x", "t > x", "u > a", "u > x"],
        ["t > m", "u > m"],
        ["t > a", "u > a", "a > s"],
        ["t > a", "u > a", "a > r"],
    ],
)
def test_triggers_that_something_tells_apart_wrap_the_input(paths: list[str]) -> None:
    workflow = drawn(
        *paths,
        u=HOOK,
        m={"type": "merge", "config": {}},
        s=values(x="{{ $nodes.u }}"),
        r=values(x="{{ $nodes.t }}"),
    )

    assert compiled(workflow).wrapped_triggers == ("u",)


def test_only_the_trigger_that_is_named_is_told_apart() -> None:
    workflow = drawn("t > a", "u > a", "v > a > s", u=HOOK, v=HOOK, s=values(x="{{ $nodes.v }}"))

    assert compiled(workflow).wrapped_triggers == ("v",)


def test_triggers_that_would_need_too_many_copies_are_refused_before_any_is_made() -> None:
    assert ("trigger-too-many-nodes", None) in faults(entered_loop(2_100))


def test_triggers_that_can_share_a_copy_are_refused_only_where_comparing_them_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = ("t > a > f:loop > x > z", "u > b > f:done > y > z")
    workflow = drawn(*paths, u=HOOK, f=for_each())
    assert compiled(workflow)

    monkeypatch.setattr(copying, "MOST_COMPARED", 5)

    assert ("trigger-too-many-nodes", None) in faults(workflow)


def test_a_loop_with_two_entries_is_a_fault_of_the_trigger_that_reaches_both() -> None:
    go = condition("{{ $trigger.go }}")
    workflow = drawn("t > a", "u > f:true > x > y > c:true > x", "f:false > y", u=HOOK, f=go, c=go)

    assert ("loop-irreducible", "x") in faults(workflow)
