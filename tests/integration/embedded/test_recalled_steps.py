"""What is told of a run's steps is what they meant: held against the interpreter, which knows no machine."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, TriggerKind
from exeoflow.model.history import HistoryEvent
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.service.executions.explain.memory import RecalledStep
from exeoflow.service.executions.explain.recalled_steps import recalled_steps, recorded_pins
from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
from tests.oracle.drawings.drawing import condition, drawn, for_each, seen, values
from tests.oracle.drawings.parted_lists import PARTED
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.interpreter.execution import EXECUTION_ID, START
from tests.oracle.interpreter.graph import triggers
from tests.oracle.interpreter.interpret import interpret
from tests.oracle.interpreter.trace import Trace
from tests.oracle.json_value import Json, canonical_text
from tests.oracle.judges.comparison import machine_input
from tests.oracle.judges.compiling import machine_of
from tests.oracle.judges.engine_run import run_on_engine

PARTS = 8
# A machine evaluates it; who explains a run bounds lists, and does not.
_TOO_LONG = "[1..30001][$ < 3]"
_UNKNOWN = {
    "chance parts once",  # what chance said is not evaluated again
    "a case that fails",  # the words of an engine
    "a partition of each item",  # what nodes of a body put out, read outside of it
    "an empty list within an item",
}


Run = tuple[Sequence[HistoryEvent], ExecutionRecord, Workflow]


def ran(workflow: Mapping[str, Json], trigger: str, data: Json, seed: int) -> Run | None:
    compiled = compile_workflow(workflow, fold=True)
    if not isinstance(compiled, CompiledWorkflow) or not triggers(workflow):
        return None
    machine = machine_of(compiled)
    run = run_on_engine(machine, machine_input(machine, trigger, data), SeededEnvironment(seed))
    names = {str(node["id"]): str(node.get("name", node["id"])) for node in workflow["nodes"]}
    source_map = SourceMap(
        compiled.node_of_state, names, compiled.folded, (), compiled.answer_errors, compiled.around
    )
    execution = Execution(
        id=EXECUTION_ID,
        workspace="acme",
        workflow_id="W",
        workflow_name="",
        status=ExecutionStatus.SUCCESS,
        started_at=START,
        trigger_kind=TriggerKind.MANUAL,
        trigger_node=trigger,
    )
    parsed = Workflow.model_validate(
        {key: workflow[key] for key in ("nodes", "connections", "settings") if key in workflow}
    )
    return run.history, ExecutionRecord(execution, data, source_map), parsed


def recalled(
    workflow: Mapping[str, Json], trigger: str, data: Json, seed: int
) -> tuple[Sequence[RecalledStep], Trace] | None:
    run = ran(workflow, trigger, data, seed)
    if run is None:
        return None
    return recalled_steps(*run), interpret(workflow, trigger, data, SeededEnvironment(seed))


def counted(steps: Sequence[RecalledStep], trace: Trace) -> tuple[Counter[str], Counter[str]]:
    told = Counter(
        f"{each.step.node_id}: {canonical_text(list(each.input))} > {canonical_text(list(each.output))}"
        for each in steps
        if each.visit is not None
    )
    meant = Counter(
        f"{run.node_id}: {canonical_text([run.input])} > {canonical_text([run.output])}" for run in trace.runs
    )
    return told, meant


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_data_of_every_step_of_the_visible_graphs_is_what_it_means(part: int) -> None:
    compared = 0
    for number in range(part, len(visible_graphs()), PARTS):
        workflow = with_iterations(visible_graphs()[number], 3)
        if not triggers(workflow):
            continue
        found = recalled(workflow, some_trigger(workflow, number), steering(workflow, number), number)
        if found is None or found[1].outcome.status != "success":
            continue
        told, meant = counted(*found)
        started = f"{found[0][0].step.node_id}: "
        assert told == Counter({run: n for run, n in meant.items() if not run.startswith(started)})
        compared += 1
    assert compared > 50


@pytest.mark.parametrize("items", [[1, 2, 1], [2], []])
@pytest.mark.parametrize("name", sorted(PARTED.keys() - _UNKNOWN))
def test_the_data_of_lists_that_part_is_what_it_means(name: str, items: list[int]) -> None:
    found = recalled(PARTED[name], "t", {"items": items}, 1)

    assert found is not None
    told, meant = counted(*found)
    assert {text for text in (meant - told) if not text.startswith("t: ")} == set()


def test_the_results_of_a_loop_over_items_that_nobody_knows_are_unknown() -> None:
    workflow = drawn("t > f", "f:loop > a", "f:done > b", f=for_each(f"{{{{ {_TOO_LONG} }}}}"), b=seen("a"))

    assert told_of(workflow, "f") == [((None,), ())]
    run = ran(workflow, "t", None, 1)
    assert run is not None
    assert recorded_pins(*run)["f"] is None


def test_a_loop_that_leads_nowhere_ends_the_items_around_it() -> None:
    workflow = drawn("t > f", "f:loop > g", "g:loop > a", f=for_each("{{ [1, 2] }}"), g=for_each("{{ [3] }}"))

    found = recalled(workflow, "t", None, 1)

    assert found is not None
    told, meant = counted(*found)
    assert {run for run in meant - told if not run.startswith("t: ")} == set()


def test_the_results_of_items_whose_end_nobody_knows_are_unknown() -> None:
    for back in ((), ("g:done > f",)):
        paths = ("t > f", "f:loop > g", "g:loop > a", *back)
        workflow = drawn(*paths, f=for_each("{{ [1, 2] }}"), g=for_each(f"{{{{ {_TOO_LONG} }}}}"))

        assert told_of(workflow, "f") == [((None,), ())]


def test_what_is_unknown_is_not_what_it_was_before() -> None:
    workflow = drawn(
        "t > g",
        "g:loop > a",
        "g:done > b > c",
        "c:true > g",
        "c:false > d",
        g=for_each(f"{{{{ $nodes.b.n = 1 ? {_TOO_LONG} : [] }}}}"),
        c=condition("{{ $input.n = 1 }}"),
        b=values(n="{{ $nodes.b.n = 1 ? 2 : 1 }}"),
    )

    assert [output for _, output in told_of(workflow, "g")] == [([],), ()]


def told_of(workflow: Json, node: str) -> list[tuple[tuple[Json, ...], tuple[Json, ...]]]:
    """What each run of a node was given and put out, as far as that is known."""
    found = recalled(workflow, "t", None, 1)
    assert found is not None
    return [(each.input, each.output) for each in found[0] if each.step.node_id == node]
