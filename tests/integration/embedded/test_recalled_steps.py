"""What is told of a run's steps is what they meant: held against the interpreter, which knows no machine."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, TriggerKind
from exeoflow.model.source_map import SourceMap
from exeoflow.model.workflow import Workflow
from exeoflow.service.executions.explain.recalled_steps import RecalledStep, recalled_steps
from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
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
_UNKNOWN = {
    "chance parts once",  # what chance said is not evaluated again
    "a case that fails",  # the words of an engine
    "a partition of each item",  # what nodes of a body put out, read outside of it
    "an empty list within an item",
}


def recalled(
    workflow: Mapping[str, Json], trigger: str, data: Json, seed: int
) -> tuple[Sequence[RecalledStep], Trace] | None:
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
    record = ExecutionRecord(execution, data, source_map)
    parsed = Workflow.model_validate(
        {key: workflow[key] for key in ("nodes", "connections", "settings") if key in workflow}
    )
    meant = interpret(workflow, trigger, data, SeededEnvironment(seed))
    return recalled_steps(run.history, record, parsed), meant


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
