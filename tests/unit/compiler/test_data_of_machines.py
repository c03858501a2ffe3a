"""What states put out and which variables there are."""

from typing import Any

from tests.oracle.drawings.drawing import condition, drawn, for_each
from tests.unit.compiler.machines import states


def reads(template: str) -> dict[str, Any]:
    return {"type": "http_request", "config": {"url": f"https://example.com/{{{{ {template} }}}}"}}


def url(state: dict[str, Any]) -> str:
    return str(state["Arguments"]["Payload"]["url"])


def test_without_reads_there_are_no_variables() -> None:
    assert not any("Assign" in state for state in states(drawn("t > a > b > c")).values())


def test_the_predecessor_by_name_is_the_input() -> None:
    assert "$states.input.x" in url(states(drawn("t > a > b", b=reads("$nodes.a.x")))["b"])


def test_an_earlier_node_is_kept_in_a_variable() -> None:
    found = states(drawn("t > a > b > c", c=reads("$nodes.a.x")))

    assert found["a"]["Assign"] == {"a": "{% $states.result.Payload %}"}
    assert "$a.x" in url(found["c"])


def test_a_value_leaves_a_branch_only_if_it_is_read_outside() -> None:
    found = states(drawn("t > a > c", "t > b > c", c=reads("$nodes.b.x")))

    assert found["Fork after t"]["Assign"] == {"b": "{% $states.result[1] %}"}


def test_a_join_is_keyed_by_predecessor() -> None:
    found = states(drawn("t > a > c", "t > b > c", c=reads("$input.a.x")))

    assert found["Fork after t"]["Output"] == {"a": "{% $states.result[0] %}", "b": "{% $states.result[1] %}"}


def test_a_branch_that_reads_nothing_passes_on_what_its_fork_was_given_for_others() -> None:
    found = states(
        drawn(
            "t > x > v",
            "t > y > v",
            "y > u",
            "t > z > u",
            "x > w > p",
            "z > w",
            v=reads("$input.x"),
            u=reads("$input.y"),
            w={"type": "wait", "config": {"seconds": 5}},
        )
    )

    assert "$states.input.v.x" in url(found["v"])
    assert "$states.input.u.y" in url(found["u"])
    assert found["w"] == {"Type": "Wait", "Seconds": 5, "Next": "p"}


def test_a_node_that_may_not_have_run_is_null() -> None:
    workflow = drawn(
        "t > c",
        "c:true > a > d",
        "c:false > d",
        "d > e",
        c=condition("{{ $trigger.go }}"),
        e=reads("$nodes.a"),
    )

    assert states(workflow)["c"]["Assign"] == {"a": None}


def test_the_item_is_the_input_of_the_first_node_of_a_body() -> None:
    found = states(drawn("t > f", "f:loop > a > f", f=for_each(), a=reads("$item.x")))

    assert "$states.input.x" in url(found["a"])


def test_an_index_comes_with_the_item() -> None:
    found = states(drawn("t > f", "f:loop > a > f", f=for_each(), a=reads("$index")))

    assert found["f"]["ItemSelector"]["index"] == "{% $states.context.Map.Item.Index %}"


def test_a_failed_node_that_continues_puts_out_its_error() -> None:
    found = states(drawn("t > a > b", a={"on_error": "continue"}))

    (catcher,) = found["a"]["Catch"]

    assert catcher["Next"] == "b"
    assert "errorOutput" in catcher["Output"]


def test_a_node_whose_expression_fails_is_caught_around_it() -> None:
    workflow = drawn(
        "t > a > b", a={"type": "transform", "config": {"expression": "$input.x"}, "on_error": "continue"}
    )

    found = states(workflow)

    assert found["a"]["Type"] == "Parallel"
    assert found["Try a"]["Output"] == "{% $states.input.x %}"


def test_an_item_that_ends_without_a_result_yields_null() -> None:
    found = states(drawn("t > b", "b:loop > d > e", "b:done > e", b=for_each(), e=reads("$nodes.b")))

    assert found["d"]["Output"] == "{% null %}"


def test_an_item_reads_what_overtook_its_loop_as_the_iteration_found_it() -> None:
    found = states(
        drawn(
            "t > a",
            "a > m > c",
            "a > f",
            "f:done > c",
            "f:loop > k > f",
            "c:true > a",
            m={"type": "set", "config": {"values": {"x": "{{ $input.body }}"}}},
            f=for_each(),
            k=reads("$nodes.m.x"),
            c=condition("{{ $nodes.a.body.more }}"),
        )
    )

    assert "$m_before.x" in url(found["k"])
