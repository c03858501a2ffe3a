"""Steps explained from real histories: attempts, errors, rounds, items, and what is no longer known."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.errors import ExecutionNotFound, StepNotFound
from exeoflow.model.execution import (
    Execution,
    ExecutionError,
    ExecutionRecord,
    ExecutionStatus,
    TriggerKind,
)
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.explain.steps import (
    ExplainedStep,
    Iteration,
    explained_fault,
    get_step,
    list_steps,
)
from exeoflow.service.executions.wait_for import wait_for_change
from tests.fakes.ports import FakePorts, fake_ports
from tests.oracle.drawings.drawing import condition, drawn, for_each, merge, values
from tests.oracle.interpreter.environment import Environment, ScriptedEnvironment
from tests.oracle.interpreter.execution import EXECUTION_ID, START
from tests.oracle.json_value import Json
from tests.oracle.judges.compiling import machine_of
from tests.oracle.judges.engine_run import run_on_engine

NOBODY_FAILS = ScriptedEnvironment()


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()


def ran(
    ports: FakePorts,
    workflow: Mapping[str, Json],
    data: Json = None,
    environment: Environment = NOBODY_FAILS,
    revision: int | None = 1,
) -> ExecutionRecord:
    """Run a workflow on the engine, and let the ports know its history, its record and its revision."""
    compiled = compile_workflow(workflow, fold=True)
    assert isinstance(compiled, CompiledWorkflow), compiled
    run = run_on_engine(machine_of(compiled), data, environment)
    status = ExecutionStatus.SUCCESS if run.status == "success" else ExecutionStatus.FAILED
    names = {str(node["id"]): str(node["id"]).upper() for node in workflow["nodes"]}
    execution = _execution(f"wf_{len(ports.executions.records) + 1}", status, revision)
    error = None if run.code is None else ExecutionError(run.code, "", _last_failing(workflow, run.code))
    source_map = SourceMap(
        compiled.node_of_state, names, compiled.folded, (), compiled.answer_errors, compiled.around
    )
    record = ExecutionRecord(execution, data, source_map, error=error)
    ports.executions.records[EXECUTION_ID] = record
    ports.machines.answers[EXECUTION_ID] = list(run.history)
    _store(ports, workflow, execution.workflow_id)
    return record


def _execution(workflow_id: str, status: ExecutionStatus, revision: int | None) -> Execution:
    return Execution(
        id=EXECUTION_ID,
        workspace="acme",
        workflow_id=workflow_id,
        workflow_name="W",
        status=status,
        started_at=START,
        trigger_kind=TriggerKind.MANUAL,
        trigger_node="t",
        revision=revision,
    )


def _store(ports: FakePorts, workflow: Mapping[str, Json], workflow_id: str) -> None:
    graph = Graph(tuple(workflow["nodes"]), tuple(workflow["connections"]), workflow.get("settings"))
    now = ports.clock.now()
    stored = StoredWorkflow("acme", workflow_id, 1, "W", "", WorkflowStatus.INACTIVE, graph, now, now)
    ports.workflows.add(stored, None)


def _last_failing(workflow: Mapping[str, Json], code: str) -> str | None:
    return "bad" if code == "States.QueryEvaluationError" and workflow["nodes"] else None


def steps(ports: FakePorts) -> list[ExplainedStep]:
    return list(list_steps(ports, "acme", EXECUTION_ID, PageRequest(1, 100)).items)


def shown(ports: FakePorts) -> list[tuple[str, tuple[Any, ...], tuple[Any, ...]]]:
    return [(each.step.node_id, each.input, each.output) for each in steps(ports)]


def test_each_call_of_a_task_is_an_attempt(ports: FakePorts) -> None:
    workflow = drawn("t > a", a={"retry": {"max_attempts": 2, "interval": 1}})
    ran(ports, workflow, None, ScriptedEnvironment(failures={"a": ("Http.Status503", 2)}))

    found = steps(ports)[1]

    codes = [each.error and each.error.code for each in found.attempts]
    assert codes == ["Http.Status503", "Http.Status503", None]
    assert found.fault is None
    assert found.step.status is ExecutionStatus.SUCCESS


def test_a_failure_without_a_faulty_expression_is_told_as_it_is(ports: FakePorts) -> None:
    ran(ports, drawn("t > a"), None, ScriptedEnvironment(failures={"a": ("Http.Status404", 9)}))

    found = steps(ports)[1]

    assert found.fault is not None
    assert (found.fault.code, found.fault.message, found.fault.field) == ("Http.Status404", "a failed", None)
    assert found.output == ()


def test_what_was_caught_is_the_output_of_the_node_and_the_input_behind_it(ports: FakePorts) -> None:
    workflow = drawn("t > a", "a:error > b", "a > c", a={"on_error": "branch"}, b=values(seen="{{ $input }}"))
    ran(ports, workflow, None, ScriptedEnvironment(failures={"a": ("Http.Status404", 9)}))

    caught = {"error": {"code": "Http.Status404", "message": "a failed"}}
    assert shown(ports)[1:] == [("a", (None,), (caught,)), ("b", (caught,), ({"seen": caught},))]


@pytest.mark.parametrize(("rejected", "taken"), [(frozenset(), "yes"), (frozenset({"ask"}), "no")])
def test_an_answer_is_the_output_of_who_asked(ports: FakePorts, rejected: frozenset[str], taken: str) -> None:
    ask = {"type": "approval", "config": {"message": "ok?"}}
    workflow = drawn(
        "t > ask", "ask:approved > yes", "ask:rejected > no", ask=ask, yes=merge("object"), no=merge("object")
    )
    ran(ports, workflow, None, ScriptedEnvironment(rejected=rejected))

    _, asked, end = steps(ports)

    assert next(iter(asked.output))["decision"] == ("rejected" if rejected else "approved")
    assert (end.step.node_id, end.input) == (taken, asked.output)


def test_rounds_of_a_loop_are_counted(ports: FakePorts) -> None:
    workflow = drawn(
        "t > a > c",
        "c:true > a",
        "c:false > e",
        a={
            "type": "transform",
            "config": {"expression": "$exists($input.n) ? {'n': $input.n + 1} : {'n': 1}"},
        },
        c=condition("$input.n < 3"),
        e=values(done="{{ $input.n }}"),
    )
    ran(ports, workflow, {})

    rounds = [each.iteration for each in steps(ports) if each.step.node_id == "a"]
    assert rounds == [(Iteration("a", round=number),) for number in (1, 2, 3)]
    assert shown(ports)[-1] == ("e", ({"n": 3},), ({"done": 3},))


def test_rounds_are_counted_by_node_whatever_states_it_has(ports: FakePorts) -> None:
    workflow = drawn(
        "t > n > c",
        "c:true > a > d",
        "c:false > b > d",
        "d > e",
        "e:true > n",
        n={
            "type": "transform",
            "config": {"expression": "$exists($input.n) ? {'n': $input.n + 1} : {'n': 1}"},
        },
        c=condition("$input.n = 2"),
        a=values(x=1),
        b=values(x=2),
        d={"type": "transform", "config": {"expression": "$nodes.n"}},
        e=condition("$input.n < 3"),
    )
    ran(ports, workflow, {})

    found = {(node, each.iteration) for each in steps(ports) if (node := each.step.node_id) in "abd"}
    assert found == {
        *(("d", (Iteration("d", round=number),)) for number in (1, 2, 3)),
        *(("b", (Iteration("b", round=number),)) for number in (1, 2)),
        ("a", ()),
    }


def test_items_carry_their_index_from_the_outside_in(ports: FakePorts) -> None:
    workflow = drawn(
        "t > f",
        "f:loop > g",
        "g:loop > x",
        "x > g",
        "g:done > f",
        f=for_each(),
        g=for_each("{{ $item }}"),
        x={"type": "transform", "config": {"expression": "$item * 10 + $index"}},
    )
    ran(ports, workflow, {"items": [[1, 2], [3]]})

    found = {tuple((each.node_id, each.index) for each in step.iteration): step for step in steps(ports)}
    assert found[("f", 0), ("g", 1)].output == (21,)
    assert found[("f", 1), ("g", 0)].output == (30,)
    assert shown(ports)[1] == ("f", ({"items": [[1, 2], [3]]},), ([[10, 21], [30]],))


def test_a_body_without_a_way_back_yields_what_its_paths_end_with(ports: FakePorts) -> None:
    workflow = drawn(
        "t > f",
        "f:loop > c",
        "c:true > x",
        "f:done > y",
        f=for_each(),
        c=condition("$item > 1"),
        x=values(big="{{ $item }}"),
        y=values(all="{{ $nodes.f }}"),
    )
    ran(ports, workflow, {"items": [1, 2]})

    outputs = {each.step.node_id: each.output for each in steps(ports)}
    assert outputs["f"] == ([1, {"big": 2}],)


def test_a_field_that_fails_is_told_with_the_engines_reason(ports: FakePorts) -> None:
    workflow = drawn("t > bad", bad=values(fine="{{ $trigger.n }}", no="{{ $number($trigger.text) }}"))
    record = ran(ports, workflow, {"n": 1, "text": "x"})

    fault = explained_fault(ports, record)

    assert fault is not None
    assert fault.field is not None
    assert (fault.field.field, fault.field.expression) == ("values.no", "$number($trigger.text)")
    assert fault.field.reason
    assert fault.field.missing is None


def test_a_condition_over_items_of_a_list_is_not_blamed_for_a_single_one(ports: FakePorts) -> None:
    config = {"items": "{{ $trigger.items }}", "expression": "$number($item) > 1"}
    record = ran(ports, drawn("t > bad", bad={"type": "filter", "config": config}), {"items": ["x"]})

    fault = explained_fault(ports, record)

    assert fault is not None
    assert fault.field is None


def test_a_value_that_is_no_object_has_no_names(ports: FakePorts) -> None:
    workflow = drawn("t > bad", bad=values(name="{{ $uppercase($trigger.customer.`full name`) }}"))
    record = ran(ports, workflow, {"customer": "Ada"})

    fault = explained_fault(ports, record)

    assert fault is not None
    assert fault.field is not None
    assert fault.field.missing is not None
    assert (fault.field.missing.path, fault.field.missing.names) == ("$trigger.customer.`full name`", ())


def test_what_changes_with_every_look_is_told_as_it_was(ports: FakePorts) -> None:
    ran(ports, drawn("t > a > b", a=values(id="{{ $uuid() }}"), b=values(id="{{ $nodes.a.id }}")))

    _, made, read = steps(ports)

    assert made.output == read.output


def test_a_disabled_node_passes_its_input_on(ports: FakePorts) -> None:
    ran(ports, drawn("t > a > b", a={"disabled": True}, b=values(seen="{{ $input }}")), {"n": 1})

    assert shown(ports)[1:] == [("a", ({"n": 1},), ({"n": 1},)), ("b", ({"n": 1},), ({"seen": {"n": 1}},))]


def test_without_its_revision_a_step_shows_what_its_state_was_given(ports: FakePorts) -> None:
    ran(ports, drawn("t > a"), {"n": 1}, revision=None)

    (_, started, data), (_, given, output) = shown(ports)
    assert (started, data, given, output) == ((), ({"n": 1},), ({"n": 1},), ())


def test_a_revision_that_is_no_longer_kept_is_as_good_as_none(ports: FakePorts) -> None:
    ran(ports, drawn("t > a"), {"n": 1}, revision=7)

    assert shown(ports)[1] == ("a", ({"n": 1},), ())


def test_errors_only_may_be_shown(ports: FakePorts) -> None:
    workflow = drawn("t > a > b")
    workflow["settings"]["record_data"] = "errors"
    ran(ports, workflow, {"n": 1}, ScriptedEnvironment(failures={"b": ("Http.Status500", 9)}))

    assert [bool(given) for _, given, _ in shown(ports)] == [False, False, True]


def test_a_step_is_found_by_its_number(ports: FakePorts) -> None:
    ran(ports, drawn("t > a"))

    assert get_step(ports, "acme", EXECUTION_ID, 2).step.node_id == "a"
    with pytest.raises(StepNotFound):
        get_step(ports, "acme", EXECUTION_ID, 3)
    with pytest.raises(ExecutionNotFound):
        list_steps(ports, "other", EXECUTION_ID, PageRequest())


def test_what_never_began_has_no_steps(ports: FakePorts) -> None:
    record = ran(ports, drawn("t > a"))
    ports.machines.answers.clear()

    assert steps(ports) == []
    assert explained_fault(ports, record) is None


def test_a_running_step_has_no_output_yet(ports: FakePorts) -> None:
    ran(ports, drawn("t > a > f", "f:loop > x", f=for_each("{{ [1, 2] }}")))
    history = ports.machines.answers[EXECUTION_ID]
    entered = [event for event in history if event.kind.endswith("StateEntered")]
    ports.machines.answers[EXECUTION_ID] = [event for event in history if event.id <= entered[-1].id]

    told = {each.step.node_id: each.output for each in steps(ports)}

    assert told["f"] == ()
    assert told["x"] == ()


def test_who_watches_is_woken_by_a_change_or_by_the_time(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = ran(ports, drawn("t > a"))
    running = replace(record, execution=replace(record.execution, status=ExecutionStatus.RUNNING))
    ports.executions.records[EXECUTION_ID] = running
    ports.machines.answers[EXECUTION_ID] = ports.machines.answers[EXECUTION_ID][:2]
    version = wait_for_change(ports, "acme", EXECUTION_ID, 0, 99).version

    monkeypatch.setattr(ports.clock, "pause", lambda _: ports.clock.advance(seconds=1))
    begun = ports.clock.now()

    waited = wait_for_change(ports, "acme", EXECUTION_ID, 5, version)

    assert waited.version == version
    assert (ports.clock.now() - begun).total_seconds() == 5


def test_values_within_values_are_those_of_the_node(ports: FakePorts) -> None:
    mixed = values(list=[1, "x", "{{ $trigger.n }}"], nothing=None, inner={"text": "n: {{ $trigger.n }}"})
    ran(ports, drawn("t > a > b", a=mixed, b=values(constant=1)), {"n": 7})

    assert shown(ports)[1][2] == ({"list": [1, "x", 7], "nothing": None, "inner": {"text": "n: 7"}},)


def test_a_node_that_ran_before_the_state_behind_it_is_a_step(ports: FakePorts) -> None:
    workflow = drawn(
        "t > c",
        "c:true > k > x",
        c=condition("$trigger.n > 1"),
        k=values(fixed="yes"),
        x=values(seen="{{ $input.fixed }}", n="{{ $trigger.n }}"),
    )
    ran(ports, workflow, {"n": 2})

    assert shown(ports)[1:] == [
        ("c", ({"n": 2},), ({"n": 2},)),
        ("k", ({"n": 2},), ({"fixed": "yes"},)),
        ("x", ({"fixed": "yes"},), ({"seen": "yes", "n": 2},)),
    ]


def test_a_for_each_whose_items_fail_has_no_results(ports: FakePorts) -> None:
    workflow = drawn("t > f", "f:loop > x", f=for_each("{{ $number($trigger.items) }}"))
    ran(ports, workflow, {"items": "none"})

    assert {each.step.node_id for each in steps(ports)} >= {"t", "f"}
    assert shown(ports)[1][2] == ()


def test_a_node_may_read_one_that_did_not_run(ports: FakePorts) -> None:
    workflow = drawn(
        "t > c", "c:true > a > e", "c:false > e", c=condition("$trigger.n > 1"), e=values(a="{{ $nodes.a }}")
    )
    ran(ports, workflow, {"n": 1})

    assert shown(ports)[-1] == ("e", ({"n": 1},), ({"a": None},))


CODE = {"type": "code", "config": {"source": "return $input"}}


def test_code_is_a_step_of_what_it_returned(ports: FakePorts) -> None:
    ran(ports, drawn("t > a > b", a=CODE, b=values(seen="{{ $input }}")), 5)

    [_, (_, given, returned), (_, _, seen)] = shown(ports)

    assert given == (5,)
    assert seen == ({"seen": returned[0]},)


def test_code_that_fails_is_a_failed_step_though_its_task_succeeded(ports: FakePorts) -> None:
    ran(ports, drawn("t > a", a=CODE), None, ScriptedEnvironment(failures={"a": ("Code.Failed", 9)}))

    found = steps(ports)[1]

    assert found.step.status is ExecutionStatus.FAILED
    assert found.fault is not None
    assert (found.fault.code, found.fault.message) == ("Code.Failed", "a failed")
    assert [each.error and each.error.code for each in found.attempts] == ["Code.Failed"]


def test_by_which_error_code_failed_is_told_where_no_data_are_shown(ports: FakePorts) -> None:
    workflow = drawn("t > a", a=CODE)
    workflow["settings"]["record_data"] = "none"
    ran(ports, workflow, 5, ScriptedEnvironment(failures={"a": ("Code.Failed", 9)}))

    found = steps(ports)[1]

    assert (found.input, found.output, found.fault) == ((), (), None)
    assert [each.error and each.error.code for each in found.attempts] == ["Code.Failed"]


def test_an_error_of_code_that_was_caught_is_the_output_of_the_node(ports: FakePorts) -> None:
    workflow = drawn("t > a > b", a={**CODE, "on_error": "continue"}, b=values(seen="{{ $input }}"))
    ran(ports, workflow, None, ScriptedEnvironment(failures={"a": ("Code.Failed", 9)}))

    caught = {"error": {"code": "Code.Failed", "message": "a failed"}}
    assert shown(ports)[1:] == [("a", (None,), (caught,)), ("b", (caught,), ({"seen": caught},))]
