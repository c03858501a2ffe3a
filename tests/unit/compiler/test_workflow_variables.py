"""What a machine reads of `$vars`: all of them once, at the start, by a state in front of all others."""

from typing import Any

import pytest

from exeoflow.compiler import RejectedWorkflow, compile_workflow
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import machine_of
from tests.oracle.judges.engine_run import run_on_engine
from tests.unit.compiler.machines import compiled

READING = "arn:aws:states:::dynamodb:getItem"


def workflow(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "wf_1", "name": "W", "nodes": list(nodes), "connections": more.pop("connections"), **more}


def node(id_: str, type_: str, **config: Any) -> dict[str, Any]:
    return {"id": id_, "type": type_, "config": config}


def edge(source: str, target: str, handle: str | None = None) -> dict[str, Any]:
    return {"source": source, "target": target, **({} if handle is None else {"source_handle": handle})}


EVERYWHERE = workflow(
    node("t", "trigger"),
    node("hook", "trigger", mode="webhook"),
    node("near", "condition", expression='$vars.region = "eu"'),
    node("each", "for_each", items="{{ $vars.rates }}", concurrency=2),
    node("rate", "set", values={"rate": "{{ $item * $vars.limits.max }}", "where": "in {{ $vars.region }}"}),
    node("call", "http_request", url="https://{{ $vars.region }}.example.com/", body={"all": "{{ $vars }}"}),
    node("far", "transform", expression="$count($vars.rates) + $vars.limits.max"),
    connections=[
        edge("t", "near"),
        edge("hook", "call"),
        edge("near", "each", "true"),
        edge("near", "call", "true"),
        edge("near", "far", "false"),
        edge("each", "rate", "loop"),
    ],
)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("trigger", ["t", "hook"])
@pytest.mark.parametrize("seed", range(3))
def test_a_machine_reads_variables_as_the_workflow_means_it(*, fold: bool, trigger: str, seed: int) -> None:
    machine = machine_of(compiled(EVERYWHERE, fold=fold))

    comparison = compare(EVERYWHERE, machine, trigger, {"n": 1}, SeededEnvironment(seed, failing=0.1))

    assert comparison.differences == ()
    if trigger == "t":
        run = run_on_engine(machine, {"n": 1}, SeededEnvironment(seed, failing=0.1))
        assert (run.status, run.output) == (
            comparison.happened.outcome.status,
            comparison.happened.outcome.output,
        )


def test_variables_are_read_by_one_state_that_is_the_first_and_counted() -> None:
    found = compiled(EVERYWHERE, fold=True)
    first = found.definition["States"][found.definition["StartAt"]]

    assert first["Resource"] == READING
    assert first["Output"] == "{% $states.input %}"
    assert str(found.definition).count(READING) == 1
    assert found.budgets["states_entered"]["min"] >= 2
    assert "Read variables" not in found.node_of_state


def test_what_a_disabled_node_names_is_not_read() -> None:
    off = {**node("s", "set", values={"a": "{{ $vars.region }}"}), "disabled": True}
    found = compiled(workflow(node("t", "trigger"), off, connections=[edge("t", "s")]), fold=True)

    assert READING not in str(found.definition)


def test_a_state_of_the_authors_keeps_its_name() -> None:
    named = {**node("s", "set", values={"a": "{{ $vars.region }}"}), "name": "Read variables"}
    found = compiled(workflow(node("t", "trigger"), named, connections=[edge("t", "s")]))

    assert found.node_of_state["Read variables"] == "s"
    assert found.definition["StartAt"] == "Read variables (2)"


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("($vars := 1; $vars)", "expression-root-bound"),
        ("($exeoflow_variables := 1; $exeoflow_variables)", "expression-root-bound"),
        ("$exeoflow_variables.region", "expression-unknown-name"),
        ("$map([1], function($vars) { $vars })", "expression-root-bound"),
        ("$var.region", "expression-unknown-name"),
    ],
)
def test_nobody_takes_the_place_of_variables(expression: str, rule: str) -> None:
    drawn = workflow(
        node("t", "trigger"), node("x", "transform", expression=expression), connections=[edge("t", "x")]
    )
    result = compile_workflow(drawn)

    assert isinstance(result, RejectedWorkflow)
    assert [fault.rule for fault in result.diagnostics] == [rule]


ADDRESSED = workflow(
    node("t", "trigger"),
    node("send", "http_request", url="https://x.example.com/", body={"to": "{{ $execution.resume_url }}"}),
    node("each", "for_each", items="{{ [1, 2] }}"),
    node("near", "set", values={"at": "{{ $execution.resume_url & $vars.region }}"}),
    node("w", "wait", call=True, timeout=5),
    connections=[
        edge("t", "send"),
        edge("send", "each"),
        edge("each", "near", "loop"),
        edge("each", "w", "done"),
    ],
)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_a_machine_reads_its_address_as_the_workflow_means_it(*, fold: bool, seed: int) -> None:
    machine = machine_of(compiled(ADDRESSED, fold=fold))

    comparison = compare(ADDRESSED, machine, "t", {"n": 1}, SeededEnvironment(seed, failing=0.1))
    run = run_on_engine(machine, {"n": 1}, SeededEnvironment(seed, failing=0.1))

    assert comparison.differences == ()
    happened = comparison.happened.outcome
    assert (run.status, run.output) == (happened.status, happened.output)


def test_an_address_is_opened_by_one_state_only_where_it_is_read() -> None:
    found = compiled(ADDRESSED, fold=True)
    first = found.definition["States"][found.definition["StartAt"]]
    second = found.definition["States"][first["Next"]]

    assert (found.definition["StartAt"], first["Next"]) == ("Read variables", "Open address")
    assert second["Arguments"]["Payload"]["kind"] == "address"
    assert second["Arguments"]["Payload"]["workflow_id"] == "wf_1"
    assert "Open address" not in str(compiled(EVERYWHERE, fold=True).definition)
