import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.drawings import big_graphs
from tests.oracle.drawings.corpus import visible_graphs
from tests.oracle.drawings.strategies import Case, cases
from tests.oracle.drawings.strategies.dense import choices_of, dense_workflows
from tests.oracle.drawings.strategies.faults import FAULTS, faulty_workflows
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.oracle.judges.lint import faults

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("fold", [False, True])
@given(case=cases())
def test_a_compiled_workflow_does_what_it_means(case: Case, fold: bool) -> None:  # noqa: FBT001 - a parameter
    machine = compiled_machine(case.workflow, fold=fold)

    assert machine, errors_of(case.workflow)
    assert faults(machine.definition) == []
    assert compare(case.workflow, machine, case.trigger, case.data, case.environment).differences == ()


@pytest.mark.parametrize("fold", [False, True])
@given(workflow=dense_workflows(), data=st.data())
def test_a_dense_workflow_does_what_it_means(workflow: Json, data: st.DataObject, fold: bool) -> None:  # noqa: FBT001
    machine = compiled_machine(workflow, fold=fold)

    assert machine, errors_of(workflow)
    for trigger in triggers(workflow):
        for _ in range(4):
            choices = {name: data.draw(st.booleans()) for name in choices_of(workflow)}
            items = data.draw(st.sampled_from(([1, 2], [1], [])))
            environment = SeededEnvironment(
                data.draw(st.integers(0, 99)), data.draw(st.sampled_from((0, 0.3)))
            )
            execution = compare(workflow, machine, trigger, {"choices": choices, "items": items}, environment)
            assert execution.differences == ()


@given(case=cases())
def test_equal_workflows_compile_to_equal_bytes(case: Case) -> None:
    assert compiled_machine(case.workflow) == compiled_machine(case.workflow)


@given(drawn=faulty_workflows())
def test_a_fault_is_reported_by_its_rule(drawn: tuple[dict[str, object], str]) -> None:
    workflow, rule = drawn

    assert errors_of(workflow) == [rule]


@pytest.mark.parametrize("rule", FAULTS)
def test_every_fault_is_reported_in_the_smallest_workflow(rule: str) -> None:
    trigger = {"id": "t", "type": "trigger", "config": {}}

    assert errors_of(FAULTS[rule]({"id": "wf_1", "nodes": [trigger], "connections": []})) == [rule]


def test_a_chain_of_tasks_has_as_many_states() -> None:
    machine = compiled_machine(big_graphs.chain(20))

    assert machine
    assert len(machine.definition["States"]) == 20


@pytest.mark.parametrize("shape", [shape for _, shape in big_graphs.SHAPES])
def test_large_graphs_of_every_class_compile(shape: Callable[[int], Json]) -> None:
    machine = compiled_machine(shape(500))

    assert machine
    assert faults(machine.definition) == []


def test_the_bytes_do_not_depend_on_the_process() -> None:
    graphs = "\n".join(json.dumps(graph) for graph in visible_graphs()[:200])

    outputs = {_compiled_in_process(graphs, hash_seed) for hash_seed in ("1", "2")}

    assert len(outputs) == 1


def _compiled_in_process(graphs: str, hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", _COMPILE_LINES]
    done = subprocess.run(command, input=graphs, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


_COMPILE_LINES = """
import json, sys
from exeoflow.compiler import compile_workflow
for line in sys.stdin:
    compiled = compile_workflow(json.loads(line))
    print(json.dumps(getattr(compiled, "definition", None)), compiled.diagnostics)
"""
