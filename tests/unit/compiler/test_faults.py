"""What the compiler refuses, and what it warns about."""

import json
from pathlib import Path
from typing import Any

import pytest

from exeoflow.compiler import RejectedWorkflow, compile_workflow
from exeoflow.compiler.__main__ import main
from exeoflow.expressions.depth import MAX_DEPTH
from tests.oracle.drawings import big_graphs
from tests.oracle.drawings.drawing import drawn, for_each
from tests.oracle.drawings.left_loops import LEAVE
from tests.unit.compiler.machines import compiled, faults


def test_a_loop_with_two_entries_is_refused_by_name() -> None:
    assert faults(drawn("t > a > b > a", "t > b")) == [("loop-irreducible", "a")]


@pytest.mark.parametrize(
    ("paths", "entry"),
    [
        (("t > f", "f:loop > b > f", "t > x > b"), "b"),
        (("t > f", "f:loop > b > c > f", "t > c"), "c"),
        (("t > f", "f:loop > b > f", "f:done > d > b", "t > b"), "b"),
    ],
)
def test_a_body_that_another_path_enters_is_explained(paths: tuple[str, ...], entry: str) -> None:
    assert faults(drawn(*paths, f=for_each())) == [("for-each-body-entered", entry)]


def test_a_loop_of_a_for_each_with_two_entries_of_its_own_is_irreducible() -> None:
    workflow = drawn("t > f", "f:done > a > f", "t > a", "f:loop > b > f", f=for_each())

    assert faults(workflow) == [("loop-irreducible", "f")]


def test_loops_that_nest_too_deeply_are_refused() -> None:
    loops: dict[str, Any] = {f"f{number}": for_each() for number in range(20)}
    path = "t > f0"
    inner = [f"f{number}:loop > f{number + 1}" for number in range(19)]

    found = faults(drawn(path, *inner, "f19:loop > x > f19", **loops))

    assert {rule for rule, _ in found} == {"loops-nested-too-deeply"}


def test_a_read_of_a_node_that_does_not_lie_before_is_refused() -> None:
    workflow = drawn("t > a > b", a={"config": {"url": "https://example.com/{{ $nodes.b }}"}})

    assert faults(workflow) == [("reference-not-upstream", "a")]


def test_a_read_of_a_body_beside_whose_for_each_a_node_lies_is_refused() -> None:
    workflow = drawn(
        "t > f",
        "f:loop > a > f",
        "t > b",
        f=for_each(),
        b={"config": {"url": "https://example.com/{{ $nodes.a }}"}},
    )

    assert faults(workflow) == [("reference-not-upstream", "b")]


def test_an_item_outside_a_loop_is_refused() -> None:
    workflow = drawn("t > a", a={"config": {"url": "https://example.com/{{ $item }}"}})

    assert faults(workflow) == [("item-outside-loop", "a")]


@pytest.mark.parametrize(
    ("paths", "rule"),
    [
        (("t > s",), "break-outside-loop"),
        (("t > f", "f:loop > s", "t > s", "f:done > d", "f:break > d"), "break-outside-loop"),
        (("t > f", "f:loop > s", "f:done > d"), "break-unconnected"),
        (("t > f", "f:loop > g", "g:loop > s", "f:break > d"), "break-unconnected"),
    ],
)
def test_leaving_a_loop_needs_one_and_a_way_on(paths: tuple[str, ...], rule: str) -> None:
    workflow = drawn(*paths, f=for_each(), g=for_each("{{ [1] }}"), s=LEAVE)

    assert faults(workflow) == [(rule, "s")]


def test_an_item_in_a_body_that_another_trigger_enters_is_refused() -> None:
    workflow = drawn(
        "t > b",
        "u > f",
        "f:loop > b",
        u={"type": "trigger", "config": {"mode": "webhook"}},
        f=for_each(),
        b={"config": {"url": "https://example.com/{{ $index }}"}},
    )

    assert faults(workflow) == [("item-outside-loop", "b")]


def test_a_node_that_no_trigger_reaches_is_a_warning() -> None:
    (warning,) = compiled(drawn("t > a", "x")).diagnostics

    assert (warning.rule, warning.node_id) == ("node-unreachable", "x")


@pytest.mark.parametrize(
    ("paths", "nodes"),
    [
        (("t > f", "f:break > b > c"), ["b", "c"]),
        (("t > f", "f:loop > f", "f:break > b > c", "f:done > c"), ["b"]),
        (("t > f", "t > a", "f:loop > a", "f:break > b > c", "f:break > a"), ["b", "c"]),
        (("t > f", "f:loop > a > f", "f:break > b > c"), []),
        (("t > s", "s:break > b > c"), []),
    ],
)
def test_a_node_to_which_only_the_end_of_a_missing_body_leads_is_a_warning(
    paths: tuple[str, ...], nodes: list[str]
) -> None:
    case = {"handle": "break", "expression": "$trigger.go"}
    switch = {"type": "switch", "config": {"cases": [case]}}

    found = compiled(drawn(*paths, f=for_each(), s=switch)).diagnostics

    assert [each.node_id for each in found if each.rule == "node-unreachable"] == nodes


def test_budgets_tell_states_events_and_price() -> None:
    budgets = compiled(drawn("t > a > b")).budgets

    assert budgets["states_entered"] == {"min": 2, "max": 2}
    assert budgets["price_per_1000_runs"]["max"] == pytest.approx(0.05)


def test_a_machine_of_more_than_a_megabyte_is_refused() -> None:
    body = {"url": "https://example.com", "body": "x" * 600_000}
    nodes: dict[str, Any] = {name: {"config": body} for name in ("a", "b")}

    assert {rule for rule, _ in faults(drawn("t > a > b", **nodes))} == {
        "definition-too-large",
        "constants-too-large",
    }


def test_large_constants_are_told_of_their_node_beside_states_of_none() -> None:
    body = {"url": "https://example.com", "body": "x" * 600_000}

    assert faults(drawn("t > a", "t > b", a={"config": body})) == [("constants-too-large", "a")]


def test_large_constants_of_one_node_are_told_in_the_order_in_which_it_has_them() -> None:
    request = {"url": "https://example.com"}
    workflow = drawn(
        "t > s > b > c",
        s={"type": "set", "config": {"values": {"v": "x" * 300_000}}},
        b={"config": {**request, "body": "{{ $input.v }}"}},
        c={"config": {**request, "body": "{{ $nodes.s.v }}"}},
    )

    found = compile_workflow(workflow, fold=False).diagnostics

    told = [(each.node_id, each.values["bytes"]) for each in found if each.rule == "constants-too-large"]
    assert told == [("s", "300009"), ("s", "300016")]


_DEEP = "+".join(["1"] * MAX_DEPTH)
_DEEP_VALUE = f"{{{{ {_DEEP} }}}}"


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("condition", {"expression": _DEEP}),
        ("switch", {"cases": [{"handle": "x", "expression": _DEEP}], "mode": "all"}),
        ("set", {"values": {"a": {"b": [_DEEP_VALUE]}}, "keep_input": True}),
        ("transform", {"expression": _DEEP}),
        ("filter", {"expression": _DEEP}),
        ("sort", {"expression": _DEEP}),
        ("limit", {"count": _DEEP_VALUE, "offset": _DEEP_VALUE}),
        ("aggregate", {"values": [{"name": "n", "function": "max", "expression": _DEEP}], "group_by": _DEEP}),
        ("split", {"size": _DEEP_VALUE}),
        ("deduplicate", {"expression": _DEEP}),
        ("for_each", {"items": [_DEEP_VALUE]}),
        ("queue", {"queue_url": "https://q", "message": {"a": _DEEP_VALUE}}),
        ("email", {"sender": "a", "to": [_DEEP_VALUE], "subject": "s", "text": _DEEP_VALUE}),
        ("database", {"operation": "put", "table": "t", "item": {"id": _DEEP_VALUE}}),
    ],
)
def test_authors_need_not_know_what_a_node_wraps_around_their_expressions(
    kind: str, config: dict[str, Any]
) -> None:
    compiled(drawn("t > a", a={"type": kind, "config": config}))


def test_an_expression_that_nests_too_deeply_once_compiled_is_refused() -> None:
    value: object = _DEEP_VALUE
    for _ in range(10):
        value = {"a": value}
    put = {"operation": "put", "table": "t", "item": value}

    found = compile_workflow(drawn("t > p", p={"type": "database", "config": put}))

    assert isinstance(found, RejectedWorkflow)
    assert [(each.rule, each.node_id, each.path) for each in found.diagnostics] == [
        ("machine-expression-too-deep", "p", "nodes[1].config")
    ]


def test_expressions_are_not_looked_at_in_a_definition_that_is_too_large() -> None:
    value: object = _DEEP_VALUE
    for _ in range(10):
        value = {"a": value}
    put = {"type": "database", "config": {"operation": "put", "table": "t", "item": value}}
    large = {"type": "set", "config": {"values": {"text": "x" * 250_000}}}

    found = compile_workflow(drawn("t > p > a > b > c > d", p=put, a=large, b=large, c=large, d=large))

    assert isinstance(found, RejectedWorkflow)
    assert [each.rule for each in found.diagnostics] == ["definition-too-large"]


def test_many_cases_parts_and_predecessors_are_no_depth() -> None:
    names = [f"n{number}" for number in range(100)]
    cases = [{"handle": name, "expression": f"$trigger.{name}"} for name in names]
    switch = {"type": "switch", "config": {"cases": cases, "mode": "all"}}
    guarded = {"type": "switch", "config": {"cases": cases}, "on_error": "continue"}
    text = " ".join(f"{{{{ $input.{name} }}}}" for name in names)

    compiled(
        drawn(
            "t > s",
            *(f"s:{name} > m" for name in names),
            *(f"s:{name} > {name} > f" for name in names),
            "m > g",
            *(f"g:{name} > e" for name in names[:2]),
            "f > e",
            s=switch,
            g=guarded,
            m={"type": "merge", "config": {"mode": "first"}},
            f={"type": "merge", "config": {"mode": "first"}},
            e={"type": "set", "config": {"values": {"text": text}}},
        )
    )


def test_the_command_prints_the_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "workflow.json"
    file.write_text(json.dumps(drawn("t > a")), encoding="utf-8")

    status = main([str(file)])

    assert status == 0
    assert set(json.loads(capsys.readouterr().out)) == {"definition", "node_of_state", "budgets"}


def test_the_command_prints_diagnostics_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "workflow.json"
    file.write_text(json.dumps(drawn("t > a > b > a", "t > b")), encoding="utf-8")

    status = main([str(file), "--language", "en"])

    assert status == 1
    assert json.loads(capsys.readouterr().out)["diagnostics"][0]["rule"] == "loop-irreducible"


def test_a_workflow_whose_every_execution_has_too_long_a_history_is_refused() -> None:
    assert ("history-too-long", None) in faults(big_graphs.chain(5_000))
