"""Nodes that get a state for each way to them, so that pure nodes on these ways need none."""

from typing import Any

from tests.oracle.drawings.drawing import condition, drawn, for_each, post, seen, values
from tests.unit.compiler.machines import compiled

CHOICE = condition("{{ $trigger.go }}")
TO_D = ("t > c", "c:true > a > d", "c:false > b > d")
PURE: dict[str, Any] = {"c": CHOICE, "a": values(x=1), "b": values(x=2)}


def test_pure_nodes_on_the_ways_to_a_node_are_folded_into_the_choice() -> None:
    machine = compiled(drawn(*TO_D, **PURE), fold=True)

    assert machine.node_of_state == {"c": "c", "d": "d", "d (2)": "d"}
    assert machine.folded == {"d": {"before": ["a"]}, "d (2)": {"before": ["b"]}}
    assert machine.budgets["states_entered"] == {"min": 2, "max": 2}


def test_a_way_without_a_pure_node_leads_to_the_last_state() -> None:
    workflow = drawn("t > c", "c:true > a > d", "c:false > d", c=CHOICE, a=values(x=1))

    machine = compiled(workflow, fold=True)

    assert machine.folded == {"d": {"before": ["a"]}}
    assert machine.definition["States"]["c"]["Default"] == "d (2)"


def test_chains_on_the_ways_are_folded_whole() -> None:
    workflow = drawn("t > c", "c:true > a > m > d", "c:false > b > d", m={"disabled": True}, **PURE)

    assert compiled(workflow, fold=True).folded == {"d": {"before": ["b"]}, "d (2)": {"before": ["a", "m"]}}


def test_each_state_of_a_node_knows_which_nodes_ran() -> None:
    machine = compiled(drawn(*TO_D, d=seen("a"), **PURE), fold=True)

    sent = [machine.definition["States"][name]["Arguments"] for name in ("d", "d (2)")]
    assert ["null" in str(each) for each in sent] == [False, True]


def test_the_ways_on_of_all_states_are_the_same() -> None:
    workflow = drawn(*TO_D, "d > e", "d:error > f", d={"on_error": "branch"}, **PURE)

    states = compiled(workflow, fold=True).definition["States"]

    assert [states[name]["Next"] for name in ("d", "d (2)")] == ["e", "e"]
    assert [states[name]["Catch"][0]["Next"] for name in ("d", "d (2)")] == ["f", "f"]


def test_a_choice_may_be_parted_and_end_the_execution() -> None:
    machine = compiled(drawn(*TO_D, "d:true > e", d=CHOICE, **PURE), fold=True)

    defaults = [machine.definition["States"][name]["Default"] for name in ("d", "d (2)")]
    assert defaults == ["End after d", "End after d"]


def test_the_header_of_a_loop_has_one_state() -> None:
    workflow = drawn(*TO_D, "d > e", "e:true > d", e=CHOICE, **PURE)

    assert compiled(workflow, fold=True).folded == {}


def test_a_for_each_has_one_state() -> None:
    machine = compiled(drawn(*TO_D, "d:loop > e", d=for_each(), **PURE), fold=True)

    assert list(machine.node_of_state) == ["c", "a", "b", "d", "e"]


def test_what_would_make_the_definition_much_larger_stays_one_state() -> None:
    machine = compiled(drawn(*TO_D, d=post(x="x" * 64_000), **PURE), fold=True)

    assert list(machine.node_of_state) == ["c", "a", "b", "d"]
