"""Which states a graph becomes, and how they nest."""

import pytest

from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.unit.compiler.machines import compiled, shape, states

CHOICE = condition("{{ $trigger.go }}")
MERGE = {"type": "merge", "config": {}}


def test_a_chain_of_tasks_has_exactly_their_states() -> None:
    workflow = drawn("t > a > b > c")

    assert shape(workflow) == {"a": "Task", "b": "Task", "c": "Task"}
    assert compiled(workflow).definition["StartAt"] == "a"


def test_a_workflow_of_a_trigger_alone_succeeds_with_its_input() -> None:
    assert shape(drawn("t")) == {"End after t": "Succeed"}


def test_branches_that_meet_again_become_a_parallel_state_before_the_join() -> None:
    assert shape(drawn("t > a > c", "t > b > c")) == {
        "Fork after t": [{"a": "Task"}, {"b": "Task"}],
        "c": "Task",
    }


def test_joins_of_some_branches_nest() -> None:
    machine = shape(drawn("t > a > x", "t > b > x", "t > c > y", "x > y"))

    assert machine == {
        "Fork after t": [{"Fork after t (2)": [{"a": "Task"}, {"b": "Task"}], "x": "Task"}, {"c": "Task"}],
        "y": "Task",
    }


def test_ways_that_exclude_each_other_meet_without_a_parallel_state() -> None:
    machine = shape(drawn("t > c", "c:true > a > d", "c:false > b > d", c=CHOICE))

    assert machine == {"c": "Choice", "a": "Task", "b": "Task", "d": "Task"}


def test_a_join_after_nested_conditions_excludes_the_way_that_does_not_lead_to_it() -> None:
    machine = shape(
        drawn("t > c", "c:true > j", "c:false > d", "d:true > j", "d:false > k", c=CHOICE, d=CHOICE)
    )

    assert machine == {"c": "Choice", "j": "Task", "d": "Choice", "k": "Task"}


def test_a_tail_that_a_join_does_not_need_runs_beside_it() -> None:
    machine = shape(drawn("t > a > j", "t > b > j", "b > k"))

    assert machine["Fork after t"] == [{"a": "Task"}, {"b": "Task"}]
    assert list(machine.values())[1] == [{"j": "Task"}, {"k": "Task"}]


def test_a_for_each_becomes_a_map_state_with_its_body() -> None:
    machine = shape(drawn("t > f", "f:loop > a > f", "f:done > b", f=for_each()))

    assert machine == {"f": [{"a": "Task"}], "b": "Task"}


@pytest.mark.parametrize(
    ("paths", "nodes"),
    [
        (("t > f", "f:break > b"), {"f"}),
        (("t > f", "f:loop > f", "f:break > b"), {"f"}),
        (("t > f", "t > a", "f:loop > a", "f:break > b"), {"f", "a"}),
    ],
)
def test_what_only_the_end_of_a_missing_body_leads_to_has_no_state(
    paths: tuple[str, ...], nodes: set[str]
) -> None:
    assert set(compiled(drawn(*paths, f=for_each())).node_of_state.values()) == nodes


def test_a_polling_loop_needs_no_state_of_its_own() -> None:
    machine = shape(drawn("t > a > c", "c:false > a", "c:true > b", c=CHOICE))

    assert machine == {
        "Begin t": "Pass",
        "a": "Task",
        "c": "Choice",
        "Too many iterations of a": "Fail",
        "b": "Task",
    }


def test_several_triggers_share_one_copy_of_what_they_reach() -> None:
    machine = shape(drawn("t > a > c", "u > b > c", u={"type": "trigger", "config": {}}))

    assert machine == {"Which trigger?": "Choice", "a": "Task", "b": "Task", "c": "Task"}


def test_triggers_for_which_a_loop_differs_have_copies() -> None:
    workflow = drawn("t > d > f > d", "u > f", u={"type": "trigger", "config": {}})

    assert sorted(compiled(workflow).node_of_state.values()).count("d") > 1


def test_states_have_the_authors_names_and_each_only_once() -> None:
    workflow = drawn("t > a > b", a={"name": "Load"}, b={"name": "Load"})

    assert compiled(workflow).node_of_state == {"Load": "a", "Load (2)": "b"}


def test_a_long_name_is_cut_at_eighty_characters() -> None:
    assert list(compiled(drawn("t > a", a={"name": "x" * 200})).node_of_state) == ["x" * 80]


def test_equal_input_gives_equal_bytes() -> None:
    workflow = drawn("t > a > c", "t > b > c", "b > d", "d > e", "a > e", c=values())

    assert str(compiled(workflow).definition) == str(compiled(workflow).definition)


def test_folding_puts_pure_nodes_into_the_state_before() -> None:
    workflow = drawn("t > a > s > b", s=values(x=1), b=values(y="{{ $input.x }}"))

    result = compiled(workflow, fold=True)

    assert states(workflow, fold=True)["a"]["Output"] == {"x": 1}
    assert result.folded == {"a": {"after": ["s"]}}


def test_folding_behind_a_choice_is_told_by_the_state_ahead() -> None:
    workflow = drawn("t > c", "c:true > s > b", "c:false > d", s=values(x=1), c=CHOICE)

    assert compiled(workflow, fold=True).folded == {"b": {"before": ["s"]}}


def test_a_pure_node_that_nothing_reads_is_folded_into_the_first_state() -> None:
    assert compiled(drawn("t > s > b", s=values(x=1)), fold=True).folded == {"b": {"before": ["s"]}}


def test_what_a_folded_node_yields_is_put_out_only_if_something_reads_it() -> None:
    machine = compiled(drawn("t > a > s > b", s=values(x=1)), fold=True)

    assert machine.definition["States"]["a"]["Output"] == "{% $states.result.Payload %}"
    assert machine.folded == {"a": {"after": ["s"]}}


def test_a_chain_behind_a_choice_is_folded_into_the_state_ahead() -> None:
    workflow = drawn("t > c", "c:true > s > m > b", "c:false > d", s=values(x=1), m=MERGE, c=CHOICE)

    assert compiled(workflow, fold=True).folded == {"b": {"before": ["s", "m"]}}


def test_a_merge_is_folded_into_the_fork_that_it_joins() -> None:
    workflow = drawn("t > a > m > c", "t > b > m", m=MERGE, c=values(x="{{ $input.a.body }}"))

    machine = compiled(workflow, fold=True)

    assert machine.folded == {"Fork after t": {"after": ["m"]}}
    assert machine.definition["States"]["Fork after t"]["Output"] == {
        "a": "{% $states.result[0] %}",
        "b": "{% $states.result[1] %}",
    }


def test_nodes_that_run_on_some_ways_only_are_told_from_those_that_run_on_all() -> None:
    workflow = drawn("t > c", "c:true > a > s > m > b", "c:false > m", s=values(x=1), m=MERGE, c=CHOICE)

    assert compiled(workflow, fold=True).folded == {"a": {"after": ["s"]}, "b": {"before": ["m"]}}


def test_a_disabled_node_is_folded_and_passes_its_input_on() -> None:
    machine = compiled(drawn("t > a > d > b", d={"disabled": True}, b=values(x="{{ $input }}")), fold=True)

    assert machine.folded == {"a": {"after": ["d"]}}
    assert machine.definition["States"]["b"]["Output"] == {"x": "{% $states.input %}"}


def test_the_header_of_a_loop_keeps_its_state() -> None:
    workflow = drawn("t > s > a > c", "c:true > s", s=values(x=1), c=CHOICE)

    assert "s" in compiled(workflow, fold=True).node_of_state


def test_a_branch_that_takes_no_time_runs_before_its_fork() -> None:
    workflow = drawn("t > a", "t > s", s=values(x=1))

    assert shape(workflow) == {"s": "Pass", "a": "Task"}


def test_a_fork_of_branches_that_take_no_time_is_a_sequence() -> None:
    workflow = drawn("t > a > s > m", "a > u > m", s=values(x=1), u=values(x=2), m=MERGE)

    assert shape(workflow) == {"a": "Task", "s": "Pass", "u": "Pass", "m": "Pass"}


def test_a_loop_that_begins_with_a_node_that_takes_no_time_keeps_its_branch() -> None:
    workflow = drawn("t > s > b > c", "c:true > s", "t > a", s=values(x=1), c=CHOICE)

    assert list(shape(workflow)) == ["Fork after t"]
